"""An internal audit as a file: what it was drawn from, and of each file what was found and who stands for it."""

import csv
from collections.abc import Iterator
from io import StringIO
from zoneinfo import ZoneInfo

from trainer import clock
from trainer.audit.rules import STATES
from trainer.audit.samples.actions import findings_of
from trainer.audit.samples.models import AuditFile, InternalAudit
from trainer.audit.samples.rules import GRADES, METHODS, PARTS
from trainer.cells import safe_cell
from trainer.credentials.documents.tables import table_report

COLUMNS = ("File", "Person", "State", "Weight", "Why", *PARTS.values(), "Signed by", "Signed on")


def facts(audit: InternalAudit) -> list[tuple[str, str]]:
    signed = sum(file.sign_off is not None for file in audit.files)
    return [
        ("Clinic", audit.clinic.name),
        ("Credential", f"{audit.credential_version.title}, version {audit.credential_version.number} of its policy"),
        ("As of", audit.day.isoformat()),
        ("As known", audit.known_on.isoformat() if audit.known_on else audit.known_at.isoformat(timespec="seconds")),
        ("Method", METHODS[audit.method]),
        ("Seed", str(audit.seed)),
        ("Files", f"{len(audit.files)} of {audit.population}; {signed} signed off"),
        ("Hash of those it was drawn from", audit.population_hash),
        ("Begun", f"{audit.begun_at.isoformat(timespec='seconds')} by {audit.begun_by.name}"),
    ]


def rows(audit: InternalAudit) -> Iterator[list[object]]:
    zone = ZoneInfo(audit.clinic.time_zone)
    for file in audit.files:
        signed = file.sign_off
        yield [
            file.position,
            file.person.name,
            STATES[file.state],
            file.weight,
            "; ".join(file.grounds),
            *parts(file),
            signed.name if signed else "not yet",
            signed.signed_at.astimezone(zone).date() if signed else None,
        ]


def parts(file: AuditFile) -> Iterator[str]:
    found = findings_of(file)
    for part in PARTS:
        grade, words = found.get(part, ("", ""))
        yield f"{GRADES[grade]}: {words}" if words else GRADES.get(grade, "not looked at")


def as_pdf(audit: InternalAudit) -> bytes:
    return table_report(title(audit), facts(audit), COLUMNS, rows(audit), made_at=clock.now())


def as_csv(audit: InternalAudit) -> bytes:
    out = StringIO()
    lines = csv.writer(out)
    lines.writerow([title(audit)])
    lines.writerows([safe_cell(cell) for cell in fact] for fact in facts(audit))
    lines.writerow([])
    lines.writerow(COLUMNS)
    lines.writerows([safe_cell(cell) for cell in row] for row in rows(audit))
    return out.getvalue().encode("utf-8-sig")


def title(audit: InternalAudit) -> str:
    return f"Internal audit {audit.id} of {audit.clinic.name}"


REPORTS = {"pdf": (as_pdf, "application/pdf"), "csv": (as_csv, "text/csv")}
