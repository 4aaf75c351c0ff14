"""Rules about the question itself: is it positive, focused and readable?"""

import re
from collections.abc import Iterator

from trainer.banks.lint.question import Flaw, Question
from trainer.banks.lint.readability import grade, longest_sentence
from trainer.banks.lint.wording import sentences, tokens

NEGATIVE = re.compile(r"\b(?:not|never|cannot|except|excepting|\w+n['’]t|least(?! bit\b))\b", re.IGNORECASE)
HARMLESS = re.compile(
    r"\b(?:at least|at the very least|not only|whether or not|last but not least|not yet known)\b", re.IGNORECASE
)
SIDE_CLAUSE = re.compile(
    r"\b(?:if|when|where|because|since|although|though|while|that|who|whose|why|how|whether|so|until|unless|once|before|after|but|as|"
    r"even|for|in which|for which)\b",
    re.IGNORECASE,
)
ASKS_WHICH = re.compile(
    r"\b(?:which|what)\b|^\W*(?:choose|select|pick|mark|name|identify|find|all of|each of|the following)\b",
    re.IGNORECASE,
)
DENIED = re.compile(
    r"\bwhich\b[^?]*\b(?:is|are|would be)\s+(?:(?:the|an?)\s+)?(?:most |least )?"
    r"(incorrect|false|untrue|inaccurate|wrong|inappropriate|unlikely)\b",
    re.IGNORECASE,
)

TRUE_LIST = re.compile(
    r"\b(?:which|what)\b(?:\s+one)?(?:\s+of\s+(?:the\s+|these\s+)?(?:following|these|them|options|statements?|sentences|answers|choices)(?:\s+\w+)?)?"
    r"(?:\s+(?:statements?|sentences?|options?|assertions?|claims?))?(?:\s+(?:about|on|regarding|concerning|of|for)\b[^?]*?)?"
    r"\s+(?:is|are)\s+(?:the\s+)?(?:most\s+)?(?:true|correct|right|accurate|valid|incorrect|false|untrue|wrong)(?:\s+(?:one|statement|answer))?"
    r"(?:\s+(?:about|of|for|regarding|concerning|on)\b[^?]*)?\s*[?:]?\s*$",
    re.IGNORECASE,
)
IMPERATIVE = re.compile(
    r"\b(?:choose|select|name|mark|put|complete|give|match|arrange|order|calculate|enter|type|state|identify|label|point|pick|"
    r"decide|fill|sort|rank|write|find|work out|estimate|list|indicate|place|drag|connect|assign|number|read|convert|determine)\b",
    re.IGNORECASE,
)
OPEN_END = re.compile(
    r"\b(?:is|are|was|were|be|by|to|of|the|a|an|in|with|for|from|at|than|on|as|because|should|must|may|can|will|means|causes|"
    r"called|includes?|requires?|shows?|suggests?|indicates?|comes|into|over|under|through|about|that|and|or)\b\W*$",
    re.IGNORECASE,
)
BLANK = re.compile(r"_{2,}|\.{3}|…|\[\s*\]")

KNOWN = frozenset(
    "US USA UK EU AM PM OK TV ID PDF II III IV VI VII VIII IX XI XII MRI CT DNA RNA HIV AIDS BMI CDC WHO COVID ECG EKG ICU ER "
    "SI CNS NSAID NSAIDS ISO OSHA FDA NOT EXCEPT LEAST MOST BEST FIRST ONLY ALL NEVER ALWAYS AND OR NO YES TRUE FALSE NEXT".split()
)
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")

ELSEWHERE = re.compile(
    r"\b(?:previous|last|preceding|next|above|earlier) (?:question|item)\b|\b(?:question|item)s? (?:above|below|before|no\.? ?\d+|\d+)\b|"
    r"\byour (?:previous|last|earlier) answer\b",
    re.IGNORECASE,
)
DATED = {
    "wheelchair-bound": "uses a wheelchair", "wheelchair bound": "uses a wheelchair", "confined to a wheelchair": "uses a wheelchair",
    "handicapped": "with a disability", "crippled": "with a disability", "retarded": "with an intellectual disability",
    "mentally ill": "with a mental illness", "drug addict": "person with a substance use disorder",
    "alcoholics": "people with alcohol use disorder", "epileptics": "people with epilepsy", "diabetics": "people with diabetes",
    "schizophrenics": "people with schizophrenia", "asthmatics": "people with asthma", "mongolism": "Down syndrome",
    "male nurse": "nurse", "lady doctor": "physician", "oriental": "name the country or region", "caucasian": "White, if it matters at all",
}  # fmt: skip
DATED_WORD = re.compile(r"\b(?:" + "|".join(map(re.escape, DATED)) + r")\b", re.IGNORECASE)

HARDEST_GRADE = 18  # years of school; above it even health professionals have to read twice
LONGEST_SENTENCE = 45  # words
LONGEST_STEM = 130  # words


def lead_in(stem: str) -> str:
    """The sentence that asks: the last with a question mark, else the last."""
    parts = sentences(stem)
    asking = [part for part in parts if part.rstrip('"”’) ').endswith("?")]
    return (asking or parts or [""])[-1]


def negative_stem(question: Question) -> Iterator[Flaw]:
    asked = lead_in(question.stem)
    plain = HARMLESS.sub(" ", asked)
    mend = "Ask what is right, expected or best; if what is wrong matters, put the error into a case and ask what to change."
    if question.kind == "true or false":
        if match := NEGATIVE.search(plain):
            message = f"The statement to be judged says “{match[0]}”: calling a denial false is a double negation, which tests reading."
            yield Flaw(
                "negative-stem", question.place, message, "State it positively, and change the answer if need be."
            )
        return
    word = negative_word(plain)
    if word:
        message = (
            f"The question asks in the negative (“{word}”): who overlooks the word fails although they know the matter."
        )
        yield Flaw("negative-stem", question.place, message, mend)


def negative_word(asked: str) -> str:
    """The word that turns the main clause of the question around, if there is one; those in side clauses do not."""
    if match := DENIED.search(asked):
        return match[1]
    asks = ASKS_WHICH.search(asked)
    if not asks:
        return ""
    for match in NEGATIVE.finditer(asked, asks.start()):
        between = asked[asks.end() : match.start()]
        if match[0].casefold() == "except" or not SIDE_CLAUSE.search(between):
            return match[0]
    return ""


def unfocused_stem(question: Question) -> Iterator[Flaw]:
    stem = question.stem.strip().replace("*", "")
    asked = lead_in(stem)
    mend = "End with a question that someone who knows the matter can answer with the options covered."
    if TRUE_LIST.search(asked):
        message = (
            f"“{asked}” makes every option a true-or-false question of its own; nothing is asked before they are read."
        )
        yield Flaw("unfocused-stem", question.place, message, mend)
    elif "?" in stem:
        if not question.context and not any(telling(word) for word in tokens(stem)):
            message = f"“{stem}” names no subject: with the options covered there is nothing to think about."
            yield Flaw("unfocused-stem", question.place, message, mend)
    elif not IMPERATIVE.search(asked) and not is_completion(stem):
        message = (
            f"“{shortened(stem)}” asks nothing: there is no question, and no sentence that an option would complete."
        )
        yield Flaw("unfocused-stem", question.place, message, mend)


EMPTY = frozenset(
    "which what who how why when where of the following these those is are was were do does did you would should could can to a an "
    "it that this true best correct right now next most appropriate likely agree choose apply applies statement statements option "
    "options answer answers fits fit one and or in here say think".split()
)


def telling(word: str) -> bool:
    return word not in EMPTY and word.isalnum()


def is_completion(stem: str) -> bool:
    words = tokens(stem)
    return len(words) >= 5 and bool(OPEN_END.search(stem) or BLANK.search(stem))


def reading_level(question: Question) -> Iterator[Flaw]:
    mend = "Split the sentence, and take out what the answer does not need."
    words = len(tokens(question.stem))
    sentence = longest_sentence(question.stem)
    if sentence > LONGEST_SENTENCE:
        message = (
            f"One sentence has {sentence} words; past {LONGEST_SENTENCE} the beginning is lost before the end is read."
        )
        yield Flaw("reading-level", question.place, message, mend)
    elif words >= 12 and (level := grade(question.stem)) > HARDEST_GRADE:
        message = f"The stem reads at school grade {level:.0f}, with medical terms counted as short words; {HARDEST_GRADE} is the limit."
        yield Flaw("reading-level", question.place, message, "Shorter sentences and plainer words.")
    elif words > LONGEST_STEM:
        message = f"The stem has {words} words; past {LONGEST_STEM} it tests patience."
        yield Flaw("reading-level", question.place, message, mend)


def undefined_abbreviation(question: Question) -> Iterator[Flaw]:
    texts = [(question.place, question.stem), *((choice.place, choice.text) for choice in question.choices)]
    everything = " ".join(
        [question.context, *(text for _, text in texts), *(prompt.text for prompt in question.prompts)]
    )
    seen: set[str] = set()
    for place, text in texts:
        for short in ABBREVIATION.findall(text) if text != text.upper() or len(text) < 7 else ():
            bare = short.rstrip("s")
            if bare in KNOWN | seen or is_spelled_out(bare, everything):
                continue
            seen.add(bare)
            message = f"“{bare}” is nowhere written out: who learned another abbreviation fails for that."
            yield Flaw(
                "undefined-abbreviation", place, message, f"Write it out at its first use, with “({bare})” behind it."
            )


def is_spelled_out(short: str, text: str) -> bool:
    return bool(re.search(rf"\w[\w\s,'’-]* \((?:[^)]*[,;] )?{short}s?\)|\b{short}s? \(", text))


def hinges_on_item(question: Question) -> Iterator[Flaw]:
    if match := ELSEWHERE.search(question.stem):
        message = (
            f"“{match[0]}” points at another question, which may be absent from the form, or give the answer away."
        )
        yield Flaw("hinges-on-item", question.place, message, "Repeat here what is needed, or put both under one case.")


def dated_term(question: Question) -> Iterator[Flaw]:
    texts = [(question.place, question.stem), *((choice.place, choice.text) for choice in question.choices)]
    for place, text in texts:
        if match := DATED_WORD.search(text):
            better = DATED[match[0].casefold()]
            message = f"“{match[0]}” names people by a trait, or is out of use; it can put a reader off the question."
            yield Flaw("dated-term", place, message, f"Better: {better}.")


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"
