from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from trainer import clock, trail
from trainer.banks import queries as banks
from trainer.banks.authoring import queries, rules
from trainer.banks.authoring.models import Manuscript, Part, PartVersion, Submission
from trainer.banks.authoring.parts import KINDS, SINGLE, Piece, pieces_of
from trainer.banks.content import SLUG_MEND, is_slug
from trainer.banks.grounds import hash_of
from trainer.banks.models import ModuleVersion
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.people.models import Person

NAMED_INSIDE = ("item", "case", "model")  # their documents begin with their id
EMPTY: dict[str, dict[str, Any]] = {
    "about": {"objectives": [], "sources": []},
    "policy": {"minutes": 40, "attempts": 3, "per_days": 30, "wait_hours": 24},
    "blueprint": {},
    "facts": {"facts": []},
    "material": {"text": ""},
}


@dataclass(frozen=True)
class Conflict:
    """Somebody else saved the part in the meantime: `newest` is what they saved. Nothing was written."""

    newest: PartVersion


def open_manuscript(person: Person, version: ModuleVersion | None, slug: str, title: str) -> Manuscript:
    """Begin to work on a module as this version has it, or on a new one."""
    if not is_slug(slug):
        raise Refused(f"“{slug[:90]}” cannot be the short name of a module. {SLUG_MEND}")
    if earlier := queries.open_manuscript_of(slug):
        raise Refused(f"{earlier.title} is being worked on already. Go on in that manuscript.")
    if version is None and banks.live_version(slug) is not None:
        raise Refused(f"There is a module {slug} already. Begin from it, or choose another short name.")
    manuscript = Manuscript(
        slug=slug,
        title=title,
        module_id=version.module_id if version else None,
        based_on=version,
        begun_by=person,
        begun_at=clock.now(),
    )
    db.session.add(manuscript)
    db.session.flush()
    if version is None:
        pieces = [Piece(kind, kind, EMPTY[kind] | ({"title": title} if kind == "about" else {})) for kind in SINGLE]
        add_pieces(person, manuscript, pieces, origin="written")
    else:
        content = banks.published(version.id).whole
        copy_pieces(person, manuscript, list(pieces_of(content)), origin=f"{rules.AS_PUBLISHED}{version.number}")
    trail.record("manuscript.begun", by=person, manuscript=title, version=version.number if version else "none")
    return manuscript


def copy_pieces(person: Person, manuscript: Manuscript, pieces: Iterable[Piece], *, origin: str) -> None:
    """As `add_pieces`, into an empty manuscript and all at once: of a bank of thousands it takes a second."""
    at = Counter[str]()
    parts: list[dict[str, Any]] = []
    versions: list[dict[str, Any]] = []
    for piece in pieces:
        at[piece.kind] += 1
        place = {"kind": piece.kind, "slug": piece.slug, "position": at[piece.kind]}
        parts.append({"manuscript_id": manuscript.id, **place})
        said = {"number": 1, "document": dict(piece.document), "content_hash": hash_of(dict(piece.document))}
        whose = {"author_id": person.id, "saved_at": manuscript.begun_at, "note": "", "origin": origin}
        versions.append({**said, **whose, "retired": piece.document.get("use") == "retired"})
    db.session.execute(insert(Part.__table__), parts)
    rows = db.session.execute(select(Part.kind, Part.slug, Part.id).where(Part.manuscript_id == manuscript.id))
    ids = {(kind, slug): part_id for kind, slug, part_id in rows}
    for part, version in zip(parts, versions, strict=True):
        version["part_id"] = ids[part["kind"], part["slug"]]
    db.session.execute(insert(PartVersion.__table__), versions)


def add_pieces(
    person: Person, manuscript: Manuscript, pieces: Iterable[Piece], *, origin: str, note: str = ""
) -> list[PartVersion]:
    """Each piece as a part with its first version, after those that are there. Their names must be free."""
    at, now = {kind: queries.last_position(manuscript, kind) for kind in KINDS}, clock.now()
    made = []
    for piece in pieces:
        at[piece.kind] += 1
        part = Part(manuscript_id=manuscript.id, kind=piece.kind, slug=piece.slug, position=at[piece.kind])
        is_retired = piece.document.get("use") == "retired"
        made.append(version_of(person, part, 1, piece.document, origin=origin, note=note, retired=is_retired, at=now))
    db.session.add_all([version.part for version in made])
    db.session.flush()
    db.session.add_all(made)
    db.session.flush()
    return made


def add_part(
    person: Person,
    manuscript: Manuscript,
    kind: str,
    slug: str,
    document: Mapping[str, Any],
    note: str = "",
    origin: str = "written",
) -> PartVersion:
    require_open(manuscript)
    if kind not in KINDS or not is_slug(slug):
        raise Refused(f"“{slug[:90]}” cannot be a short name. {SLUG_MEND}")
    if queries.part_called(manuscript, kind, slug):
        raise Refused(f"There is a {kind} {slug} in this manuscript already. Choose another short name.")
    return add_pieces(person, manuscript, [Piece(kind, slug, named(kind, slug, document))], origin=origin, note=note)[0]


def save(
    person: Person,
    part: Part,
    document: Mapping[str, Any],
    seen_number: int,
    note: str = "",
    retired: bool = False,
    origin: str = "written",
) -> PartVersion | Conflict:
    """The next version of the part, after the one that this person saw. What says the same as that is not kept twice.

    Of two who save at just the same time the database refuses one: IntegrityError, uq_part_version_part_id_number.
    """
    require_open(part.manuscript)
    newest = queries.newest_version(part)
    if newest is None:
        raise Refused("This part has never been written.")
    if newest.number != seen_number:
        return Conflict(newest)
    said = named(part.kind, part.slug, document)
    if newest.retired == retired and newest.content_hash == hash_of(said):
        return newest
    origin = rules.RETIRED if retired else origin
    version = version_of(person, part, newest.number + 1, said, origin=origin, note=note, retired=retired)
    db.session.add(version)
    db.session.flush()
    return version


def close(person: Person, manuscript: Manuscript) -> None:
    """Nobody writes at it any more, and a new one can begin from the module. What was not published stays readable."""
    require_open(manuscript)
    manuscript.closed_at = clock.now()
    trail.record("manuscript.closed", by=person, manuscript=manuscript.title)


def reopen(person: Person, manuscript: Manuscript) -> None:
    if manuscript.closed_at is None:
        return
    if earlier := queries.open_manuscript_of(manuscript.slug):
        raise Refused(f"{earlier.title} is being worked on already, in a newer manuscript. Close that one first.")
    manuscript.closed_at = None
    trail.record("manuscript.reopened", by=person, manuscript=manuscript.title)


def submit(person: Person, version: PartVersion) -> Submission:
    """Hand a version over to whoever reviews it; only the newest one can be."""
    require_open(version.part.manuscript)
    states = queries.states(version.part)
    if len(states) != version.number:
        raise Refused("There is a newer version of this part. Hand that one in.")
    if states[-1] != rules.DRAFT:
        raise Refused(f"This version is {states[-1]}: there is nothing to hand in.")
    submission = Submission(part_version=version, submitted_by=person, submitted_at=clock.now())
    db.session.add(submission)
    db.session.flush()
    return submission


def version_of(
    person: Person,
    part: Part,
    number: int,
    document: Mapping[str, Any],
    *,
    origin: str,
    note: str = "",
    retired: bool = False,
    at=None,
) -> PartVersion:
    return PartVersion(
        part=part,
        number=number,
        document=dict(document),
        content_hash=hash_of(dict(document)),
        author_id=person.id,
        saved_at=at or clock.now(),
        note=note,
        retired=retired,
        origin=origin,
    )


def named(kind: str, slug: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """The document under the name of its part, whatever id it came with."""
    if kind not in NAMED_INSIDE:
        return dict(document)
    return {"id": slug, **{name: said for name, said in document.items() if name != "id"}}


def hold_manuscript(manuscript: Manuscript) -> None:
    """Until the transaction ends nobody else decides on its parts or publishes it. Read again what was read before."""
    hold(manuscript)
    db.session.refresh(manuscript, ["closed_at", "module_id"])


def require_open(manuscript: Manuscript) -> None:
    if manuscript.closed_at is not None:
        raise Refused(f"The manuscript {manuscript.title} is closed. Begin a new one from the module.")
