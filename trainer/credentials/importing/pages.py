"""Lines of a plan, or of what was done, as a page shows them."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import StringIO

from trainer.credentials.importing.models import ImportRow
from trainer.credentials.importing.rules import Fault, Plan, Proposal, safe_cell

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


@dataclass(frozen=True)
class Lines:
    """`bad` are faults; `others` are lines, in the order of the file."""

    bad: Sequence[Fault]
    others: Sequence[Line]

    def of(self, kind: str) -> Sequence[Line]:
        return [one for one in self.others if one.kind == kind]

    @property
    def counts(self) -> dict[str, int]:
        bad = len({one.line for one in self.bad})
        return {"bad": bad, "changes": len(self.of("changes")), "there": len(self.of("there"))}


def words(person: str, certificate: str) -> str:
    more = CERTIFICATES.get(certificate)
    return f"{PEOPLE[person]}; {more}" if more else PEOPLE[person]


def lines_of_plan(plan: Plan) -> Lines:
    return Lines(plan.faults, [line_of(one) for one in plan.proposals])


def line_of(one: Proposal) -> Line:
    name = (one.account.name if one.account else "") or one.meant.name or one.meant.email
    kind = "changes" if one.changes else "there"
    return Line(one.meant.line, name, words(one.person, one.certificate), one.note, kind)


def lines_of_rows(rows: Iterable[ImportRow]) -> Lines:
    bad, others = [], []
    for row in rows:
        if row.person_outcome == "bad":
            bad += [Fault(row.line, one["column"], one["reason"], one["mend"]) for one in row.details["faults"]]
            continue
        changed = bool(row.membership_id or row.invitation_id or row.certificate_id)
        who = row.person.name if row.person else "Somebody of another clinic"
        said = words(row.person_outcome, row.certificate_outcome)
        others.append(Line(row.line, who, said, row.details.get("note", ""), "changes" if changed else "there"))
    return Lines(bad, others)


def bad_rows_csv(faults: Iterable[Fault]) -> str:
    out = StringIO()
    out.write(BYTE_ORDER_MARK)  # or Excel takes the file for the alphabet of its country
    writer = csv.writer(out)
    writer.writerow(["Line", "Column", "What is wrong", "What to do"])
    writer.writerows([fault.line, *map(safe_cell, (fault.column, fault.reason, fault.mend))] for fault in faults)
    return out.getvalue()
