"""Rules about the question itself: is it positive, focused, and does it stand alone?"""

import re
from collections.abc import Iterator

from trainer.banks.lint.question import Flaw, Question
from trainer.banks.lint.wording import phrases, sentences, tokens

NOT = phrases(
    r"not|never|cannot|except|excepting|\w+n['’]t",
    r"(?<!and )least (?:likely|appropriate|suitable|useful|helpful|effective|consistent|accurate|true)",
    r"(?<!and )least (?:relevant|important|common|probable)",
    r"(?<!and )least (?:typical|supported|correct|acceptable|reliable|advisable|desirable|frequent|often)",
)
SHOUTED = re.compile(r"\b(?:NOT|EXCEPT|LEAST|NEVER|CANNOT)\b")
HARMLESS = phrases(
    r"at (?:the very )?least|not only|whether or not|not to mention|more often than not",
    r"(?:and|but) not|, not",
    r"(?:reasons?|deci\w+|advi[cs]ed?|choice|chooses?|chosen|asks?|asked|told|agrees?|agreed|why) not(?: to)?|for not",
)
SIDE_CLAUSE = phrases(
    "if|when|where|because|since|although|though|while|why|how|whether|so|until|unless|once|before|after|but|as|even",
    "despite|without|in case",
)
ABOUT_SOMEONE = phrases("who|whom|whose|for|in which|to which")
RELATIVE = phrases("that")
ASKS = re.compile(
    r"\b(?:which|what)\b|^\W*(?:choose|select|pick|mark|name|identify|find|all of|each of|the following)\b", re.I
)
DENIED = re.compile(
    r"\bwhich\b[^?]*\b(?:is|are|would be)\s+(?:(?:the|an?)\s+)?(?:most |least )?"
    r"(incorrect|false|untrue|inaccurate|wrong|inappropriate|unlikely)\b",
    re.IGNORECASE,
)

# "Which of the following statements about needles is true?" in its many forms; what stands for what:
OF_THEM = r"(?: of (?:the |these )?(?:following|these|them|options|statements?|answers|choices)(?: \w+)?)?"
HEAD = rf"\b(?:which|what)(?: one)?{OF_THEM}"
NOUN = r"(?: (?:statements?|sentences?|options?|assertions?|claims?|facts?))?"
ABOUT = r"(?: (?:about|of|for|regarding|concerning|on|in)\b[^?]*?)?"
VERDICT = (
    r"(?: the)?(?: most)?(?: (?:true|correct|right|valid|incorrect|false|untrue|wrong))(?: (?:one|statement|answer))?"
)
TRUE_LIST = re.compile(rf"{HEAD}{NOUN}{ABOUT} (?:is|are){VERDICT}{ABOUT}\W*$", re.IGNORECASE)
SUPPORTED_LIST = re.compile(
    rf"{HEAD}{NOUN}{ABOUT} (?:is|are|does|do|can)\b[^?]*?\b(?:support(?:s|ed)?|stated|accurate)\b[^?]*\??\W*$",
    re.IGNORECASE,
)
SELECT_TRUE = re.compile(
    r"^\W*(?:select|choose|pick|mark|identify|find) (?:the |one )?(?:most |best )?(?:true|correct|right|accurate|false)"
    rf"(?: (?:statements?|answers?|options?|one))?{ABOUT}\W*$",
    re.IGNORECASE,
)
NO_VERB = re.compile(r"\bwhich of the following(?: statements?| options?)?\W*$", re.IGNORECASE)
COMMAND = phrases(
    "choose|select|name|mark|put|complete|give|match|arrange|order|calculate|enter|type|state|identify|label|point|pick|decide",
    "fill|sort|rank|write|find|work out|estimate|list|indicate|place|drag|connect|assign|number|read|convert|determine",
)
OPEN_END = re.compile(
    r"\b(?:is|are|was|were|be|by|to|of|the|a|an|in|with|for|from|at|than|on|as|because|should|must|may|can|will|means|causes|called|"
    r"includes?|requires?|shows?|suggests?|indicates?|into|over|under|through|about|that|and|or|except)\b\W*$",
    re.IGNORECASE,
)
BLANK = re.compile(r"_{2,}|\.{3}|…|\[\s*\]")
EMPTY = frozenset(
    """
    which what who how why when where of the following these those is are was were do does did you would should
    could can to a an it that this true best correct right now next most appropriate likely agree choose apply
    applies statement statements option options answer answers fits fit one and or in here say think
    """.split()
)
LONGEST_LIST = 300  # characters; no such question is longer, and the patterns are slow on what never ends
SHORTEST = 5  # words; a stem to be completed that has fewer names a subject, not a question

ELSEWHERE = phrases(
    "(?:previous|last|preceding|next|above|earlier) (?:question|item)",
    r"(?:question|item)s? (?:above|below|before)|questions? (?:no\.? ?)?\d+|your (?:previous|last|earlier) answer",
)


def lead_in(stem: str) -> str:
    """The sentence that asks: the last with a question mark, else the last."""
    parts = sentences(stem)
    asking = [part for part in parts if part.rstrip('"”’)* ').endswith("?")]
    return (asking or parts or [""])[-1]


def negative_stem(question: Question) -> Iterator[Flaw]:
    asked = HARMLESS.sub(" ", lead_in(question.stem))
    if question.kind == "true or false":
        if match := NOT.search(asked):
            message = (
                f"The statement says “{match[0]}”: to call a denial false is a double negation, which tests reading."
            )
            yield Flaw("negative-stem", question.place, message, "State it positively; change the answer if need be.")
    elif word := negative_word(asked):
        message = (
            f"The question asks in the negative (“{word}”): who overlooks the word fails although they know the matter."
        )
        mend = "Ask what is right, expected or best; or put the error into a case and ask what to do."
        yield Flaw("negative-stem", question.place, message, mend)


def negative_word(asked: str) -> str:
    """The word that turns the main clause of the question around, if there is one; those in side clauses do not."""
    if match := DENIED.search(asked) or SHOUTED.search(asked):
        return match[match.lastindex or 0]
    asks = ASKS.search(asked)
    if not asks and "?" in asked:
        return ""  # why, how, when, whether: the answer is no denial
    start = asks.end() if asks else 0
    for match in NOT.finditer(asked, asks.start() if asks else 0):
        between = asked[start : match.start()]
        aside = [SIDE_CLAUSE, ABOUT_SOMEONE, *([RELATIVE] if asks and not COMMAND.match(asks[0].strip()) else [])]
        if match[0].casefold() == "except" or not any(pattern.search(between) for pattern in aside):
            return match[0]
    return ""


def unfocused_stem(question: Question) -> Iterator[Flaw]:
    stem = " ".join(question.stem.replace("*", "").split())
    asked = lead_in(stem)
    if question.kind != "multiple response" and is_true_list(asked, stem):
        message = (
            f"“{shortened(asked)}” makes each option a true-or-false question of its own; nothing is asked before."
        )
    elif "?" in stem:
        if question.context or any(word not in EMPTY and word.isalnum() for word in tokens(stem)):
            return
        message = f"“{stem}” names no subject: with the options covered there is nothing to think about."
    elif not is_command(asked) and not is_completion(stem):
        message = (
            f"“{shortened(stem)}” asks nothing: there is no question, and no sentence that an option would complete."
        )
    else:
        return
    mend = "End with a question that someone who knows the matter can answer with the options covered."
    yield Flaw("unfocused-stem", question.place, message, mend)


def is_true_list(asked: str, stem: str) -> bool:
    """A claim to be picked out as supported needs a story before it, which says what the claims are about."""
    if len(asked) > LONGEST_LIST:
        return False
    if TRUE_LIST.search(asked) or NO_VERB.search(asked) or (SELECT_TRUE.search(asked) and "?" not in stem):
        return True
    return asked == stem and bool(SUPPORTED_LIST.search(asked))


def is_command(asked: str) -> bool:
    """Commands stand at the beginning of a clause; elsewhere "point", "order" and "state" are nouns."""
    return any(
        COMMAND.match(clause) for clause in re.split(r"[,;:]\s+|\b(?:then|please|and|to)\s+", asked.strip('"“‘(* '))
    )


def is_completion(stem: str) -> bool:
    return len(tokens(stem)) >= SHORTEST and bool(OPEN_END.search(stem) or BLANK.search(stem))


def hinges_on_item(question: Question) -> Iterator[Flaw]:
    if match := ELSEWHERE.search(question.stem):
        message = (
            f"“{match[0]}” points at another question, which may be absent from the form, or gives the answer away."
        )
        yield Flaw("hinges-on-item", question.place, message, "Repeat here what is needed, or put both under one case.")


def shortened(text: str) -> str:
    return text if len(text) <= 80 else text[:77].rsplit(" ", 1)[0] + " …"
