"""A whole policy in words, and what a newer version changes of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from trainer.credentials.content import Policy
from trainer.credentials.content.requirements import (
    AllOf,
    AnyOf,
    ByProfession,
    DocumentShown,
    JurisdictionMet,
    LicenseChecked,
    ModulePassed,
    PracticalObserved,
    TrainingTaken,
    without_passages,
)
from trainer.credentials.jurisdictions.rules import ADOPTED
from trainer.web.pages import count

Titles = Mapping[str, str]


@dataclass(frozen=True)
class Point:
    text: str
    points: tuple["Point", ...] = ()

    def lines(self, depth: int = 0) -> Iterator[str]:
        yield "– " * depth + self.text
        for one in self.points:
            yield from one.lines(depth + 1)


@dataclass(frozen=True)
class Part:
    heading: str
    points: tuple[Point, ...]

    @property
    def lines(self) -> list[str]:
        return [line for one in self.points for line in one.lines()]


def parts(policy: Policy, titles: Titles) -> list[Part]:
    """Everything that a policy says; `titles` of modules and credentials, by slug."""
    found = [
        Part("What it says", (Point(policy.scope),)),
        Part("What it takes", tuple(point(one, titles) for one in policy.requires)),
        Part("How long it lasts", tuple(Point(one) for one in validity(policy))),
    ]
    if policy.renewal:
        window = (
            f"From {count(policy.renewal.opens_days_before, 'day')} before the last day until "
            f"{count(policy.renewal.grace_days, 'day')} after it, this is enough"
        )
        asked = tuple(point(one, titles) for one in policy.renewal.requires)
        found.append(
            Part("How it is renewed", (Point(window, asked), Point("After that everything is asked for again")))
        )
    regions = f"Needling of: {', '.join(policy.clears)}" if policy.clears else "No region of the body"
    found.append(Part("What it clears", (Point(regions),)))
    return found


def validity(policy: Policy) -> Iterator[str]:
    months = count(policy.valid.months or 0, "month")
    match policy.valid.anchor:
        case "evidence":
            yield "As long as the oldest of what it rests on counts"
        case "completion":
            yield f"{months} from the day on which the last requirement was met"
        case "last day":
            yield f"{months} from the day on which the last requirement was met"
            yield f"Renewed in time, {months} from its last day"
        case "fixed":
            month, day = (policy.valid.ends_on or "12-31").split("-")
            yield f"Until {int(day)} {date(2024, int(month), 1):%B}, the last one within {months}"
            if policy.valid.minimum_active_days:
                yield f"If that comes in less than {count(policy.valid.minimum_active_days, 'day')}, until the next one"
    days = policy.due_soon_days
    yield f"It is due soon on its last {count(days, 'day') if days > 1 else 'day'}"


def point(requirement: Any, titles: Titles) -> Point:
    match requirement:
        case ModulePassed():
            least = f" with at least {requirement.at_least_percent}%" if requirement.at_least_percent else ""
            text = f"Module passed{least}: {titles.get(requirement.module, requirement.module)}"
            return Point(f"{text}, {within(requirement.within_months)}{every_day(requirement)}")
        case PracticalObserved():
            return practical(requirement, titles)
        case LicenseChecked():
            whose = "License" if requirement.license == "any" else f"License of {requirement.license}"
            looked = f"looked up in the last {count(requirement.checked_within_days, 'day')}"
            return Point(f"{whose} in good standing, {looked}{every_day(requirement)}")
        case TrainingTaken():
            in_person = f", {requirement.in_person_hours} of them in person" if requirement.in_person_hours else ""
            text = f"{count(requirement.hours, 'hour')} of training{in_person}: {requirement.title}"
            return Point(text + comma(within(requirement.within_months)) + every_day(requirement))
        case DocumentShown():
            return Point(f"Document: {requirement.title}{every_day(requirement)}")
        case JurisdictionMet():
            whose = (
                "of every state whose rules the clinic has adopted"
                if requirement.jurisdiction == ADOPTED
                else f"of {requirement.jurisdiction}"
            )
            return Point(f"What the rules {whose} ask of the profession{every_day(requirement)}")
    return together(requirement, titles)


def together(requirement: Any, titles: Titles) -> Point:
    match requirement:
        case AllOf():
            return Point("All of these", points(requirement.all_of, titles))
        case AnyOf():
            return Point(f"At least {requirement.at_least} of these", points(requirement.any_of, titles))
        case ByProfession():
            branches = [
                Point(f"For {name}", points(asked, titles)) for name, asked in requirement.by_profession.items()
            ]
            if requirement.otherwise is None:
                rest = Point("Nobody else can earn it")
            else:
                rest = Point("For everybody else", points(requirement.otherwise, titles) or (Point("nothing more"),))
            return Point("By profession", (*branches, rest))
    raise TypeError(f"no words for {requirement!r}")


def points(requirements: Iterable[Any], titles: Titles) -> tuple[Point, ...]:
    return tuple(point(one, titles) for one in requirements)


def practical(requirement: PracticalObserved, titles: Titles) -> Point:
    observer = requirement.observer
    held = " and ".join(titles.get(one, one) for one in observer.holds)
    by = f" by a {' or '.join(observer.professions)}" if observer.professions else " by somebody else"
    by += f" who holds {held} on that day" if observer.holds else ""
    text = f"Practical observed{by}: {requirement.title}, {within(requirement.within_months)}{every_day(requirement)}"
    return Point(text, tuple(Point(without_passages(one)) for one in requirement.checklist))


def within(months: int | None) -> str:
    return f"within {count(months, 'month')}" if months else ""


def comma(words: str) -> str:
    return f", {words}" if words else ""


def every_day(requirement: Any) -> str:
    return " (must hold every day)" if requirement.ongoing else ""


@dataclass(frozen=True)
class Change:
    heading: str
    lines: tuple[tuple[str, str], ...]  # removed, added or same, and the words


def changes(old: Policy, new: Policy, titles: Titles) -> list[Change]:
    """What is no longer said and what is new, part by part; parts that say the same are left out."""
    before = {one.heading: one.lines for one in parts(old, titles)}
    after = {one.heading: one.lines for one in parts(new, titles)}
    found = []
    for heading in dict.fromkeys([*before, *after]):
        was, now = before.get(heading, []), after.get(heading, [])
        if was != now:
            found.append(Change(heading, tuple(compared(was, now))))
    return found


def compared(was: list[str], now: list[str]) -> Iterator[tuple[str, str]]:
    for step, start, end, begin, finish in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if step == "equal":
            yield from (("same", line) for line in was[start:end])
        else:
            yield from (("removed", line) for line in was[start:end])
            yield from (("added", line) for line in now[begin:finish])
