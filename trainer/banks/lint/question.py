"""What the lint looks at: a question of any kind, whether it comes from a file, a draft or an item model."""

from collections.abc import Sequence
from dataclasses import dataclass

Place = tuple[str | int, ...]  # the way to the value in the file: ("options", 2, "text")

GAP = "gap"  # one gap of a cloze item that is chosen from a list: a question of its own to these rules


@dataclass(frozen=True)
class Choice:
    """Something to choose. `why` is None where this kind explains the answer elsewhere."""

    text: str
    is_key: bool = False
    why: str | None = None
    place: Place = ()


@dataclass(frozen=True)
class Prompt:
    """One side of a matching item, with the text of the choice that belongs to it."""

    text: str
    match: str
    place: Place = ()


@dataclass(frozen=True)
class Rationale:
    """An explanation that belongs to no single choice, or to one whose own text is `of`."""

    text: str
    place: Place = ()
    of: str = ""


@dataclass(frozen=True)
class Question:
    """`context` is what stands before the stem: a shared case, or the text of a cloze item."""

    kind: str
    stem: str
    choices: Sequence[Choice] = ()
    fixed_order: bool = False
    rationales: Sequence[Rationale] = ()
    prompts: Sequence[Prompt] = ()
    context: str = ""
    place: Place = ("stem",)

    @property
    def keys(self) -> list[Choice]:
        return [choice for choice in self.choices if choice.is_key]

    @property
    def distractors(self) -> list[Choice]:
        return [choice for choice in self.choices if not choice.is_key]


@dataclass(frozen=True)
class Flaw:
    """A rule broken, before the rule's source is put to it."""

    rule: str
    place: Place
    message: str
    mend: str


@dataclass(frozen=True)
class Finding(Flaw):
    """What is wrong, where, why it matters, how to mend it, and who says so."""

    source: str
