from datetime import date, datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint, select, text
from sqlalchemy.orm import Mapped, column_property, mapped_column, relationship

from trainer.banks.models import ItemVersion, Module, ModuleVersion
from trainer.db import Immutable, db
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt


class Contest(db.Model, Immutable):
    """Somebody says that a question of their attempt is wrong. `given` is what stood for it when it was marked."""

    __tablename__ = "contest"
    __table_args__ = (
        UniqueConstraint("attempt_id", "number"),
        Index("ix_contest_item_version_id_id", "item_version_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    number: Mapped[int]  # the question, from 1
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    given: Mapped[str | None]
    words: Mapped[str]
    made_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    made_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship()
    item_version: Mapped[ItemVersion] = relationship()
    made_by: Mapped[Person] = relationship()
    answer: Mapped["ContestAnswer | None"] = relationship(viewonly=True)


class ContestAnswer(db.Model, Immutable):
    """What an educator says to it. Upheld: the item is wrong; what becomes of results is a correction's business."""

    __tablename__ = "contest_answer"

    id: Mapped[int] = mapped_column(primary_key=True)
    contest_id: Mapped[int] = mapped_column(ForeignKey("contest.id"), unique=True)
    upheld: Mapped[bool]
    words: Mapped[str]
    answered_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answered_at: Mapped[datetime]

    answered_by: Mapped[Person] = relationship()


class Correction(db.Model, Immutable):
    """A proposal: what is to become of results that a faulty item decided. It changes nothing until approved.

    `policy` is rules.POLICY as it was stated then; `radius` what the author was shown, without names.
    """

    __tablename__ = "correction"
    __table_args__ = (
        CheckConstraint("remedy IN ('key', 'drop', 'credit', 'retest')", name="remedy_is_known"),
        Index("ix_correction_module_id_id", "module_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    remedy: Mapped[str]  # one of rules.REMEDIES
    reason: Mapped[str]
    # That of the newest version of the module.
    title: Mapped[str] = column_property(
        select(ModuleVersion.title)
        .where(ModuleVersion.module_id == module_id)
        .order_by(ModuleVersion.number.desc())
        .limit(1)
        .correlate_except(ModuleVersion)
        .scalar_subquery()
    )
    retest_until: Mapped[date]  # the last day on which what is offered can be begun
    policy: Mapped[dict] = mapped_column(JSON)
    radius: Mapped[dict] = mapped_column(JSON)
    proposed_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    proposed_at: Mapped[datetime]

    module: Mapped[Module] = relationship()
    proposed_by: Mapped[Person] = relationship()
    items: Mapped[list["CorrectionItem"]] = relationship(order_by="CorrectionItem.item_version_id")
    decisions: Mapped[list["CorrectionDecision"]] = relationship(order_by="CorrectionDecision.id", viewonly=True)
    withdrawal: Mapped["CorrectionWithdrawal | None"] = relationship(viewonly=True)


class CorrectionItem(db.Model, Immutable):
    """One of the versions that a correction is about; with a new key, the document that marks it from now on."""

    __tablename__ = "correction_item"

    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), primary_key=True)
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"), primary_key=True, index=True)
    document: Mapped[dict | None] = mapped_column(JSON(none_as_null=True))

    item_version: Mapped[ItemVersion] = relationship()


class CorrectionWithdrawal(db.Model, Immutable):
    """The proposal is taken back. What clinics have approved by then stands."""

    __tablename__ = "correction_withdrawal"

    id: Mapped[int] = mapped_column(primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), unique=True)
    reason: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    withdrawn_at: Mapped[datetime]

    by: Mapped[Person] = relationship()


class CorrectionDecision(db.Model, Immutable):
    """A director approves or declines for one clinic (None: practice, which no clinic stands for).

    `radius` is just what was shown and approved, `digest` its SHA-256.
    """

    __tablename__ = "correction_decision"
    __table_args__ = (
        Index(
            "uq_correction_decision_clinic",
            "correction_id",
            text("coalesce(clinic_id, 0)"),
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"))
    clinic_id: Mapped[int | None] = mapped_column(ForeignKey("clinic.id"))
    approves: Mapped[bool]
    words: Mapped[str]
    radius: Mapped[dict] = mapped_column(JSON)
    digest: Mapped[str]
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]

    correction: Mapped[Correction] = relationship()
    clinic: Mapped[Clinic | None] = relationship()
    decided_by: Mapped[Person] = relationship()


class Regrading(db.Model, Immutable):
    """An attempt marked again. The newest stands; the attempt itself keeps the result that it was given.

    `result` is what marking again gives, `passed` the verdict that stands: a pass that was given is kept, so that the
    two may differ. `before` is what stood until then.
    """

    __tablename__ = "regrading"
    __table_args__ = (UniqueConstraint("attempt_id", "correction_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), index=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("correction_decision.id"))
    before: Mapped[dict] = mapped_column(JSON)  # {"right", "out_of", "passed"}
    result: Mapped[dict] = mapped_column(JSON)  # quizzes.rules.Result as a document
    passed: Mapped[bool]
    recorded_at: Mapped[datetime]

    attempt: Mapped[Attempt] = relationship()
    correction: Mapped[Correction] = relationship()
    decision: Mapped[CorrectionDecision] = relationship()


class RetestOffer(db.Model, Immutable):
    """By name: this person may begin the module again until a day, whatever attempts were used up before."""

    __tablename__ = "retest_offer"
    __table_args__ = (
        UniqueConstraint("attempt_id", "correction_id"),
        Index("ix_retest_offer_person_id_module_id", "person_id", "module_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    module_id: Mapped[int] = mapped_column(ForeignKey("module.id"))
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    correction_id: Mapped[int] = mapped_column(ForeignKey("correction.id"), index=True)
    until_on: Mapped[date]
    offered_at: Mapped[datetime]

    person: Mapped[Person] = relationship()
    module: Mapped[Module] = relationship()
    attempt: Mapped[Attempt] = relationship()
    correction: Mapped[Correction] = relationship()
