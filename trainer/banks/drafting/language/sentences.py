"""Sentences: where they end, and which of them state something that can be asked."""

import re
from functools import lru_cache

from trainer.banks.drafting.language import forms, words

END = re.compile(r"([.!?…]+[\"'”’)\]]*)\s+(?=[\"'“‘(\[]?[A-Z\d])")
LONGEST = 45  # words


def split(text: str) -> list[str]:
    """The sentences of a paragraph, each as it stands there."""
    found: list[str] = []
    start = 0
    for end in END.finditer(text):
        before = text[start : end.start()].split()[-1:] or [""]
        last = before[0].lower().lstrip("(").rstrip(".")
        if end[1].startswith(".") and (
            last in words.ABBREVIATIONS or (re.fullmatch(r"[a-z]|\d{1,2}", last) and start_of(text, start, end))
        ):
            continue
        found.append(text[start : end.end(1)].strip())
        start = end.end()
    found.append(text[start:].strip())
    return [sentence for sentence in found if sentence]


def start_of(text: str, start: int, end: re.Match[str]) -> bool:
    """Whether all before the full stop is one letter or number: a mark such as "1." or an initial."""
    return len(text[start : end.start()].split()) <= 1


@lru_cache(maxsize=20_000)
def is_statement(sentence: str) -> bool:
    """Whole, plain and about its subject: no question, no advertisement, no talk about the text itself."""
    text = sentence.strip()
    count = len(text.split())
    if not text.endswith(".") or not 4 <= count <= LONGEST or not re.match(r"[A-Z\d]", text):
        return False
    low = text.lower().replace("’", "'")
    if (
        re.search(r"[;:]\s|\s[–—]\s", text)
        or low.startswith(words.VAGUE_STARTS)
        or "?" in text
        or "!" in text
        or "[" in text
        or text.count("(") != text.count(")")
    ):
        return False
    if re.search(r"\b(we|we'll|we're|our|us|i|i'm|my|me|click|blog|website|www)\b|https?:|@", low):
        return False
    if text.count('"') % 2 or text.count("“") != text.count("”"):
        return False
    return not any(forms.lower(token) in words.PRAISE for token in forms.tokens(text))


@lru_cache(maxsize=20_000)
def is_self_contained(text: str) -> bool:
    """Makes sense without the sentence before it."""
    tokens = [forms.lower(token) for token in forms.tokens(text)]
    if not tokens or tokens[0] in words.ANAPHORA | {
        "however",
        "therefore",
        "instead",
        "thus",
        "finally",
        "next",
        "then",
    }:
        return False
    for at, word in enumerate(tokens):
        if word in {"this", "these", "those", "such"} and (word != "such" or tokens[at + 1 : at + 2] != ["as"]):
            return False
        if word in {"it", "they", "them", "he", "she", "his", "her"} and at < 3:
            return False
    return not re.search(
        r"\b(?:above|below|following|previous|earlier|the latter|the former)\b[ :,.]*$", " ".join(tokens)
    )


def bare(sentence: str) -> str:
    return sentence.strip().rstrip(".").strip()


def is_negative(text: str) -> bool:
    return bool(
        re.search(
            r"\b(not|no|never|cannot|without|neither|nor|none|n't|unlike|except|rarely|hardly|barely|scarcely|seldom|"
            r"avoid)\b|n['’]t\b",
            text.lower(),
        )
    )
