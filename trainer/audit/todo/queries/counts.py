"""How much there is to do, list by list: one statement, however many clinics."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, literal, select, union_all

from trainer.audit.queries.roster import Roster
from trainer.audit.todo.queries.attempts import confident, failed_twice
from trainer.audit.todo.queries.changes import not_noted, unoffered
from trainer.audit.todo.queries.lapses import counted
from trainer.audit.todo.queries.licenses import license_checks
from trainer.audit.todo.queries.people import assigned, clearances
from trainer.audit.todo.rules import BANDS, Wanted
from trainer.credentials.importing.models import ImportBatch
from trainer.db import db
from trainer.insight.corrections.queries import waiting_at as corrections_waiting

AT_ONCE = 400  # selects in one statement: SQLite takes 500
NO_BANDS = [literal(0) for _ in BANDS]


@dataclass(frozen=True)
class Asking:
    """One clinic on its day: the rosters of what it follows, the licenses that this asks for, and since when an error
    is news."""

    clinic_id: int
    day: date
    rosters: Sequence[Roster]
    licenses: Sequence[Wanted]
    since: datetime

    def lists(self) -> dict[str, Select]:
        """Those that the database finds, but for the lapses."""
        found = {
            "failed": failed_twice(self.clinic_id, self.day),
            "confident": confident(self.clinic_id, self.day, self.since),
            "clearances": clearances(self.clinic_id, self.day),
            "assigned": assigned(self.clinic_id, self.day),
            "changes": not_noted(self.clinic_id, self.day),
        }
        if self.licenses:
            found["licenses"] = license_checks(self.clinic_id, self.day, self.licenses)
        return found

    def announcements(self) -> dict[str, Select]:
        open_imports = select(ImportBatch.id).where(
            ImportBatch.clinic_id == self.clinic_id, ImportBatch.made_at.is_(None), ImportBatch.undone_at.is_(None)
        )
        return {
            "corrections": corrections_waiting(self.clinic_id),
            "waiting": clearances(self.clinic_id, self.day, only_waiting=True),
            "imports": open_imports,
            "unoffered": unoffered(self.clinic_id, self.day),
        }


def counts(
    asking: Sequence[Asking], *, with_lapses: bool, announcing: bool = False
) -> dict[tuple[int, str], list[int]]:
    """By clinic and list: how many rows, and of the lapses how many in each band.

    `announcing` adds what a front page says besides: "corrections" that the clinic has to decide, "waiting",
    clearances for which a second person is needed,
    "imports", files that were sent and neither confirmed nor dropped, and "unoffered", quizzes on what changed.
    """
    each: list[Select] = []
    for one in asking:
        if with_lapses and one.rosters:
            table, columns = counted(one.rosters)
            each.append(select(literal(one.clinic_id), literal("lapses"), *columns).select_from(table))
        for name, statement in (one.lists() | (one.announcements() if announcing else {})).items():
            rows = statement.order_by(None).subquery()
            each.append(select(literal(one.clinic_id), literal(name), func.count(), *NO_BANDS).select_from(rows))
    numbers: dict[tuple[int, str], list[int]] = {}
    for start in range(0, len(each), AT_ONCE):
        found = db.session.execute(union_all(*each[start : start + AT_ONCE]))
        numbers |= {(row[0], row[1]): list(row[2:]) for row in found}
    return numbers
