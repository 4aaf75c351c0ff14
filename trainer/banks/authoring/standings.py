"""Every version of every part of a manuscript, without what it says, and how its parts stand by that."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Boolean, Integer, cast, null, select

from trainer.banks.authoring import rules
from trainer.banks.authoring.models import Part, PartVersion, Publication, Review, Submission
from trainer.banks.authoring.rules import Said
from trainer.db import db


@dataclass(frozen=True)
class Standing:
    """A part as its newest version leaves it, without the document. `in_force`: the number that a publication takes;
    `is_new`: the last publication took another one."""

    part_id: int
    kind: str
    slug: str
    position: int
    version_id: int
    number: int
    author_id: int
    saved_at: datetime
    origin: str
    retired: bool
    state: str
    in_force: int | None
    is_new: bool
    is_in_use: bool

    @property
    def is_behind(self) -> bool:
        """Whether something newer waits than what a publication would take."""
        return self.in_force != self.number


@dataclass(frozen=True)
class Row:
    """A version without its document."""

    part_id: int
    kind: str
    slug: str
    position: int
    version_id: int
    author_id: int
    said: Said


def read_versions(manuscript_id: int, part_id: int | None = None) -> dict[int, list[Row]]:
    """Every version, oldest first, by the part's id."""
    return read_history(manuscript_id, part_id)[0]


def read_history(manuscript_id: int, part_id: int | None = None) -> tuple[dict[int, list[Row]], list[datetime]]:
    """As `read_versions`, and when something of the manuscript was published: two statements at any length."""
    about = [Part.manuscript_id == manuscript_id, *([Part.id == part_id] if part_id else [])]
    happened = REVIEWS.where(*about).union_all(PUBLICATIONS.where(Publication.manuscript_id == manuscript_id))
    verdicts: dict[int | None, list[tuple[bool, datetime]]] = {}
    for _, version_id, approves, at in db.session.execute(happened.order_by("id")):
        verdicts.setdefault(version_id, []).append((approves, at))
    found: dict[int, list[Row]] = {}
    for one in db.session.execute(VERSIONS.where(*about)):
        reviewed = tuple(verdicts.get(one.version_id, ()))
        said = Said(one.number, one.saved_at, one.origin, one.retired, one.submission is not None, reviewed)
        row = Row(one.part_id, one.kind, one.slug, one.position, one.version_id, one.author_id, said)
        found.setdefault(one.part_id, []).append(row)
    return found, [at for _, at in verdicts.get(None, ())]


REVIEWS = (
    select(Review.id.label("id"), Review.part_version_id, Review.approves, Review.reviewed_at)
    .join(PartVersion, PartVersion.id == Review.part_version_id)
    .join(Part, Part.id == PartVersion.part_id)
)
PUBLICATIONS = select(Publication.id, cast(null(), Integer), cast(null(), Boolean), Publication.published_at)
VERSIONS = (
    select(
        PartVersion.part_id,
        Part.kind,
        Part.slug,
        Part.position,
        PartVersion.id.label("version_id"),
        PartVersion.number,
        PartVersion.author_id,
        PartVersion.saved_at,
        PartVersion.origin,
        PartVersion.retired,
        Submission.id.label("submission"),
    )
    .join(Part, Part.id == PartVersion.part_id)
    .outerjoin(Submission, Submission.part_version_id == PartVersion.id)
    .order_by(PartVersion.part_id, PartVersion.number)
)


def standing_of(rows: Sequence[Row], moments: Sequence[datetime]) -> Standing:
    said, newest = [one.said for one in rows], rows[-1]
    return Standing(
        part_id=newest.part_id,
        kind=newest.kind,
        slug=newest.slug,
        position=newest.position,
        version_id=newest.version_id,
        number=newest.said.number,
        author_id=newest.author_id,
        saved_at=newest.said.saved_at,
        origin=newest.said.origin,
        retired=newest.said.retired,
        state=rules.states_of(said, moments)[-1],
        in_force=rules.in_force(said),
        is_new=rules.is_new(said, moments[-1] if moments else None),
        is_in_use=rules.is_in_use(said),
    )


def said_of_parts(manuscript_id: int, part_id: int | None = None) -> dict[int, list[Said]]:
    """What is known of every version of every part, oldest first, by the part's id. Two statements at any length."""
    return {part: [one.said for one in rows] for part, rows in read_versions(manuscript_id, part_id).items()}
