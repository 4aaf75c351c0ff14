"""What a credential takes, as a tree whose leaves the ledger can answer."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

Kind = Literal["module", "practical", "license", "training", "document", "jurisdiction"]
THE_NEWEST_DECIDES = ("practical", "license")  # a later observation or check that went wrong undoes an earlier good one


@dataclass(frozen=True)
class Leaf:
    """One thing that entries of one kind and subject can satisfy.

    An entry counts for `months` calendar months or `days` days from the day it is effective, and never beyond its own
    last day; None: without end. `percent`: it must have reached so much. `minutes`, `in_person_minutes`: all that count
    must add up to so much. `ongoing`: it must hold on every day of clearance, not only when the credential is earned.
    `subject` None: any.
    """

    kind: Kind
    subject: str | None
    months: int | None = None
    days: int | None = None
    percent: int | None = None
    minutes: int | None = None
    in_person_minutes: int | None = None
    ongoing: bool = False

    @property
    def newest_decides(self) -> bool:
        return self.kind in THE_NEWEST_DECIDES


@dataclass(frozen=True)
class AtLeast:
    """So many of these parts. All of them is `at_least` = their number."""

    at_least: int
    parts: tuple["Requirement", ...]


@dataclass(frozen=True)
class ByProfession:
    """What it takes depends on the profession on the day; `otherwise` None: nobody else can earn it.

    `whose` is whose rules these are, when they are not the policy's own (Colorado), and `says` what they say of each
    profession, in words.
    """

    branches: Mapping[str, "Requirement"] = field(hash=False)
    otherwise: "Requirement | None" = None
    whose: str = ""
    says: Mapping[str, str] = field(default_factory=dict, hash=False)


Requirement = Leaf | AtLeast | ByProfession
NOTHING = AtLeast(0, ())


def every(*parts: Requirement) -> Requirement:
    return parts[0] if len(parts) == 1 else AtLeast(len(parts), parts)


def leaves(requirement: Requirement) -> Iterator[Leaf]:
    """In the order of the file; one that stands in several places comes as often."""
    match requirement:
        case Leaf():
            yield requirement
        case AtLeast(parts=parts):
            for part in parts:
                yield from leaves(part)
        case ByProfession(branches, otherwise):
            for part in [*branches.values(), *([otherwise] if otherwise else [])]:
                yield from leaves(part)


def ongoing(requirement: Requirement) -> Requirement:
    """What of it must hold on every day of clearance. A choice is ongoing when one of its parts is, as a whole."""
    match requirement:
        case Leaf():
            return requirement if requirement.ongoing else NOTHING
        case AtLeast(at_least, parts) if at_least == len(parts):
            return every(*(kept for part in parts if (kept := ongoing(part)) != NOTHING))
        case AtLeast():
            return requirement if any(leaf.ongoing for leaf in leaves(requirement)) else NOTHING
        case ByProfession(branches, otherwise):
            kept_branches = {name: ongoing(part) for name, part in branches.items()}
            rest = ongoing(otherwise) if otherwise else None
            if all(part == NOTHING for part in [*kept_branches.values(), rest or NOTHING]):
                return NOTHING
            return replace(requirement, branches=kept_branches, otherwise=rest)


def replaced(requirement: Requirement, change: Callable[[Leaf], Requirement]) -> Requirement:
    """The same tree with every leaf put through `change`; of "all of these", what became nothing is left out."""
    match requirement:
        case Leaf():
            return change(requirement)
        case AtLeast(at_least, parts):
            changed = tuple(replaced(part, change) for part in parts)
            if at_least == len(parts):
                changed = tuple(part for part in changed if part != NOTHING)
                at_least = len(changed)
            return AtLeast(at_least, changed)
        case ByProfession(branches, otherwise):
            return replace(
                requirement,
                branches={name: replaced(part, change) for name, part in branches.items()},
                otherwise=replaced(otherwise, change) if otherwise else None,
            )
