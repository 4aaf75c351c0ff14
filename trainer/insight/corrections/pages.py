"""What the pages of this room show of a blast radius, and of what was answered to an item."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from sqlalchemy import select

from trainer.banks.content import item_of
from trainer.banks.models import ItemVersion
from trainer.cells import safe_cell
from trainer.db import db
from trainer.insight.corrections import queries, rules
from trainer.insight.corrections.radius import Radius
from trainer.insight.corrections.rules import Effect, ItemData
from trainer.insight.corrections.words import choices_in_words, known_choices
from trainer.people.models import Clinic
from trainer.web.pages import day

AT_ONCE = 50  # rows of the list; the CSV has all
PRACTICE = "Practice"


@dataclass(frozen=True)
class Shown:
    """`names` are those of people by attempt, where whoever looks may know them; `clinics` names by number."""

    radius: Radius
    clinics: Mapping[int, str]
    names: Mapping[int, str] = field(default_factory=dict)
    at_once = AT_ONCE
    outcomes = rules.OUTCOMES

    def clinic(self, number: int | None) -> str:
        return PRACTICE if number is None else self.clinics.get(number, f"Clinic {number}")

    def day(self, text: str | None) -> str:
        return day(date.fromisoformat(text)) if text else ""

    @property
    def groups(self) -> list[tuple[str, dict[str, int]]]:
        return [(self.clinic(one), self.radius.of(one).tally) for one in self.radius.clinics]

    @property
    def listed(self) -> list[Effect]:
        return self.radius.changes[:AT_ONCE]

    @property
    def csv(self) -> str:
        return "".join(lines(self))


def shown(radius: Radius, *, with_names: bool = False) -> Shown:
    """Of what was computed just now; of what was kept, `kept`."""
    clinics = {one.clinic: one.clinic_name for one in radius.sittings.values() if one.clinic is not None}
    names = {number: one.name for number, one in radius.sittings.items()} if with_names else {}
    return Shown(radius, clinics, names)


def kept(radius: Radius) -> Shown:
    numbers = [one for one in radius.clinics if one is not None]
    rows = db.session.execute(select(Clinic.id, Clinic.name).where(Clinic.id.in_(numbers)))
    return Shown(radius, {row[0]: row[1] for row in rows})


HEADINGS = (
    "attempt", "person", "clinic", "counts", "sat on", "outcome", "right before", "of", "passed before", "right after",
    "of", "passes after", "certificates that rest on it", "certificates that would be issued",
    "days on which the person counts as cleared besides", "days that the pass stands for",
)  # fmt: skip


def lines(page: Shown) -> Iterator[str]:
    """As CSV, what flips first, what stays as it was last."""
    yield csv_line(HEADINGS)
    rest = [one for one in page.radius.effects if one.outcome == "same"]
    for one in [*page.radius.changes, *rest]:
        after = (one.after.right, one.after.out_of, yes(one.after.passed)) if one.after else ("", "", "")
        yield csv_line(
            (
                one.attempt,
                page.names.get(one.attempt, ""),
                page.clinic(one.clinic),
                yes(one.counts),
                one.sat_on,
                page.outcomes[one.outcome],
                one.before.right,
                one.before.out_of,
                yes(one.before.passed),
                *after,
                "; ".join(f"{held['code']} until {held['until']}" for held in one.certificates),
                "; ".join(f"{held['credential']} {held['from']} to {held['until']}" for held in one.issues),
                "; ".join(map(stretch_in_words, one.clears)),
                "; ".join(map(stretch_in_words, one.loses)),
            )
        )


def csv_line(cells: Sequence) -> str:
    quoted = ('"' + safe_cell(cell).replace('"', '""') + '"' for cell in cells)
    return ",".join(quoted) + "\r\n"


def yes(is_so: bool) -> str:
    return "yes" if is_so else "no"


def stretch_in_words(stretch: Mapping) -> str:
    return f"{stretch['name']}, {stretch['since']} to {stretch['until'] or 'today'}"


def data_of(version: ItemVersion) -> ItemData:
    """From first attempts that count in numbers; two columns of each: this item, and the rest of the form."""
    item = item_of(version.document)
    answered = []
    for _, group in groupby(queries.responses(version.id), key=lambda row: row.attempt_id):
        rows = list(group)
        mine = next(row for row in rows if row.item_version_id == version.id)
        others = [row.score for row in rows if row is not mine]
        rest = sum(others) / len(others) if others else 0.0
        answered.append(rules.Answered(mine.score, rest, choices_in_words(item, mine.given)))
    return rules.item_data(answered, known_choices(item))
