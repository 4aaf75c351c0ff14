"""What comes along with an attempt in one statement: its answers, what rests on it, what was approved before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import JSON, String, cast, func, literal, select, type_coerce

from trainer.credentials.models import Certificate, CertificateEntry, CredentialVersion, Entry
from trainer.db import db
from trainer.insight.corrections.marking import Fix
from trainer.insight.corrections.models import Correction, CorrectionDecision
from trainer.insight.corrections.queries.approvals import approved_in
from trainer.quizzes.models import Answer, Attempt

PREFIX = "attempt "  # and its number: what the ledger says a pass rests on
Fixed = Mapping[int | None, Mapping[int, Fix]]  # by clinic (None: practice) and item version


@dataclass(frozen=True)
class Held:
    """A certificate, as far as this room speaks of it."""

    id: int
    code: str
    credential: str
    valid_from: date
    valid_until: date


@dataclass(frozen=True)
class Resting:
    """The ledger's line of a pass, and the certificates that rest on it."""

    entry: int | None = None
    certificates: tuple[Held, ...] = ()


def listed(*columns: Any) -> Any:
    """Rows of these columns as one list of lists, so that they come along with what they belong to; in no order."""
    if db.engine.dialect.name == "postgresql":
        return func.json_agg(func.json_build_array(*columns))
    return func.json_group_array(func.json_array(*columns))


def as_json(column: Any) -> Any:
    """A document within such a list: SQLite keeps it as text."""
    return column if db.engine.dialect.name == "postgresql" else func.json(column)


def answers() -> Any:
    """Of an attempt each receipt: its number, the question, what was given."""
    rows = select(listed(Answer.receipt, Answer.number, Answer.given)).where(Answer.attempt_id == Attempt.id)
    return type_coerce(rows.correlate(Attempt).scalar_subquery(), JSON)


def resting() -> Any:
    """Of an attempt the ledger's line that rests on it, once for each certificate that rests on that."""
    columns = (
        Entry.id,
        Certificate.id,
        Certificate.code,
        CredentialVersion.title,
        Certificate.valid_from,
        Certificate.valid_until,
    )
    rows = (
        select(listed(*columns))
        .select_from(Entry)
        .outerjoin(CertificateEntry, CertificateEntry.entry_id == Entry.id)
        .outerjoin(Certificate, Certificate.id == CertificateEntry.certificate_id)
        .outerjoin(CredentialVersion, CredentialVersion.id == Certificate.credential_version_id)
        .where(Entry.evidence == literal(PREFIX) + cast(Attempt.id, String))
    )
    return type_coerce(rows.correlate(Attempt).scalar_subquery(), JSON)


def approved_before(module_id: int, decision_id: int | None) -> Any:
    """What marks items of a module by earlier decisions (None: by all); what only offers a retest marks nothing."""
    rows = approved_in(module_id).where(Correction.remedy != "retest")
    if decision_id is not None:
        rows = rows.where(CorrectionDecision.id < decision_id)
    one = rows.subquery().c
    columns = (one.decision_id, one.item_version_id, one.clinic_id, one.remedy, as_json(one.document))
    return select(listed(*columns)).scalar_subquery()


def by_clinic(rows: Iterable[Sequence[Any]]) -> Fixed:
    found: dict[int | None, dict[int, Fix]] = {}
    for _, item_version_id, clinic_id, remedy, document in sorted(rows, key=lambda row: (row[0], row[1])):
        found.setdefault(clinic_id or None, {})[item_version_id] = Fix(remedy, document)
    return found


def resting_of(rows: Iterable[Sequence[Any]]) -> Resting:
    rows = sorted(rows, key=lambda row: row[1] or 0)
    held = [
        Held(number, code, title, date.fromisoformat(first), date.fromisoformat(last))
        for _, number, code, title, first, last in rows
        if number is not None
    ]
    return Resting(rows[0][0], tuple(held)) if rows else Resting()
