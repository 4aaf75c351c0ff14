"""How hard a text is to read."""

import re
from functools import lru_cache

from trainer.banks.lint.wording import sentences

WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
VOWELS = re.compile(r"[aeiouy]+")
MEDICAL = re.compile(
    r"(?:itis|osis|oses|emia|pathy|graphy|gram|scopy|ectomy|plasty|thorax|thoracic|ceps|oid|oids|eus|eal|ial|ular|icus|osus|oris|alis|"
    r"aris|inis|orum|ium|oma|algia|plegia|paresis|phil|cyte|cytes|genic|trophic|metric|meter|tomy|ology|ologic|ological|ocaine|arin|aban)$"
    r"|^(?:acupunct|anticoag|musc|myo|neuro|electro|hyper|hypo|inter|intra|peri|para|supra|infra|sub|cardi|pulmon|pneumo|thorac|cerv|lumb|"
    r"trape|gastro|glute|needl|palpat|physio|acetyl|calcium|inflamm|infect|hemat|hepat|immuno|vertebr|antisep|steril|diagnos|symptom)"
)


def grade(text: str) -> float:
    """The years of school it takes to read this at once, medical terms counted as words of two syllables.

    0.39 x words per sentence + 11.8 x syllables per word - 15.59: Kincaid JP, Fishburne RP, Rogers RL, Chissom BS. Derivation of new
    readability formulas for Navy enlisted personnel. Naval Technical Training Command, research branch report 8-75, 1975.
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
    """In words; a list after a colon or between semicolons is read piece by piece."""
    pieces = [piece for sentence in sentences(text) for piece in re.split(r"[:;]\s", sentence)]
    return max((len(WORD.findall(piece)) for piece in pieces), default=0)
