from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select
from sqlalchemy.orm import aliased, contains_eager, joinedload

from trainer.banks.authoring import origins
from trainer.banks.authoring import rules as states
from trainer.banks.authoring.models import (
    Manuscript,
    Part,
    PartVersion,
    Publication,
    Remark,
    RemarkAnswer,
    Review,
    Submission,
)
from trainer.banks.authoring.parts import Piece
from trainer.banks.authoring.queries import NEWEST
from trainer.banks.authoring.rules import AS_PUBLISHED, Said
from trainer.banks.authoring.setting import AROUND
from trainer.db import db
from trainer.people.models import Person

_written, _approved, _review, _later_review = (
    aliased(PartVersion),
    aliased(PartVersion),
    aliased(Review),
    aliased(Review),
)
LAST_APPROVES = (
    select(_review.id)
    .where(
        _review.part_version_id == _approved.id,
        _review.approves.is_(True),
        ~select(_later_review.id)
        .where(_later_review.part_version_id == _review.part_version_id, _later_review.number > _review.number)
        .correlate(_review)
        .exists(),
    )
    .correlate(_approved)
    .exists()
)
REVIEWED = select(Review.id).where(Review.part_version_id == PartVersion.id).correlate(PartVersion).exists()


def is_mine(person: Person) -> ColumnElement[bool]:
    """Whether the person wrote at the part since it was last approved, or at what it was made from, under whatever
    account. The newest version must be unreviewed."""
    accounts = select(Person.id).where(or_(Person.id == person.id, Person.merged_into_id == person.id))
    approved_since = (
        select(_approved.id)
        .where(
            _approved.part_id == _written.part_id,
            _approved.number >= _written.number,
            or_(_approved.origin.startswith(AS_PUBLISHED), LAST_APPROVES),
        )
        .correlate(_written)
        .exists()
    )
    return (
        select(_written.id)
        .where(_written.part_id == PartVersion.part_id, ~approved_since)
        .where(or_(_written.author_id.in_(accounts), origins.is_from(_written, accounts)))
        .correlate(PartVersion, Part)
        .exists()
    )


def waiting(columns: Sequence, manuscript_id: int | None = None) -> Select:
    """Of every version that waits for a reviewer, what was handed in first before the rest."""
    asked = (
        select(*columns)
        .select_from(PartVersion)
        .join(Part, Part.id == PartVersion.part_id)
        .join(Manuscript, Manuscript.id == Part.manuscript_id)
        .join(Submission, Submission.part_version_id == PartVersion.id)
        .where(Manuscript.closed_at.is_(None), NEWEST, ~REVIEWED)
        .order_by(Submission.id)
    )
    return asked if manuscript_id is None else asked.where(Manuscript.id == manuscript_id)


def queue(person: Person, manuscript_id: int | None = None) -> list[int]:
    """The versions that this person can review, by id."""
    return list(db.session.scalars(waiting([PartVersion.id], manuscript_id).where(~is_mine(person))))


def waiting_rows(person: Person, manuscript_id: int | None = None) -> Select:
    """What the list of them shows."""
    columns = [
        PartVersion.id.label("version_id"),
        PartVersion.number,
        Part.kind,
        Part.slug,
        case(
            (Part.kind == "model", PartVersion.document["title"].as_string()),
            else_=PartVersion.document["stem"].as_string(),
        ).label("stem"),
        Manuscript.id.label("manuscript_id"),
        Manuscript.title,
        Person.name.label("author"),
        Submission.submitted_at,
        is_mine(person).label("is_mine"),
    ]
    return waiting(columns, manuscript_id).join(Person, Person.id == PartVersion.author_id)


@dataclass
class Version:
    """One version of a part, without what it says. `verdicts` are in their order."""

    row: PartVersion
    submission: Submission | None
    verdicts: list[Review] = field(default_factory=list)

    @property
    def author_id(self) -> int:
        return self.row.author.merged_into_id or self.row.author_id

    @property
    def said(self) -> Said:
        verdicts = tuple((one.approves, one.reviewed_at) for one in self.verdicts)
        row = self.row
        return Said(row.number, row.saved_at, row.origin, row.retired, self.submission is not None, verdicts)


@dataclass
class History:
    """All versions of a part, oldest first, and when its manuscript was last published. `givers`: who gave or accepted
    the drafts that versions were made from, by their origin."""

    versions: list[Version]
    published_at: datetime | None
    givers: Mapping[str, frozenset[int]] = field(default_factory=dict)

    @property
    def newest(self) -> Version:
        return self.versions[-1]

    @property
    def part(self) -> Part:
        return self.newest.row.part

    @property
    def authored(self) -> list[tuple[Said, frozenset[int]]]:
        """Each with all whose words it has, by the accounts that they go by today."""
        return [
            (one.said, frozenset([one.author_id]) | self.givers.get(one.row.origin, set())) for one in self.versions
        ]

    def version(self, number: int) -> Version | None:
        return next((one for one in self.versions if one.row.number == number), None)

    def states(self) -> list[str]:
        """By what the last publication took; what an earlier one took was published as well."""
        moments = [self.published_at] if self.published_at else []
        return states.states_of([one.said for one in self.versions], moments)

    def judged_before(self, number: int) -> Version | None:
        """What a reviewer compares with: the last before this that was approved, else the last that was sent back."""
        earlier = [one for one in self.versions if one.row.number < number]
        approved = [one for one in earlier if one.said.approved_at]
        return next(reversed(approved or [one for one in earlier if one.verdicts]), None)


def history(*, part_id: int | None = None, version_id: int | None = None) -> History | None:
    """Of a part, or of the part that has this version."""
    of_version = select(PartVersion.part_id).where(PartVersion.id == version_id).scalar_subquery()
    published_at = (
        select(func.max(Publication.published_at))
        .where(Publication.manuscript_id == Part.manuscript_id)
        .correlate(Part)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(PartVersion, Submission, Review, published_at)
        .join(PartVersion.part)
        .outerjoin(Submission, Submission.part_version_id == PartVersion.id)
        .outerjoin(Review, Review.part_version_id == PartVersion.id)
        .where(PartVersion.part_id == (of_version if part_id is None else part_id))
        .order_by(PartVersion.number, Review.number)
        .options(joinedload(PartVersion.author), joinedload(Submission.submitted_by), joinedload(Review.reviewer))
    ).all()
    versions: dict[int, Version] = {}
    for row, submission, review, _ in rows:
        one = versions.setdefault(row.number, Version(row, submission))
        one.verdicts += [review] if review else []
    if not rows:
        return None
    given = origins.givers(rows[0][0].part.kind, [one.row.origin for one in versions.values()])
    return History(list(versions.values()), rows[0][3], given)


def read(part: Part, version_ids: Sequence[int]) -> tuple[dict[int, dict], list[Piece]]:
    """What these versions of the part say, by id; and what stands around it in its manuscript now."""
    rows = db.session.execute(
        select(PartVersion.id, Part.kind, Part.slug, PartVersion.retired, PartVersion.document)
        .join(PartVersion.part)
        .where(
            Part.manuscript_id == part.manuscript_id,
            or_(PartVersion.id.in_(version_ids), and_(Part.kind.in_(AROUND), NEWEST)),
        )
        .order_by(Part.position, Part.id, PartVersion.number)
    ).all()
    documents = {row.id: row.document for row in rows if row.id in version_ids}
    around = {(row.kind, row.slug): row for row in rows if row.kind in AROUND and not row.retired}
    return documents, [Piece(row.kind, row.slug, row.document) for row in around.values()]


def remarks(part_id: int) -> Sequence[tuple[Remark, RemarkAnswer | None]]:
    """On all versions of the part, oldest first, each with what came of it."""
    rows = db.session.execute(
        select(Remark, RemarkAnswer)
        .join(Remark.part_version)
        .outerjoin(RemarkAnswer, RemarkAnswer.remark_id == Remark.id)
        .where(PartVersion.part_id == part_id)
        .order_by(Remark.id)
        .options(contains_eager(Remark.part_version), joinedload(Remark.made_by), joinedload(RemarkAnswer.made_by))
    )
    return [(remark, answer) for remark, answer in rows]


def remark(remark_id: int) -> Remark | None:
    return db.session.get(Remark, remark_id)


def last_verdict_of(person: Person) -> Review | None:
    """What this person decided last, where it still counts, is not live yet, and can be taken back: an approval."""
    later = aliased(Review)
    published = select(Publication.id).where(
        Publication.manuscript_id == Part.manuscript_id, Publication.published_at >= Review.reviewed_at
    )
    return db.session.scalars(
        select(Review)
        .join(Review.part_version)
        .join(Part, Part.id == PartVersion.part_id)
        .where(
            Review.reviewer_id == person.id,
            NEWEST,
            Review.approves.is_(True),
            ~select(later.id).where(later.reviewer_id == person.id, later.id > Review.id).exists(),
            ~published.exists(),
        )
        .limit(1)
        .options(joinedload(Review.part_version))
    ).one_or_none()
