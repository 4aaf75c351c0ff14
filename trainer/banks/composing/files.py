"""A module as the files that an educator would write."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from trainer.banks.composing.about import About, Decision
from trainer.banks.composing.compose import documents_of, in_one_line
from trainer.banks.composing.writing import entries, entry, in_files, written
from trainer.banks.content import Head, Item, Module
from trainer.banks.drafting import Draft
from trainer.banks.drafting.reading.source import Source

EXPLAINED = "# Each field is explained in question_banks/README.md.\n\n"
HEAD = f"""\
# What the module is for and how it is asked. Proposed from a text: read every line and make it yours.
{EXPLAINED}"""
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
    """A module made of a text. `drafts` are entries of drafts.yaml, as `draft_entries` makes them."""
    files = bank_files(module)
    files["module.yaml"] = HEAD + head(module)
    files["facts.yaml"] = FACTS + (entries(plain(fact) for fact in module.facts) or "[]\n")
    if rows := list(drafts):
        files["drafts.yaml"] = DRAFTS + entries(rows)
    if rows and not module.items:
        del files["items.yaml"]
    return files


def bank_files(module: Module) -> dict[str, str]:
    """Text by path below the module's folder: what reads back as just this module."""
    lists = {
        "facts.yaml": entries(map(plain, module.facts)) or "[]\n",
        "cases.yaml": entries(map(plain, module.cases)),
        "models.yaml": entries(map(plain, module.models), is_exact=True),
        **in_files("items.yaml", ITEMS, [entry(item_entry(item)) for item in own_items(module)] or ["[]\n"]),
    }
    said = {name: text for name, text in lists.items() if text}
    return {"module.yaml": EXPLAINED + head(module), "material.md": module.material, **said, **module.figures}


def own_items(module: Module) -> list[Item]:
    """Those that somebody wrote; variants are made again from their models."""
    return [item for item in module.items if item.made is None]


def head(module: Module) -> str:
    blocks = head_blocks(module)
    about = "".join(blocks.pop(name) for name in ("title", "summary", "review_by"))
    return "\n".join([about, *blocks.values()])


def head_blocks(module: Module) -> dict[str, str]:
    """The fields of module.yaml, each as it is written there."""
    said = plain(module)
    return {name: written({name: said[name]}) for name in Head.model_fields}


def plain(value: Any) -> dict[str, Any]:
    """Its fields without those that say what would be so anyway."""
    return value.model_dump(exclude_defaults=True, exclude_none=True)


def item_entry(item: Item) -> dict[str, Any]:
    """As items.yaml has it: the story of its case stands in cases.yaml."""
    return {"id": item.id, **plain(item.model_copy(update={"case_text": ""}))}


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
