from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from trainer.banks.models import Adoption, ModuleVersion
from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person
from trainer.quizzes.deltas.models import Delta


class Attempt(db.Model):
    """One sitting: the form one person was given, and what came of it.

    `form` is frozen at the start: a list of {"item": item_version_id, "order": [option numbers as shown]}, in the order
    asked. `result` is frozen at the end: rules.Result as a document. In between only the place of reading, the flags
    and the count of receipts move.
    """

    __tablename__ = "attempt"
    __table_args__ = (
        CheckConstraint("(submitted_at IS NULL) = (result IS NULL)", name="result_comes_with_submission"),
        CheckConstraint("delta_id IS NULL OR adoption_id IS NULL", name="changes_never_count"),
        Index(
            "uq_attempt_open",
            "person_id",
            "module_id",
            unique=True,
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("ix_attempt_person_id_module_id_started_at", "person_id", "module_id", "started_at"),
        Index(
            "ix_attempt_submitted_at_id",
            "submitted_at",
            "id",
            sqlite_where=text("submitted_at IS NOT NULL"),
            postgresql_where=text("submitted_at IS NOT NULL"),
        ),
        Index(
            "ix_attempt_open_deadline_at",
            "deadline_at",
            sqlite_where=text("submitted_at IS NULL"),
            postgresql_where=text("submitted_at IS NULL"),
        ),
        Index("ix_attempt_delta_id", "delta_id", "person_id"),
        # What numbers about items ask of an attempt, without its form: entered once, when it is handed in.
        Index(
            "ix_attempt_numbers",
            "module_id",
            "id",
            "module_version_id",
            "clinic_id",
            "submitted_at",
            sqlite_where=text("submitted_at IS NOT NULL"),
            postgresql_where=text("submitted_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))  # the clinic it is taken for
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"))
    adoption_id: Mapped[int | None] = mapped_column(ForeignKey("adoption.id"))  # None: practice, earns nothing
    delta_id: Mapped[int | None] = mapped_column(ForeignKey("delta.id"))  # a quiz on changes: earns nothing, is kept
    seed: Mapped[int]
    form: Mapped[list] = mapped_column(JSON)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime]
    position: Mapped[int] = mapped_column(default=1)  # the question last gone to, from 1
    flags: Mapped[list] = mapped_column(JSON, default=list)  # questions flagged for review
    receipts: Mapped[int] = mapped_column(default=0)
    submitted_at: Mapped[datetime | None]
    result: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))
    passed: Mapped[bool | None]

    person: Mapped[Person] = relationship()
    clinic: Mapped[Clinic | None] = relationship()
    module_version: Mapped[ModuleVersion] = relationship(lazy="joined")
    adoption: Mapped[Adoption | None] = relationship()
    delta: Mapped[Delta | None] = relationship()

    @property
    def sort(self) -> str:
        """What it is, where that is not an attempt that counts."""
        return "" if self.adoption_id else "changes" if self.delta_id else "practice"


class Answer(db.Model, Immutable):
    """What was given to one question, raw, and the receipt for it. The last receipt of a question counts."""

    __tablename__ = "answer"
    __table_args__ = {"sqlite_with_rowid": False}  # kept in the order of its key: half the writing

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    receipt: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, 3 ... within the attempt
    number: Mapped[int]  # the question, from 1
    given: Mapped[str]  # as the kind stores it: for a single best answer, the option's number in the bank
    sure: Mapped[str | None]  # one of rules.SURENESS, as said with it; never part of the mark. None: not said
    received_at: Mapped[datetime]


class ConfidentMiss(db.Model, Immutable):
    """A safety-critical item that was answered wrongly by somebody who said they were sure. Noted when it is marked."""

    __tablename__ = "confident_miss"
    __table_args__ = (UniqueConstraint("attempt_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]  # the question, from 1
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    recorded_at: Mapped[datetime]


class Response(db.Model, Immutable):
    """One marked question of an attempt that was handed in: what numbers about items are computed from.

    It says nothing that the attempt and its answers do not, so it is not sealed, and can be made again from them.
    """

    __tablename__ = "response"
    __table_args__ = {"sqlite_with_rowid": False}

    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # the question, from 1
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), index=True)
    score: Mapped[float]  # the share of its mark, 0 to 1; a blank earns 0
    given: Mapped[str | None]  # as in Answer; None: blank
    seconds: Mapped[float | None]  # as rules.seconds_on says; None: nothing was ever given
    blank: Mapped[bool]
    is_counted: Mapped[bool]  # in numbers about items: not practice, and not of somebody who may read the keys
    is_first: Mapped[bool]  # of the first attempt that this person handed in on the module, practice aside
