from datetime import datetime

from trainer import clock
from trainer.db import db
from trainer.trail.events import says
from trainer.trail.models import Event


def record(name: str, /, *, about=None, by=None, clinic=None, effective_at: datetime | None = None, **details) -> None:
    """Add a line in the caller's transaction; `about` and `by` are people, `by` None is the system itself.

    A line that says {clinic} takes the name from `clinic`, where None is the installation as a whole.
    """
    if "clinic" in says(name):
        details["clinic"] = clinic.name if clinic else "the installation"
    if details.keys() != (needed := says(name)):
        raise TypeError(f"{name} must say {sorted(needed)}, not {sorted(details)}")
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
