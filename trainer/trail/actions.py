from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert

from trainer import clock
from trainer.db import db
from trainer.trail.events import says
from trainer.trail.models import Event


def record(name: str, /, *, about=None, by=None, clinic=None, effective_at: datetime | None = None, **details) -> None:
    """Add a line in the caller's transaction; `about` and `by` are people, `by` None is the system itself.

    A line that says {clinic} takes the name from `clinic`, where None is the installation as a whole.
    """
    details = whole(name, details, clinic)
    now = clock.now()
    db.session.add(
        Event(
            recorded_at=now,
            effective_at=effective_at or now,
            name=name,
            by=by,
            about=about,
            clinic_id=clinic.id if clinic else None,
            details=details,
        )
    )


Line = tuple[int | None, datetime, dict[str, Any]]  # about whom, from when on it holds, what it says


@dataclass(frozen=True)
class Teller:
    by_id: int | None
    clinic: Any


def record_all(name: str, lines: Iterable[Line], teller: Teller) -> None:
    """As `record`, many lines of one name in one statement; their people are in the database already."""
    now, clinic = clock.now(), teller.clinic
    rows = [
        {
            "recorded_at": now,
            "effective_at": effective_at,
            "name": name,
            "by_id": teller.by_id,
            "about_id": about_id,
            "clinic_id": clinic.id if clinic else None,
            "details": whole(name, details, clinic),
        }
        for about_id, effective_at, details in lines
    ]
    if rows:
        db.session.execute(insert(Event.__table__), rows)


def whole(name: str, details: dict[str, Any], clinic: Any) -> dict[str, Any]:
    """What a line says, the name of the clinic included; refused where that is too little or too much."""
    if "clinic" in says(name):
        details["clinic"] = clinic.name if clinic else "the installation"
    if details.keys() != (needed := says(name)):
        raise TypeError(f"{name} must say {sorted(needed)}, not {sorted(details)}")
    return details
