from collections.abc import Mapping, Sequence

from sqlalchemy import and_, func, select
from sqlalchemy.orm import aliased, joinedload, undefer

from trainer.banks.authoring import rules
from trainer.banks.authoring.models import Manuscript, Part, PartVersion, Publication, Review
from trainer.banks.authoring.parts import KINDS, Piece
from trainer.banks.authoring.standings import Row, Standing, read_history, standing_of
from trainer.banks.models import ModuleVersion
from trainer.db import db

AT_ONCE = 30_000  # values in one statement
STAY_RETIRED = ("item", "model")  # they stay in the bank as retired; other parts are left out

_later = aliased(PartVersion)
NEWEST = ~(
    select(_later.id)
    .where(_later.part_id == PartVersion.part_id, _later.number > PartVersion.number)
    .correlate(PartVersion)
    .exists()
)


def manuscripts() -> Sequence[Manuscript]:
    """Those that are open, the newest first."""
    return db.session.scalars(
        select(Manuscript)
        .where(Manuscript.closed_at.is_(None))
        .order_by(Manuscript.begun_at.desc(), Manuscript.id)
        .options(joinedload(Manuscript.begun_by), joinedload(Manuscript.based_on))
    ).all()


def closed_manuscripts(many: int) -> Sequence[Manuscript]:
    """Those closed last."""
    closed = select(Manuscript).where(Manuscript.closed_at.is_not(None))
    return db.session.scalars(closed.order_by(Manuscript.closed_at.desc()).limit(many)).all()


def manuscript(manuscript_id: int) -> Manuscript | None:
    return db.session.get(
        Manuscript, manuscript_id, options=[joinedload(Manuscript.begun_by), joinedload(Manuscript.based_on)]
    )


def open_manuscript_of(slug: str) -> Manuscript | None:
    return db.session.scalars(select(Manuscript).filter_by(slug=slug, closed_at=None)).one_or_none()


def part(manuscript_id: int, part_id: int) -> Part | None:
    return db.session.scalars(select(Part).filter_by(id=part_id, manuscript_id=manuscript_id)).one_or_none()


def part_called(manuscript: Manuscript, kind: str, slug: str) -> Part | None:
    return db.session.scalars(select(Part).filter_by(manuscript_id=manuscript.id, kind=kind, slug=slug)).one_or_none()


def newest_version(part: Part) -> PartVersion | None:
    """With its document."""
    return db.session.scalars(
        select(PartVersion)
        .where(PartVersion.part_id == part.id)
        .order_by(PartVersion.number.desc())
        .limit(1)
        .options(undefer(PartVersion.document), joinedload(PartVersion.author))
    ).one_or_none()


def newest_of(manuscript_id: int, part_id: int) -> PartVersion | None:
    """The newest version of a part of this manuscript, with its document, author, part and manuscript."""
    return db.session.scalars(
        select(PartVersion)
        .join(Part, Part.id == PartVersion.part_id)
        .where(Part.manuscript_id == manuscript_id, Part.id == part_id)
        .order_by(PartVersion.number.desc())
        .limit(1)
        .options(undefer(PartVersion.document), joinedload(PartVersion.author))
    ).one_or_none()


def version(part: Part, number: int) -> PartVersion | None:
    """With its document."""
    return db.session.scalars(
        select(PartVersion).filter_by(part_id=part.id, number=number).options(undefer(PartVersion.document))
    ).one_or_none()


def versions(part: Part) -> Sequence[PartVersion]:
    """Oldest first, without their documents."""
    return db.session.scalars(
        select(PartVersion).where(PartVersion.part_id == part.id).order_by(PartVersion.number)
    ).all()


def last_verdict(version_id: int) -> Review | None:
    """With who gave it."""
    asked = select(Review).where(Review.part_version_id == version_id).order_by(Review.number.desc()).limit(1)
    return db.session.scalars(asked.options(joinedload(Review.reviewer))).first()


def states(part: Part) -> list[str]:
    """Of each of its versions, oldest first."""
    parts, moments = read_history(part.manuscript_id, part.id)
    return rules.states_of([one.said for one in parts.get(part.id, ())], moments)


def standings(manuscript: Manuscript) -> list[Standing]:
    """Every part with the state of its newest version, by kind and position. Two statements at any length."""
    parts, moments = read_history(manuscript.id)
    found = [standing_of(rows, moments) for rows in parts.values()]
    return sorted(found, key=lambda one: (KINDS.index(one.kind), one.position, one.part_id))


def standing(part: Part) -> Standing:
    parts, moments = read_history(part.manuscript_id, part.id)
    return standing_of(parts[part.id], moments)


def documents(version_ids: Sequence[int]) -> dict[int, dict]:
    """What these versions of parts say, by their ids."""
    found: dict[int, dict] = {}
    for start in range(0, len(version_ids), AT_ONCE):
        asked = PartVersion.id.in_(version_ids[start : start + AT_ONCE])
        rows = db.session.execute(select(PartVersion.id, PartVersion.document).where(asked))
        found |= {row.id: row.document for row in rows}
    return found


def newest_pieces(manuscript: Manuscript, *kinds: str) -> list[Piece]:
    """What the parts of these kinds say now, approved or not, by kind and position; what is retired is left out."""
    rows = db.session.execute(
        select(Part.kind, Part.slug, PartVersion.document, PartVersion.retired)
        .join(PartVersion, and_(PartVersion.part_id == Part.id, NEWEST))
        .where(Part.manuscript_id == manuscript.id, Part.kind.in_(kinds or KINDS))
        .order_by(Part.position, Part.id)
    )
    found = [Piece(kind, slug, document) for kind, slug, document, retired in rows if not retired]
    return sorted(found, key=lambda piece: KINDS.index(piece.kind))


def cells(manuscript: Manuscript) -> dict[tuple[str, str], int]:
    """How many scored items there are by objective and level, as they read now; variants of one model count once."""
    objective, level = (PartVersion.document[name].as_string() for name in ("objective", "level"))
    use = func.coalesce(PartVersion.document["use"].as_string(), "scored")
    rows = db.session.execute(
        select(objective, level, func.count(Part.id))
        .join(PartVersion, and_(PartVersion.part_id == Part.id, NEWEST))
        .where(Part.manuscript_id == manuscript.id, Part.kind.in_(STAY_RETIRED), PartVersion.retired.is_(False))
        .where(use == "scored")
        .group_by(objective, level)
    )
    return {(name or "", of or ""): number for name, of, number in rows}


def to_publish(parts: Mapping[int, Sequence[Row]]) -> list[Row]:
    """The newest approved version of every part, of what `read_versions` found.

    Retired items and models that were in use stay in the bank as such.
    """
    kept = []
    for rows in parts.values():
        number = rules.in_force([one.said for one in rows])
        row = next((one for one in rows if one.said.number == number), None)
        if row is not None and (not row.said.retired or row.kind in STAY_RETIRED):
            kept.append(row)
    return sorted(kept, key=lambda one: (KINDS.index(one.kind), one.position, one.part_id))


def pieces_to_publish(parts: Mapping[int, Sequence[Row]]) -> list[Piece]:
    """With what they say."""
    kept = to_publish(parts)
    said = documents([one.version_id for one in kept])
    return [
        Piece(one.kind, one.slug, said[one.version_id] | ({"use": "retired"} if one.said.retired else {}))
        for one in kept
    ]


def last_position(manuscript: Manuscript, kind: str) -> int:
    asked = select(func.max(Part.position)).where(Part.manuscript_id == manuscript.id, Part.kind == kind)
    return db.session.scalar(asked) or 0


def modules_without_manuscript() -> Sequence[ModuleVersion]:
    """The live versions that no open manuscript is about, by title."""
    newest = select(func.max(ModuleVersion.id)).group_by(ModuleVersion.module_id)
    is_open = select(Manuscript.id).where(
        Manuscript.closed_at.is_(None), Manuscript.module_id == ModuleVersion.module_id
    )
    return db.session.scalars(
        select(ModuleVersion)
        .where(ModuleVersion.id.in_(newest), ~is_open.exists())
        .order_by(ModuleVersion.title, ModuleVersion.id)
    ).all()


def is_worked_on(slug: str) -> bool:
    """Whether a module has ever been in a manuscript."""
    return db.session.scalar(select(Manuscript.id).filter_by(slug=slug).limit(1)) is not None


def from_workbench(version_ids: Sequence[int]) -> set[int]:
    """Which of these versions of modules were published from a manuscript; the others came by files."""
    found = select(Publication.module_version_id).where(Publication.module_version_id.in_(version_ids))
    return set(db.session.scalars(found))


def came_from_manuscript(version: ModuleVersion) -> bool:
    """Whether it was published in the browser, so that files may be older than it."""
    return db.session.scalar(select(Publication.id).filter_by(module_version_id=version.id)) is not None
