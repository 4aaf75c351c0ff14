"""Which passages of an article read otherwise, or rest on something that does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Parts = Mapping[str, str]  # what a passage says and rests on, by what it is called: its text, facts and sources


@dataclass(frozen=True)
class Changed:
    """A passage, and each of its parts that is not as it was: (what it is called, before, after)."""

    passage: str
    how: Literal["new", "changed", "gone"]
    parts: tuple[tuple[str, str, str], ...]

    @property
    def labels(self) -> set[str]:
        return {label for label, _, _ in self.parts}


def changed(before: Mapping[str, Parts], after: Mapping[str, Parts]) -> list[Changed]:
    """By passage id; first those that are there, in the order of `after`, then those that are gone."""
    found = []
    for name, parts in after.items():
        was = before.get(name)
        if differing := differences(was or {}, parts):
            found.append(Changed(name, "changed" if was is not None else "new", differing))
    found += [Changed(name, "gone", differences(parts, {})) for name, parts in before.items() if name not in after]
    return found


def differences(before: Parts, after: Parts) -> tuple[tuple[str, str, str], ...]:
    return tuple(
        (label, before.get(label, ""), after.get(label, ""))
        for label in {**after, **before}
        if before.get(label, "") != after.get(label, "")
    )
