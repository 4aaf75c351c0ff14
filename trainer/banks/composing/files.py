"""A module as the files that an educator would write."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.banks.composing.about import About, Decision
from trainer.banks.composing.compose import documents_of, in_one_line
from trainer.banks.composing.writing import entries, written
from trainer.banks.content import Item, Module
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading.source import Source

HEAD = """\
# What the module is for and how it is asked. Proposed from a text: read every line and make it yours.
# Each field is explained in question_banks/README.md.

"""
FACTS = """\
# What the module claims: the sentences of the text that a question rests on, word for word.
# They are only as good as the text. `use: teach` keeps a sentence from being the only ground of a key.

"""
DRAFTS = """\
# Proposed questions. None is asked until its `decision:` says who accepted it:
#     decision: {accepted: true, by: Your Name, on: 2026-11-26, reason: optional here}
#     decision: {accepted: false, by: Your Name, on: 2026-11-26, reason: why not}
# `flask --app wsgi banks decide SLUG` walks through them and writes the line. Edit the questions as you like;
# `quote` is the place in the text that each of them rests on.

"""
ITEMS = "# The questions.\n\n"


def as_files(module: Module, drafts: Iterable[Mapping[str, Any]] = ()) -> dict[str, str]:
    """Text by path below the module's folder. `drafts` are entries of drafts.yaml, as `draft_entries` makes them."""
    files = {
        "module.yaml": HEAD + head(module),
        "facts.yaml": FACTS + (entries(plain(fact) for fact in module.facts) or "[]\n"),
        "material.md": module.material,
    }
    if rows := list(drafts):
        files["drafts.yaml"] = DRAFTS + entries(rows)
    if module.items or not rows:
        files["items.yaml"] = ITEMS + (entries(item_entry(item) for item in module.items) or "[]\n")
    return files | module.figures


def head(module: Module) -> str:
    said = plain(module)
    blocks = [{name: said[name] for name in ("title", "summary", "review_by")}]
    blocks += [{name: said[name]} for name in ("objectives", "blueprint", "quiz", "sources")]
    return "\n".join(written(block) for block in blocks)


def plain(value: Any) -> dict[str, Any]:
    """Its fields without those that say what would be so anyway."""
    return value.model_dump(exclude_defaults=True, exclude_none=True)


def item_entry(item: Item) -> dict[str, Any]:
    return {"id": item.id, **plain(item)} if item.made is None else plain(item)


def draft_entries(
    source: Source, drafts: Sequence[Draft], about: About, decisions: Mapping[str, Decision] | None = None
) -> list[dict[str, Any]]:
    """Each draft as drafts.yaml has it."""
    decided = decisions or {}
    documents = documents_of(source, drafts, about, decided)
    return [documents[draft.id] | {"draft": note_of(draft, decided.get(draft.id))} for draft in drafts]


def note_of(draft: Draft, decision: Decision | None) -> dict[str, Any]:
    outcome: Any = "open"
    if decision is not None:
        outcome = {"accepted": decision.is_accepted, "by": decision.by, "on": decision.on}
        outcome |= {"reason": decision.reason} if decision.reason else {}
    return {"generator": draft.generator, "quote": in_one_line(draft.quote), "decision": outcome}
