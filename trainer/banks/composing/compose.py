"""A text, its drafts and what was decided about them, put together as a module."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.banks.composing.about import About, Decision
from trainer.banks.composing.article import article, one_line, place_of
from trainer.banks.content import SHAPES, Fact, Item, Module, Source
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading import source as reading

THE_TEXT = "Text"  # the id of the one source: the text itself
EVIDENCE = "the text itself; not checked against other publications"
MARK = re.compile(rf"^(?:{reading.BULLET.strip()}|\d+\.)\s+")
FIRST = ("id", "kind", "objective", "level", "safety_critical", "use", "passage", "facts", "stem")


def compose(
    source: reading.Source,
    drafts: Sequence[Draft],
    decisions: Mapping[str, Decision],
    about: About,
    with_undecided: bool = False,
) -> Module:
    """The module whose items are the accepted drafts, each as it was edited; `decisions` are by the draft's id.

    With what is still undecided, the module has the facts of those drafts as well, not the drafts themselves. Raises
    ValueError (pydantic's) where an edited item or what `about` says has not the shape it needs.
    """
    facts = facts_of(drafts, about)
    accepted = [draft for draft in drafts if draft.id in decisions and decisions[draft.id].is_accepted]
    undecided = [draft for draft in drafts if draft.id not in decisions] if with_undecided else []
    needed = {facts[draft.id].id for draft in (*accepted, *undecided)}
    taught: dict[str, list[str]] = {}
    for draft in drafts:
        fact = facts[draft.id].id
        place = place_of(source, draft.passage_id, draft.quote)
        if fact in needed and fact not in taught.setdefault(place, []):
            taught[place].append(fact)
    documents = documents_of(source, drafts, about, {draft.id: decisions[draft.id] for draft in accepted})
    return Module(
        slug=about.slug,
        title=about.title,
        summary=about.summary,
        review_by=about.review_by,
        objectives=about.objectives,
        blueprint=about.blueprint,
        quiz=about.quiz,
        sources=(the_text(source, about),),
        facts=tuple({fact.id: fact for fact in facts.values() if fact.id in needed}.values()),
        material=article(source, taught),
        figures={},
        items=tuple(item_of(documents[draft.id]) for draft in accepted),
    )


def facts_of(drafts: Sequence[Draft], about: About) -> dict[str, Fact]:
    """What each draft rests on, by the draft's id: the words of the text. Drafts of the same words share a fact.

    Numbered over all drafts, so that a fact keeps its id whatever is decided.
    """
    by_words: dict[tuple[str, str], Fact] = {}
    found = {}
    for draft in drafts:
        words = (draft.passage_id, in_one_line(draft.quote))
        if words not in by_words:
            by_words[words] = Fact(
                id=f"F-{len(by_words) + 1}", says=words[1], use="key", sources=(THE_TEXT,), review_by=about.review_by
            )
        found[draft.id] = by_words[words]
    return found


def documents_of(
    source: reading.Source, drafts: Sequence[Draft], about: About, decisions: Mapping[str, Decision]
) -> dict[str, dict[str, Any]]:
    """Each draft as an item, as it was edited, by the draft's id."""
    facts = facts_of(drafts, about)
    documents = {}
    for draft in drafts:
        edited = decisions[draft.id].document if draft.id in decisions else None
        document = document_of(draft, about, facts[draft.id].id, edited)
        documents[draft.id] = document | {"passage": place_of(source, draft.passage_id, draft.quote)}
    return documents


def document_of(draft: Draft, about: About, fact: str, edited: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The item as items.yaml has it. What was edited counts, but not the id and what the draft rests on."""
    written: dict[str, Any] = {"objective": about.objective_of.get(draft.passage_id, "")}
    written |= draft.item if edited is None else edited
    written |= {"id": draft.id, "passage": draft.passage_id, "facts": [fact]}
    return {name: written[name] for name in FIRST if name in written} | written


def item_of(document: Mapping[str, Any]) -> Item:
    return SHAPES.get(str(document.get("kind")), Item).model_validate(document)


def the_text(source: reading.Source, about: About) -> Source:
    title = source.title or about.title
    origin = about.origin.file or "pasted text"
    return Source(
        id=THE_TEXT,
        citation=f"{title.rstrip('.')} ({origin})",
        evidence=EVIDENCE,
        checked_on=about.origin.read_on,
    )


def in_one_line(quote: str) -> str:
    """List items one behind the other, without their marks: in the article those are no words."""
    lines = [MARK.sub("", line.strip()) for line in quote.splitlines()] if "\n" in quote else [quote]
    said = ""
    for line in filter(None, lines):
        joint = "" if not said else " " if said.endswith((":", ".", ";", ",", "?", "!")) else "; "
        said += joint + line
    return one_line(said)
