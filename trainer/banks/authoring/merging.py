"""What one module rests on, put into another: passages, facts, sources, objectives, each under a name that is free."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from trainer.banks import material
from trainer.banks.authoring.parts import plain
from trainer.banks.content import Module

GROUNDS = ("about", "facts", "material")
NAMED = re.compile(r"^\{#([\w-]+)(?: facts=\"([^\"]*)\")?\}$", re.MULTILINE)


@dataclass(frozen=True)
class Merged:
    """`documents` by kind; `passages` says what a passage is called now, where another had its name."""

    documents: dict[str, dict[str, Any]]
    passages: dict[str, str]


def under_other_names(module: Module, *, fact_prefix: str, source_id: str) -> Module:
    """A module made from one text has facts F-1, F-2 and one source; another text has the same names."""
    names = {fact.id: fact_prefix + fact.id.removeprefix("F-") for fact in module.facts}
    facts = [fact.model_copy(update={"id": names[fact.id], "sources": (source_id,)}) for fact in module.facts]
    text = NAMED.sub(lambda found: heading(found[1], [names[one] for one in (found[2] or "").split()]), module.material)
    items = [item.model_copy(update={"facts": tuple(names[one] for one in item.facts)}) for item in module.items]
    sources = [one.model_copy(update={"id": source_id}) for one in module.sources]
    return module.model_copy(
        update={"facts": tuple(facts), "material": text, "items": tuple(items), "sources": tuple(sources)}
    )


def heading(name: str, facts: list[str]) -> str:
    return f'{{#{name} facts="{" ".join(facts)}"}}' if facts else f"{{#{name}}}"


def grounds_with(there: Mapping[str, Mapping[str, Any]], module: Module, *, text_id: int) -> Merged:
    """The documents of about, facts and material, with what the module's items need; what is there stays."""
    text, passages = article_with(str(there.get("material", {}).get("text", "")), module.material, text_id)
    about = dict(there.get("about", {}))
    served = {item.objective for item in module.items}
    objectives = [one for one in module.objectives if one.id in served]
    about["objectives"] = with_new(about.get("objectives", []), objectives)
    about["sources"] = with_new(about.get("sources", []), module.sources)
    for name in ("title", "summary", "review_by"):
        about.setdefault(name, plain(module)[name])
    facts = with_new(there.get("facts", {}).get("facts", []), module.facts)
    return Merged({"about": about, "facts": {"facts": facts}, "material": {"text": text}}, passages)


def with_new(rows: list, values) -> list:
    known = {row.get("id") for row in rows}
    return [*rows, *(plain(value) for value in values if value.id not in known)]


def article_with(article: str, more: str, text_id: int) -> tuple[str, dict[str, str]]:
    """The article with the passages of another behind it. One that says the same teaches the facts of both."""
    there = {passage.id: passage.text for passage in material.read(article).passages}
    coming = {passage.id: passage.text for passage in material.read(more).passages}
    names = {name: name if there.get(name, text) == text else f"{name}-{text_id}" for name, text in coming.items()}
    added: list[str] = []
    waiting: list[str] = []  # headings, until a passage comes below them
    for block in more.strip().split("\n\n"):
        found = NAMED.match(block)
        if found is None:
            waiting = [*waiting, block] if block.startswith("#") else waiting
            continue
        facts = (found[2] or "").split()
        if names[found[1]] in there:
            article = NAMED.sub(partial(taught, name=names[found[1]], facts=facts), article)
            continue
        added += [*waiting, heading(names[found[1]], facts) + block[found.end() :]]
        waiting = []
    return "\n\n".join(part for part in [article.strip(), *added] if part) + "\n", names


def taught(old: re.Match, name: str, facts: list[str]) -> str:
    if old[1] != name:
        return old[0]
    return heading(name, list(dict.fromkeys([*(old[2] or "").split(), *facts])))


def renamed_item(document: Mapping[str, Any], module: Module, passages: Mapping[str, str], name: str) -> dict[str, Any]:
    """The draft as it was accepted, resting on what things are called in the manuscript."""
    item = next(one for one in module.items if one.id == name)
    return {
        **document,
        "id": name,
        "passage": passages.get(item.passage, item.passage),
        "facts": list(item.facts),
        "objective": item.objective,
    }
