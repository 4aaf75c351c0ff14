"""Drafts that were accepted: whether the text still says what they rest on."""

import re
from collections.abc import Iterator

from trainer.banks.checks.parts import Parts, at
from trainer.reading import Fault


def quotes_are_in_the_article(parts: Parts) -> Iterator[Fault]:
    if parts.material is None:
        return
    said = words_of(" ".join(passage.text for passage in parts.material.passages))
    for row in parts.drafts:
        if row.is_accepted and words_of(row.note.quote) not in said:
            message = f"Item {row.item.id} was drafted from words that the article no longer has."
            mend = "Look whether the item is still right, and write into `quote:` what the article says now."
            yield at(row.document, (*row.path, "draft", "quote"), "quote-missing", message, mend)


def words_of(text: str) -> str:
    """Its words alone, apart by spaces, so that markup and line ends make no difference."""
    return " ".join(["", *re.findall(r"[^\W_]+", text.lower()), ""])
