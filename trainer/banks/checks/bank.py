"""Items: whether each holds together and rests on what the module teaches."""

from collections.abc import Iterator

from trainer.banks import material
from trainer.banks.checks.parts import Parts, at
from trainer.banks.content import Fact, Item
from trainer.banks.kinds import kind_of
from trainer.banks.lint.wording import content_words
from trainer.banks.material import Passage
from trainer.reading import Document, Fault, Path_


def item_is_sound(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    yield from item_is_whole(item, document, path)
    yield from item_fits_in(parts, item, document, path)


def item_is_whole(item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    """What its kind asks of it, whatever the module is like."""
    for place, rule, message, mend in kind_of(item).flaws(item):
        yield at(document, (*path, *place), rule, message, mend)


def item_fits_in(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    yield from objective_is_known(parts, item, document, path)
    yield from figure_is_there(parts, item, document, path)
    yield from sources_are_known(parts, item, document, path)
    passage = parts.material.passage(item.passage) if parts.material else None
    if parts.material is not None and passage is None:
        yield at(
            document,
            (*path, "passage"),
            "unknown-passage",
            f"Item {item.id} points at passage {item.passage}, which material.md does not have.",
            "Correct the id, or write the passage.",
        )
    yield from facts_are_taught(parts, item, passage, document, path)


def objective_is_known(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    if parts.head is None:
        return
    objectives = {objective.id: objective for objective in parts.head.objectives}
    if item.objective not in objectives:
        yield at(
            document,
            (*path, "objective"),
            "unknown-objective",
            f"Item {item.id} serves {item.objective}, which module.yaml does not have.",
            f"Use one of: {', '.join(objectives)}.",
        )
    elif item.safety_critical and not objectives[item.objective].safety_critical:
        yield at(
            document,
            (*path, "safety_critical"),
            "safety-mark",
            f"Item {item.id} is marked safety-critical, its objective {item.objective} is not.",
            "Mark the objective as well, or take the mark off the item.",
        )


def figure_is_there(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    if item.figure and item.figure not in parts.figures and item.figure not in parts.unread_figures:
        message = f"Item {item.id} shows {item.figure}, and there is no such drawing."
        yield at(document, (*path, "figure"), "figure-missing", message, "Add it in figures/.")
    if item.figure and not item.alternative:
        message = f"The figure of item {item.id} has no text alternative."
        mend = "Add `alternative:` with what a reader who cannot see it needs, without giving the key away."
        yield at(document, (*path, "figure"), "figure-alt", message, mend)


def cases_are_asked_about(parts: Parts) -> Iterator[Fault]:
    """Each case has several items, of one use; each item's case is there."""
    known = {case.id for case, _, _ in parts.cases}
    uses: dict[str, list[str]] = {}
    for item, document, path in parts.items:
        if item.case is None:
            continue
        uses.setdefault(item.case, []).append(item.use)
        if item.case not in known:
            message = f"Item {item.id} belongs to case {item.case}, which cases.yaml does not have."
            yield at(document, (*path, "case"), "unknown-case", message, "Add the case, or correct its id.")
    for case, document, path in parts.cases:
        if parts.items_are_whole and len(uses.get(case.id, [])) < 2:
            message = f"Case {case.id} has fewer than two items."
            yield at(document, path, "case", message, "Write another item about it, or put its story into the stem.")
        elif len(set(uses.get(case.id, []))) > 1:
            message = f"The items of case {case.id} are not all of one use."
            yield at(document, path, "case", message, "They stay together: give all of them the same `use:`.")


def sources_are_known(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    texts = [(("stem",), item.stem), *((place, text) for place, _, text in kind_of(item).texts(item))]
    for place, text in texts:
        if "[@" not in text:
            continue
        if broken := material.looks_like_citation(material.CITATION.sub("", text)):
            message = f"Item {item.id} has a citation that cannot be read: {broken}"
            yield at(document, (*path, *place), "unknown-source", message, material.CITATION_MEND)
        for source in material.cited_in(text):
            if parts.known_sources is not None and source not in parts.known_sources:
                yield at(
                    document,
                    (*path, *place),
                    "unknown-source",
                    f"Item {item.id} cites {source}, which module.yaml does not have.",
                    "Add the source, or correct its id.",
                )


def facts_are_taught(
    parts: Parts, item: Item, passage: Passage | None, document: Document, path: Path_
) -> Iterator[Fault]:
    facts = {fact.id: fact for fact, _, _ in parts.facts}
    for number, fact_id in enumerate(item.facts):
        if parts.facts_are_whole and fact_id not in facts:
            yield at(
                document,
                (*path, "facts", number),
                "unknown-fact",
                f"Item {item.id} rests on {fact_id}, which facts.yaml does not have.",
                "Add the fact, or correct its id.",
            )
        elif passage is not None and fact_id not in passage.facts:
            yield at(
                document,
                (*path, "facts", number),
                "fact-not-taught",
                f"Item {item.id} rests on {fact_id}, but passage {passage.id} does not teach it.",
                "Point at the passage that does, or add the fact to it.",
            )
    known = [facts[fact_id] for fact_id in item.facts if fact_id in facts]
    yield from qualifiers_are_said(item, known, document, path)
    if item.use == "scored" and len(known) == len(item.facts) and all(fact.use == "teach" for fact in known):
        yield at(
            document,
            (*path, "facts"),
            "fact-not-scorable",
            f"Item {item.id} rests on nothing that may be scored.",
            "Rest it on another fact, or write `use: practice`.",
        )


def qualifiers_are_said(item: Item, facts: list[Fact], document: Document, path: Path_) -> Iterator[Fault]:
    """A key that rests on a qualified fact is right only under its qualifier, so the learner has to read it first."""
    if item.use != "scored":
        return
    said = content_words(f"{item.case_text} {item.stem} {getattr(item, 'text', '')}")
    for fact in facts:
        wanted = content_words(fact.qualifier or "") if fact.use == "qualified" else frozenset()
        if wanted and len(wanted & said) < SAID * len(wanted):
            message = f"Item {item.id} rests on {fact.id}, and its stem does not say: {fact.qualifier}."
            mend = "Put the qualifier into the stem, in these words or near them."
            yield at(document, (*path, "stem"), "qualifier-missing", message, mend)


SAID = 0.6  # share of the qualifier's telling words that the stem has to have
