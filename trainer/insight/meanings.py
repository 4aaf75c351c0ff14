"""What an item version asks and what an answer to it says, as far as numbers need words."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass

NAMED = 60  # characters of an answer in a sentence
SHOWN = 140  # characters of a stem in a list
WITH_OPTIONS = {"single best answer", "multiple response", "true or false"}


@dataclass(frozen=True)
class Meaning:
    """`options` are (what was given for it, its text, whether it is right); empty for kinds that have none."""

    version_id: int
    item_id: int
    slug: str
    number: int
    kind: str
    model: str | None
    stem: str
    characters: int
    options: tuple[tuple[str, str, bool], ...]

    def picked(self, given: str) -> list[str]:
        """The options that an answer chose: of several that may be right, each by itself."""
        return given.split() if self.kind == "multiple response" else [given]

    def says(self, given: str) -> str:
        """An answer as somebody would read it."""
        texts = {name: text for name, text, _ in self.options}
        if self.options:
            return " and ".join(f"“{short(texts.get(one, one), NAMED)}”" for one in self.picked(given))
        return f"“{short(plain_answer(given), NAMED)}”"


def meaning_of(version_id: int, item_id: int, slug: str, number: int, document: dict) -> Meaning:
    options = tuple(options_of(document))
    made = document.get("made") or {}
    read = [document.get("case_text", ""), document.get("stem", ""), document.get("text", "")]
    read += [text for _, text, _ in options]
    return Meaning(
        version_id,
        item_id,
        slug,
        number,
        document.get("kind", ""),
        made.get("model"),
        short(words(document.get("stem", "")), SHOWN),
        sum(len(text or "") for text in read),
        options,
    )


def options_of(document: dict) -> Iterable[tuple[str, str, bool]]:
    if document.get("kind") == "true or false":
        yield "true", "True", document["answer"]
        yield "false", "False", not document["answer"]
    elif document.get("kind") in WITH_OPTIONS:
        for number, option in enumerate(document["options"]):
            yield str(number), words(option["text"]), option["key"]


def plain_answer(given: str) -> str:
    """Answers of several parts are kept as lists."""
    try:
        parts = json.loads(given)
    except ValueError:
        return given
    if not isinstance(parts, list):
        return given
    return ", ".join("–" if part in (None, "") else str(part) for part in parts)


def words(text: str) -> str:
    """Without the marks of Markdown, on one line."""
    return " ".join(re.sub(r"[*_`]|\[(.*?)\]\(.*?\)", r"\1", text).split())


def short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
