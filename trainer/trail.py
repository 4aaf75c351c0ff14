"""The trail: one line for everything that matters, added in the same transaction as the change, never altered."""

from datetime import datetime
from string import Formatter

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer import clock
from trainer.db import Immutable, db

# Every line that can exist, as the sentence it reads as. The names in braces are what the line must say.
EVENTS = {
    "installation.claimed": "set up this installation with the clinic {clinic}",
    "clinic.opened": "opened the clinic {clinic}",
    "person.invited": "invited {email} to {clinic} as {role}",
    "person.uninvited": "withdrew the invitation of {email} to {clinic} as {role}",
    "person.joined": "joined {clinic} as {role}",
    "person.left": "ended the role {role} at {clinic}",
    "person.renamed": "changed the name from {old} to {new}",
    "person.profession_changed": "changed the profession from {old} to {new}",
    "person.signed_in": "signed in",
    "person.password_changed": "changed the password",
    "person.two_factor": "changed two-factor sign-in: {change}",
    "two_factor.required": "requires two-factor sign-in of every {role}",
    "two_factor.waived": "no longer requires two-factor sign-in of every {role}",
    "module.published": "published version {version} of {module}",
    "item.confirmed": "looked at {item} of {module}, version {version}, and found it still right: {reason}",
    "text.read": "read the text {text} and had {drafts} questions drafted from it",
    "text.discarded": "put the text {text} and its drafts aside",
    "draft.accepted": "accepted draft {draft} of {text}: {stem}",
    "draft.rejected": "rejected draft {draft} of {text}: {reason}",
    "draft.edited": "edited draft {draft} of {text}",
    "draft.reopened": "took back the decision on draft {draft} of {text}",
    "module.described": "changed what the module from the text {text} says or asks",
    "module.made": "made {module}, version {version}, from the text {text}",
    "credential.published": "published version {version} of the policy for {credential}",
    "module.adopted": "adopted version {version} of {module} on {adopted_on}, signed {name}: {statement}",
    "attempt.started": "started attempt {attempt} of {module}, version {version}",
    "attempt.submitted": "handed in attempt {attempt} of {module}: {right} of {out_of} right, {verdict}",
    "attempt.timed_out": "ran out of time in attempt {attempt} of {module}: {right} of {out_of} right, {verdict}",
    "certificate.issued": "earned {credential}, from {valid_from} until {valid_until}",
    "certificate.renewed": "renewed {credential}, from {valid_from} until {valid_until}",
    "roster.exported": "exported the roster of {clinic}: {rows} rows, filter {filter}",
}


class Event(db.Model, Immutable):
    """One line: who did what to whom, at which clinic; when it holds and when it was written down."""

    __tablename__ = "event"
    __table_args__ = (
        Index("ix_event_about_id_id", "about_id", "id"),
        Index("ix_event_clinic_id_id", "clinic_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    recorded_at: Mapped[datetime]
    effective_at: Mapped[datetime]
    name: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))  # None: the system itself
    about_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    details: Mapped[dict] = mapped_column(JSON)

    by = relationship("Person", foreign_keys=[by_id])
    about = relationship("Person", foreign_keys=[about_id])

    @property
    def sentence(self) -> str:
        return EVENTS[self.name].format(**self.details)


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


def says(name: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(EVENTS[name]) if field}
