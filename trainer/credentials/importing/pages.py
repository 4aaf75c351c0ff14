"""Lines of a plan, or of what was done, as a page shows them."""

import csv
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from io import StringIO

from trainer.cells import safe_cell
from trainer.credentials.importing import queries
from trainer.credentials.importing.models import ImportBatch, ImportPlanLine, ImportRow
from trainer.credentials.importing.rules import Earlier, Fault, Plan, Proposal
from trainer.db import db
from trainer.web.pages import day
from trainer.web.paging import Page, page_of, part_of

PEOPLE = {
    "new": "New person",
    "wake": "New person",
    "known": "Known",
    "same": "Same person",
    "invite": "Asked by invitation",
    "waiting": "Invited already",
}
CERTIFICATES = {
    "new": "new certificate",
    "held": "new certificate, which counts once verified",
    "there": "certificate is here already",
    "later": "the certificate waits: import the file again once the invitation is accepted",
}
SHOWN = {"bad": "Left out", "changes": "Changes", "there": "No change"}
BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class Line:
    line: int
    who: str
    outcome: str
    note: str
    kind: str  # of SHOWN
    days: str = ""  # of the certificate, as they were read


@dataclass(frozen=True)
class Listing:
    """How many rows there are of each kind of SHOWN, a page of one kind, and all faults."""

    counts: dict[str, int]
    page: Callable[[str], Page]  # of Fault for "bad", else of Line
    bad: Callable[[], Iterable[Fault]]


def words(person: str, certificate: str) -> str:
    more = CERTIFICATES.get(certificate)
    return f"{PEOPLE[person]}; {more}" if more else PEOPLE[person]


def plan_lines(plan: Plan) -> Sequence[Line]:
    return [line_of(one) for one in plan.proposals]


def line_of(one: Proposal) -> Line:
    name = (one.account.name if one.account else "") or one.meant.name or one.meant.email
    kind = "changes" if one.changes else "there"
    return Line(one.meant.line, name, words(one.person, one.certificate), one.note, kind, days_of(one.meant.earlier))


def days_of(earlier: Earlier | None) -> str:
    """2 January 2026 to 2 January 2028: what is read wrongly is seen before it is confirmed."""
    return f"{day(earlier.valid_from)} to {day(earlier.valid_until)}" if earlier else ""


def of_plan(plan: Plan) -> Listing:
    """Of what was just tried out."""
    lines = plan_lines(plan)
    kinds: dict[str, Sequence] = {kind: [one for one in lines if one.kind == kind] for kind in SHOWN}
    kinds["bad"] = plan.faults
    counts = {kind: len(found) for kind, found in kinds.items()} | {"bad": plan.counts["bad"]}
    return Listing(counts, lambda kind: part_of(kinds[kind]), lambda: plan.faults)


def kept(plan: Plan) -> Iterable[tuple[str, int, dict]]:
    """The lines of a plan as they are kept: kind, line of the file, and the rest."""
    for fault in plan.faults:
        yield "bad", fault.line, asdict(fault)
    for one in plan_lines(plan):
        yield one.kind, one.line, asdict(one)


def of_kept(batch: ImportBatch) -> Listing:
    """Of what was tried out by the worker."""

    def page(kind: str) -> Page:
        return shown(page_of(queries.plan_lines(batch, kind)), (Fault if kind == "bad" else Line), lambda one: one.said)

    lines: Iterable[ImportPlanLine] = db.session.scalars(queries.plan_lines(batch, "bad"))
    faults = (Fault(**one.said) for one in lines)
    return Listing(dict.fromkeys(SHOWN, 0) | queries.plan_counts(batch), page, lambda: faults)


def of_rows(batch: ImportBatch) -> Listing:
    """Of what was done."""

    def page(kind: str) -> Page:
        found = page_of(queries.rows_of(batch, kind))
        items = [fault for row in found.items for fault in faults_of(row)] if kind == "bad" else map(done, found.items)
        return Page(list(items), found.number, found.total, found.per_page)

    rows: Iterable[ImportRow] = db.session.scalars(queries.rows_of(batch, "bad"))
    faults = (fault for row in rows for fault in faults_of(row))
    return Listing(dict.fromkeys(SHOWN, 0) | queries.row_counts(batch), page, lambda: faults)


def shown(page: Page, what: Callable, said: Callable) -> Page:
    return Page([what(**said(one)) for one in page.items], page.number, page.total, page.per_page)


def faults_of(row: ImportRow) -> list[Fault]:
    return [Fault(row.line, one["column"], one["reason"], one["mend"]) for one in row.details["faults"]]


def done(row: ImportRow) -> Line:
    changed = bool(row.membership_id or row.invitation_id or row.certificate_id or row.entry_id)
    who = row.person.name if row.person else "Somebody of another clinic"
    is_held_back = row.entry_id and not row.certificate_id
    said = words(row.person_outcome, "held" if is_held_back else row.certificate_outcome)
    return Line(row.line, who, said, row.details.get("note", ""), "changes" if changed else "there")


def bad_rows_csv(faults: Iterable[Fault]) -> str:
    out = StringIO()
    out.write(BYTE_ORDER_MARK)  # or Excel takes the file for the alphabet of its country
    writer = csv.writer(out)
    writer.writerow(["Line", "Column", "What is wrong", "What to do"])
    writer.writerows([fault.line, *map(safe_cell, (fault.column, fault.reason, fault.mend))] for fault in faults)
    return out.getvalue()
