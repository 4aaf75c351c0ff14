"""How hard a stem is to read, and words that shut a reader out."""

import re
from collections.abc import Iterator
from functools import lru_cache

from trainer.banks.lint.question import Flaw, Place, Question
from trainer.banks.lint.wording import phrases, sentences

HARDEST_GRADE = 18  # years of school; above it even health professionals have to read twice
LONGEST_SENTENCE = 45  # words
LONGEST_STEM = 130  # words

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
VOWELS = re.compile(r"[aeiouy]+")
MEDICAL = re.compile(
    r"(?:itis|osis|oses|emia|pathy|graphy|gram|scopy|ectomy|plasty|thorax|thoracic|ceps|oid|oids|eus|eal|ial|ular|icus|osus|oris"
    r"|alis|aris|inis|orum|ium|oma|algia|plegia|paresis|phil|cyte|cytes|genic|trophic|metric|meter|tomy|olog\w*|ocaine|arin|aban)$"
    r"|^(?:acupunct|anticoag|musc|myo|neuro|electro|hyper|hypo|inter|intra|peri|para|supra|infra|sub|cardi|pulmon|pneumo|thorac"
    r"|cerv|lumb|trape|gastro|glute|needl|palpat|physio|acetyl|calcium|inflamm|infect|hemat|hepat|immuno|vertebr|antisep|steril"
    r"|diagnos|symptom)"
)

KNOWN = frozenset(
    """
    US USA UK EU AM PM OK TV ID PDF II III IV VI VII VIII IX XI XII MRI CT DNA RNA HIV AIDS BMI CDC WHO COVID
    ECG EKG ICU ER CPR QT MD RN PPE SI NSAID NSAIDS ISO OSHA FDA NIH NHS APTA ADHD UV PIN FAQ GPS NOT EXCEPT
    LEAST MOST BEST FIRST ONLY ALL NEVER ALWAYS AND OR NO YES TRUE FALSE NEXT ONE TWO ANY EVERY CANNOT
    """.split()
)
ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}s?(?![\w-])")

DATED = {
    "wheelchair-bound": "uses a wheelchair",
    "wheelchair bound": "uses a wheelchair",
    "confined to a wheelchair": "uses a wheelchair",
    "handicapped": "with a disability",
    "crippled": "with a disability",
    "retarded": "with an intellectual disability",
    "drug addict": "person with a substance use disorder",
    "alcoholics": "people with alcohol use disorder",
    "epileptics": "people with epilepsy",
    "diabetics": "people with diabetes",
    "schizophrenics": "people with schizophrenia",
    "asthmatics": "people with asthma",
    "mongolism": "Down syndrome",
    "male nurse": "nurse",
    "lady doctor": "physician",
    "oriental": "the country or region",
    "caucasian": "White, if it matters at all",
}
DATED_WORD = phrases(*map(re.escape, DATED))


def reading_level(question: Question) -> Iterator[Flaw]:
    words, sentence = len(WORD.findall(question.stem)), longest_sentence(question.stem)
    mend = "Split the sentence, and take out what the answer does not need."
    if sentence > LONGEST_SENTENCE:
        message = (
            f"One sentence has {sentence} words; past {LONGEST_SENTENCE} the beginning is lost before the end is read."
        )
    elif words > LONGEST_STEM:
        message = f"The stem has {words} words; past {LONGEST_STEM} it tests patience."
    elif words >= 12 and (level := grade(question.stem)) > HARDEST_GRADE:
        counted = "medical terms counted as short words"
        message = f"The stem reads at school grade {level:.0f}, {counted}; {HARDEST_GRADE} is the limit."
        mend = "Write shorter sentences and plainer words."
    else:
        return
    yield Flaw("reading-level", question.place, message, mend)


def grade(text: str) -> float:
    """The years of school it takes to read this at once, medical terms counted as words of two syllables.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS.
    Derivation of new readability formulas for Navy enlisted personnel. Naval Technical Training Command, research
    branch report 8-75, 1975.
    """
    words = WORD.findall(text)
    if not words:
        return 0.0
    each = len(words) / max(1, len(sentences(text)))
    return 0.39 * each + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    word = word.casefold()
    if word[0].isdigit():
        return 1
    count = len(VOWELS.findall(word.removesuffix("e"))) or 1
    if word.endswith("ed") and not word.endswith(("ted", "ded")) and count > 1:
        count -= 1
    return min(count, 2) if MEDICAL.search(word) else count


def longest_sentence(text: str) -> int:
    """In words; what stands between colons and semicolons is read piece by piece."""
    pieces = [piece for sentence in sentences(text) for piece in re.split(r"[:;]\s", sentence)]
    return max((len(WORD.findall(piece)) for piece in pieces), default=0)


def undefined_abbreviation(question: Question) -> Iterator[Flaw]:
    everything = " ".join([question.context, *(text for _, text in texts(question))])
    seen: set[str] = set()
    for place, text in texts(question):
        for short in ABBREVIATION.findall(text) if text != text.upper() or len(text) <= 6 else ():
            bare = short.rstrip("s")
            if bare in KNOWN | seen or is_spelled_out(bare, everything):
                continue
            seen.add(bare)
            message = f"“{bare}” is nowhere written out: who learned another abbreviation fails for that."
            mend = f"Write it out at its first use, with “({bare})” behind it."
            yield Flaw("undefined-abbreviation", place, message, mend)


def is_spelled_out(short: str, text: str) -> bool:
    return bool(re.search(rf"\w \((?:[^)]*[,;] )?{short}s?[,;)]|\b{short}s? \(\w", text))


def dated_term(question: Question) -> Iterator[Flaw]:
    for place, text in texts(question):
        if match := DATED_WORD.search(text):
            message = f"“{match[0]}” names people by a trait, or is out of use; it can put a reader off the question."
            yield Flaw("dated-term", place, message, f"Better: {DATED[match[0].casefold()]}.")


def texts(question: Question) -> list[tuple[Place, str]]:
    """What the learner reads, with its places, the case left out."""
    return [
        (question.place, question.stem),
        *((choice.place, choice.text) for choice in question.choices),
        *((prompt.place, prompt.text) for prompt in question.prompts),
    ]
