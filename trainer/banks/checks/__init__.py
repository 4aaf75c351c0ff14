"""Whether a module holds together: every link of the chain leads somewhere, and its blueprint can be met.

Each check looks at the whole module and yields a fault for everything it finds, with the line of the value at fault.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from trainer.banks import figures
from trainer.banks.checks.article import passages_are_named, passages_lead_somewhere, pictures_are_whole
from trainer.banks.checks.bank import cases_are_asked_about, item_fits_in, item_is_whole
from trainer.banks.checks.blueprint import blueprint_can_be_met
from trainer.banks.checks.drafts import quotes_are_in_the_article
from trainer.banks.checks.models import keys_are_balanced, models_are_proven
from trainer.banks.checks.notes import Note
from trainer.banks.checks.parts import DraftRow, ModelRow, Parts, Waived, at, candidates
from trainer.banks.checks.writing import item_is_well_written
from trainer.reading import Document, Fault, Path_

__all__ = ["DraftRow", "ModelRow", "Note", "Parts", "Waived", "all_faults", "candidates"]


def all_faults(parts: Parts) -> Iterator[Fault]:
    if parts.material is not None:
        yield from passages_are_named(parts)
        yield from passages_lead_somewhere(parts)
        yield from pictures_are_whole(parts)
    for name, text in parts.figures.items():
        for line, message, mend in figures.flaws(text):
            yield Fault(f"{parts.material_file.rpartition('/')[0]}/{name}", line, "figure-unsafe", message, mend)
    yield from ids_are_single(parts)
    yield from facts_are_sound(parts)
    yield from cases_are_asked_about(parts)
    for item, document, path in parts.items:
        if item.made is None:
            yield from item_fits_in(parts, item, document, path)
            if item.id not in parts.known:
                yield from item_is_whole(item, document, path)
                yield from item_is_well_written(parts, item, document, path)
    yield from quotes_are_in_the_article(parts)
    yield from models_are_proven(parts)
    yield from keys_are_balanced(parts)
    if parts.head is not None:
        yield from blueprint_can_be_met(parts, parts.head)


def ids_are_single(parts: Parts) -> Iterator[Fault]:
    if parts.head is not None:
        for name in ("objectives", "sources"):
            rows = [(one.id, parts.head_file, (name, n)) for n, one in enumerate(getattr(parts.head, name))]
            yield from repeated(name.rstrip("s"), rows)
    yield from repeated("fact", [(fact.id, document, path) for fact, document, path in parts.facts])
    yield from repeated("case", [(case.id, document, path) for case, document, path in parts.cases])
    items = [(item.id, document, path) for item, document, path in parts.items]
    left_aside = [(row.item.id, row.document, row.path) for row in parts.drafts if not row.is_accepted]
    yield from repeated("item", [*items, *left_aside])
    if parts.material is not None:
        for passage_id, count in Counter(passage.id for passage in parts.material.passages).items():
            if count > 1:
                last = [p.line for p in parts.material.passages if p.id == passage_id][-1]
                yield Fault(
                    parts.material_file,
                    last,
                    "duplicate-id",
                    f"The passage id {passage_id} is used {count} times.",
                    "Give each passage an id of its own.",
                )


def repeated(what: str, rows: Iterable[tuple[str, Document, Path_]]) -> Iterator[Fault]:
    first: dict[str, tuple[Document, Path_]] = {}
    for row_id, document, path in rows:
        if row_id in first:
            earlier, earlier_path = first[row_id]
            yield at(
                document,
                path,
                "duplicate-id",
                f"The {what} id {row_id} is already used in {earlier.file}, line {earlier.line(earlier_path)}.",
                "Give one of them another id.",
            )
        first.setdefault(row_id, (document, path))


def facts_are_sound(parts: Parts) -> Iterator[Fault]:
    sources = parts.known_sources
    taught = {fact for passage in parts.material.passages for fact in passage.facts} if parts.material else None
    for fact, document, path in parts.facts:
        for number, source in enumerate(fact.sources):
            if sources is not None and source not in sources:
                yield at(
                    document,
                    (*path, "sources", number),
                    "unknown-source",
                    f"Fact {fact.id} rests on {source}, which module.yaml does not have.",
                    "Add the source, or correct its id.",
                )
        if fact.use == "qualified" and not fact.qualifier:
            yield at(
                document,
                path,
                "fact-qualifier",
                f"Fact {fact.id} is qualified, but by what?",
                "Add `qualifier:` with what a stem has to say.",
            )
        if taught is not None and fact.id not in taught:
            yield at(
                document,
                path,
                "fact-not-taught",
                f"No passage teaches fact {fact.id}.",
                'Add it to a passage: {#id facts="..."}.',
            )
