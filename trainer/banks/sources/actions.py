from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from trainer import clock, trail
from trainer.banks.cards import actions as cards
from trainer.banks.grounds import hash_of
from trainer.banks.models import ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.banks.sources import rules
from trainer.banks.sources.models import SourceChange, SourceLook, SourceMark
from trainer.db import db
from trainer.people.models import Person


@dataclass(frozen=True)
class Happened:
    """What happened to a publication. `kind` is one of rules.KINDS; `link`, where one can read of it, may be empty."""

    kind: str
    changed_on: date
    words: str
    link: str = ""


def reach_of(module: PublishedModule, source: str) -> rules.Reach:
    """What of a module version rests on a source."""
    return rules.reach_of(source, *grounds_of(module), resting_in(module))


def grounds_of(module: PublishedModule) -> tuple[list[tuple[str, set[str], set[str]]], dict[str, tuple[str, ...]]]:
    """Its passages and facts, as `rules.reach_of` takes them."""
    passages = [(one.id, set(one.sources), set(one.facts)) for one in module.material.passages]
    return passages, {fact.id: fact.sources for fact in module.content.facts}


def resting_in(module: PublishedModule) -> list[rules.Resting]:
    """In the order of the bank; what is retired rests on nothing any more."""
    lines = ((one.version_id, one.line) for one in module.kept)
    return [rules.Resting(number, line.passage, line.facts) for number, line in lines if line.use != "retired"]


def note(person: Person, live: ModuleVersion, module: PublishedModule, source: str, happened: Happened) -> SourceChange:
    """The source is not what it was: the passages that cite it and the items that rest on it are to be looked at."""
    change = SourceChange(
        module_id=live.module_id,
        source=source,
        kind=happened.kind,
        changed_on=happened.changed_on,
        words=happened.words,
        link=happened.link or None,
        noted_by_id=person.id,
        noted_at=clock.now(),
    )
    db.session.add(change)
    db.session.flush()
    reach = reach_of(module, source)
    for name in reach.passages:
        db.session.add(SourceMark(source_change_id=change.id, passage=name, text_hash=text_hash(module, name)))
    for one in reach.items:
        db.session.add(SourceMark(source_change_id=change.id, passage=one.passage, item_version_id=one.version_id))
    cards.note_staleness(live.module_id)
    trail.record(
        "source.changed",
        by=person,
        source=source,
        module=live.title,
        kind=happened.kind,
        on=happened.changed_on.isoformat(),
        words=happened.words,
        passages=len(reach.passages),
        items=len(reach.items),
    )
    return change


def text_hash(module: PublishedModule, passage_id: str) -> str:
    """Of what a passage says; empty where the module has none of that name."""
    passage = module.material.passage(passage_id)
    return hash_of(passage.text) if passage else ""


def look(person: Person, live: ModuleVersion, marks: Iterable[SourceMark], reason: str) -> None:
    """Somebody read what rests on the changed source again, and found it still right."""
    marks = list(marks)
    now = clock.now()
    for mark in marks:
        db.session.add(SourceLook(mark_id=mark.id, looked_by_id=person.id, reason=reason, recorded_at=now))
    db.session.flush()
    cards.note_staleness(live.module_id)
    trail.record(
        "source.looked_at",
        by=person,
        source=marks[0].change.source,
        module=live.title,
        passages=sum(one.item_version_id is None for one in marks),
        items=sum(one.item_version_id is not None for one in marks),
        reason=reason,
    )
