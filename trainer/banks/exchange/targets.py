"""Where questions are to go: an open manuscript, one begun from a module, a new one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from trainer.banks import material
from trainer.banks import queries as banks
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.parts import pieces_of
from trainer.banks.content import is_slug
from trainer.banks.exchange import documents, queries
from trainer.banks.exchange.rules import Mapping as Mapped
from trainer.banks.exchange.rules import There
from trainer.errors import Refused
from trainer.people.models import Person

GONE = "What these questions were to go into is not there any more. Choose again where they go."


@dataclass(frozen=True)
class Target:
    """Its objectives and passages as (id, words); `items` by their slugs, with what they say."""

    title: str
    manuscript: Manuscript | None = None
    objectives: Sequence[tuple[str, str]] = ()
    passages: Sequence[tuple[str, str]] = ()
    facts: Sequence[str] = ()
    taught: Mapping[str, Sequence[str]] = field(default_factory=dict)  # the facts of each passage
    items: Mapping[str, There] = field(default_factory=dict)
    said: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, list[str]]:
        return {
            "objective": [one for one, _ in self.objectives],
            "passage": [one for one, _ in self.passages],
            "facts": list(self.facts),
        }


def choices(under_way: Sequence[Manuscript]) -> list[tuple[str, str]]:
    """All that there are, for a form; a new one last."""
    found = [(f"manuscript {one.id}", f"Manuscript: {one.title}") for one in under_way]
    found += [
        (f"module {one.module.slug}", f"A new manuscript from version {one.number} of {one.title}")
        for one in manuscripts.modules_without_manuscript()
    ]
    return [*found, ("new", "A new module")]


def target_of(mapping: Mapped) -> Target:
    """As things stand now. Raises Refused where it is gone."""
    if manuscript := open_one(mapping):
        if manuscript.closed_at:
            raise Refused(GONE)
        return of_manuscript(manuscript)
    if mapping.kind == "manuscript":
        raise Refused(GONE)
    if mapping.kind == "module":
        version = banks.live_version(mapping.name)
        if version is None:
            raise Refused(GONE)
        pieces = list(pieces_of(banks.published(version.id).whole))
        said = {piece.slug: piece.document for piece in pieces if piece.kind == "item"}
        there = {slug: There(documents.content(one), 1, one.get("use") == "retired") for slug, one in said.items()}
        return with_grounds(Target(version.title, items=there, said=said), {one.kind: one.document for one in pieces})
    if manuscripts.open_manuscript_of(mapping.name) or banks.live_version(mapping.name):
        raise Refused(f"There is {mapping.name} already. Choose it from the list, or give another short name.")
    return Target(mapping.title or mapping.name)


def open_one(mapping: Mapped) -> Manuscript | None:
    """The manuscript that the questions go into, where it is open already."""
    if mapping.kind == "manuscript":
        return manuscripts.manuscript(int(mapping.name))
    return manuscripts.open_manuscript_of(mapping.name) if mapping.kind == "module" else None


def of_manuscript(manuscript: Manuscript) -> Target:
    digests, there, said = queries.digests(manuscript), {}, {}
    for row in queries.items_of(manuscript):
        digest = digests.get(row.part_id, "")
        there[row.slug] = There(documents.content(row.document), row.number, row.retired, digest)
        said[row.slug] = row.document
    pieces = manuscripts.newest_pieces(manuscript, "about", "material", "facts")
    target = Target(manuscript.title, manuscript, items=there, said=said)
    return with_grounds(target, {one.kind: one.document for one in pieces})


def grounds_of(mapping: Mapped, under_way: Sequence[Manuscript]) -> Target:
    """Without its items: what a form asks about."""
    manuscript = next((one for one in under_way if mapping.target == f"manuscript {one.id}"), None)
    manuscript = manuscript or open_one(mapping)
    if manuscript is not None and not manuscript.closed_at:
        pieces = manuscripts.newest_pieces(manuscript, "about", "material", "facts")
        return with_grounds(Target(manuscript.title, manuscript), {one.kind: one.document for one in pieces})
    return target_of(mapping)


def with_grounds(target: Target, single: Mapping[str, Mapping[str, Any]]) -> Target:
    """With the objectives, passages and facts that these parts name, as far as they are written yet."""
    objectives = [one for one in single.get("about", {}).get("objectives") or () if isinstance(one, dict)]
    facts = [one for one in single.get("facts", {}).get("facts") or () if isinstance(one, dict)]
    passages = material.read(str(single.get("material", {}).get("text", ""))).passages
    return Target(
        target.title,
        target.manuscript,
        [(str(one.get("id")), str(one.get("text", one.get("id")))) for one in objectives if one.get("id")],
        [(one.id, f"{one.id}: {one.text[:60]}") for one in passages],
        [str(one.get("id")) for one in facts],
        {one.id: one.facts for one in passages},
        target.items,
        target.said,
    )


def opened(person: Person, mapping: Mapped) -> Manuscript:
    """The manuscript, begun now where it is not there yet."""
    target = target_of(mapping)
    if target.manuscript is not None:
        return target.manuscript
    if mapping.kind == "module":
        return authoring.open_manuscript(person, banks.live_version(mapping.name), mapping.name, target.title)
    if not is_slug(mapping.name):
        raise Refused("Give the new module a short name.")
    return authoring.open_manuscript(person, None, mapping.name, target.title)
