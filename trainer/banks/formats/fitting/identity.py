"""Which question it is: by its id, else by what it says."""

import hashlib
import json
import re
import unicodedata
from typing import Any

from trainer.banks.formats.fitting import words
from trainer.banks.formats.markup import plain
from trainer.banks.formats.questions import Question

SLUG = re.compile(r"[a-z0-9]+")


def fingerprint(question: Question) -> str:
    """Stays as long as what is asked and what is right do, whatever file it comes in."""
    rows = sorted((words.said(answer), round(answer.fraction, 3)) for answer in question.answers)
    pairs = sorted((plain(prompt), plain(match)) for prompt, match in question.pairs)
    said: list[Any] = [question.type, " ".join(words.stem(question).split()), rows, pairs]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()


def slug_of(question: Question) -> str:
    """Its own id in small letters where it has one; else its first words and a number made of what it says."""
    by_id = joined(question.id, 80)
    if by_id and len(by_id) >= 3:
        return by_id
    front = joined(question.title or words.stem(question), 40, 5)
    return f"{front or 'question'}-{fingerprint(question)[:8]}"


def joined(text: str, longest: int, most: int = 99) -> str:
    letters = unicodedata.normalize("NFKD", text.lower())
    found = SLUG.findall("".join(letter for letter in letters if not unicodedata.combining(letter)))
    return "-".join(found[:most])[:longest].strip("-")
