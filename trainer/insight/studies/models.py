from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from trainer.banks.models import ModuleVersion
from trainer.db import Immutable, db
from trainer.people.models import Person
from trainer.people.rules import tidy_email

PRACTICE, FIRST, SECOND = 0, 1, 2  # rounds


class CutStudy(db.Model, Immutable):
    """A modified Angoff study of one module version: what for, of whom the panel thinks, which items it rates."""

    __tablename__ = "cut_study"

    id: Mapped[int] = mapped_column(primary_key=True)
    module_version_id: Mapped[int] = mapped_column(ForeignKey("module_version.id"), index=True)
    purpose: Mapped[str]
    borderline: Mapped[str]  # the practitioner who is only just good enough, in words
    size: Mapped[int | None]  # of the sample asked for; None: every item that can be scored
    seed: Mapped[int]  # of the choice of items
    domain: Mapped[list[int]] = mapped_column(JSON, deferred=True)  # item versions: all that could be scored then
    convened_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    convened_at: Mapped[datetime]

    module_version: Mapped[ModuleVersion] = relationship()
    convened_by: Mapped[Person] = relationship()
    items: Mapped[list["StudyItem"]] = relationship(order_by="StudyItem.position", viewonly=True)
    steps: Mapped[list["StudyStep"]] = relationship(order_by="StudyStep.taken_at", viewonly=True)
    panelists: Mapped[list["Panelist"]] = relationship(order_by="Panelist.id", viewonly=True)
    report: Mapped["CutReport | None"] = relationship(viewonly=True)

    @property
    def stage(self) -> str:
        """One of "first round", "second round", "closed", "given up"."""
        taken = {one.step for one in self.steps}
        return next((step for step in ("closed", "given up", "second round") if step in taken), "first round")


class StudyItem(db.Model, Immutable):
    """An item that the panel rates, in the order in which it meets it; or one of those it practices on."""

    __tablename__ = "study_item"

    study_id: Mapped[int] = mapped_column(ForeignKey("cut_study.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)  # 1, 2, 3 ...; those for practice 0, -1, -2
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    there: Mapped[int]  # items of its cell that could be scored then, the variants of a model as one; for practice 0


class StudyStep(db.Model, Immutable):
    """The second round was opened, the study was closed, or it was given up."""

    __tablename__ = "study_step"
    __table_args__ = (
        CheckConstraint("step IN ('second round', 'closed', 'given up')", name="step_is_known"),
        CheckConstraint("(step = 'given up') = (words IS NOT NULL)", name="giving_up_has_a_reason"),
        UniqueConstraint("study_id", "step"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("cut_study.id"))
    step: Mapped[str]
    words: Mapped[str | None]
    taken_at: Mapped[datetime]
    by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))


class Panelist(db.Model):
    """Somebody who was asked to rate. The link is all they need; only its hash is kept."""

    __tablename__ = "panelist"
    __table_args__ = (
        CheckConstraint("(joined_at IS NULL) = (qualification IS NULL)", name="who_joins_says_what_qualifies"),
        CheckConstraint("joined_at IS NOT NULL OR trained_at IS NULL", name="who_is_trained_has_joined"),
        Index(
            "uq_panelist_open",
            "study_id",
            "email",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("cut_study.id"), index=True)
    name: Mapped[str]
    email: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    invited_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ties: Mapped[list[str]] = mapped_column(JSON)  # rules.ties.Tie, as known when the link was sent
    withdrawn_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    qualification: Mapped[str | None]  # as they stated it
    interest: Mapped[str | None]  # a conflict of interest as they declared it; None: they declared that there is none
    trained_at: Mapped[datetime | None]

    study: Mapped[CutStudy] = relationship()

    @validates("email")
    def keep_small(self, _key: str, email: str) -> str:
        return tidy_email(email)


class StudyRating(db.Model, Immutable):
    """Of a hundred borderline practitioners so many would answer right. In the second round the newest one counts."""

    __tablename__ = "study_rating"
    __table_args__ = (
        CheckConstraint("round IN (0, 1, 2)", name="round_is_known"),
        CheckConstraint("percent BETWEEN 0 AND 100", name="percent_is_one"),
        Index(
            "uq_study_rating_blind",
            "panelist_id",
            "item_version_id",
            "round",
            unique=True,
            sqlite_where=text("round < 2"),
            postgresql_where=text("round < 2"),
        ),
        Index("ix_study_rating_panelist_id_round", "panelist_id", "round"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panelist_id: Mapped[int] = mapped_column(ForeignKey("panelist.id"))
    round: Mapped[int]  # 0: for practice
    item_version_id: Mapped[int] = mapped_column(ForeignKey("item_version.id"))
    percent: Mapped[int]
    rated_at: Mapped[datetime]


class PanelAnswer(db.Model, Immutable):
    """What a panelist finds acceptable of the whole, in percent: for Beuk's check and for Hofstee's."""

    __tablename__ = "panel_answer"
    __table_args__ = (
        CheckConstraint("lowest_cut <= highest_cut AND lowest_failing <= highest_failing", name="bounds_in_order"),
        UniqueConstraint("panelist_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    panelist_id: Mapped[int] = mapped_column(ForeignKey("panelist.id"))
    cut: Mapped[int]
    passing: Mapped[int]
    lowest_cut: Mapped[int]
    highest_cut: Mapped[int]
    lowest_failing: Mapped[int]
    highest_failing: Mapped[int]
    answered_at: Mapped[datetime]


class CutReport(db.Model, Immutable):
    """What came of a study, frozen: as a document, and as the PDF that was made of it then."""

    __tablename__ = "cut_report"
    __table_args__ = (UniqueConstraint("study_id"), UniqueConstraint("content_hash"))

    id: Mapped[int] = mapped_column(primary_key=True)
    study_id: Mapped[int] = mapped_column(ForeignKey("cut_study.id"))
    document: Mapped[dict] = mapped_column(JSON, deferred=True)
    content_hash: Mapped[str]  # SHA-256 of the document's canonical spelling
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    pdf_hash: Mapped[str]
    percent: Mapped[float]  # the cut, in percent of a form
    error: Mapped[float | None]  # its standard error
    panelists: Mapped[int]
    domain: Mapped[dict] = mapped_column(
        JSON, deferred=True
    )  # {"items": [item version ids], "blueprint": ..., "holds_from": 80}
    frozen_at: Mapped[datetime]

    study: Mapped[CutStudy] = relationship(viewonly=True)


class CutDecision(db.Model, Immutable):
    """Somebody decides the cut of a module on the grounds of a report. The newest of a module holds from then on."""

    __tablename__ = "cut_decision"
    __table_args__ = (CheckConstraint("percent BETWEEN 1 AND 100", name="percent_is_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("cut_report.id"), index=True)
    percent: Mapped[int]
    words: Mapped[str]  # why this one
    decided_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    decided_at: Mapped[datetime]

    report: Mapped[CutReport] = relationship()
    decided_by: Mapped[Person] = relationship()
