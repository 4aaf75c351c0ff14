"""The files that there are and what a module says now, put together: what did not change stays as it is spelled."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from trainer.banks.authoring.writing_back.blocks import Block, spelled
from trainer.banks.composing import bank_files, item_entry, own_items, plain
from trainer.banks.composing.files import head_blocks
from trainer.banks.composing.writing import entry, in_files
from trainer.banks.content import SHAPES, Case, Fact, Head, Item, ItemModel, Module
from trainer.reading import LARGEST

Write = Callable[[Any], str]
Read = Callable[[Any], BaseModel]
ANY = TypeAdapter(Any)


def merged(module: Module, there: Mapping[str, str]) -> dict[str, str | None]:
    """Text by path below the module's folder, None for a file that goes. `there` is what the folder holds now.

    Comments stay with what did not change, and items in the file that somebody put them into. Open drafts stay where
    they are; those that became items are items now.
    """
    fresh = bank_files(module)
    files: dict[str, str | None] = {name: None for name in there if is_bank_file(name)}
    files |= {name: text for name, text in fresh.items() if not name.endswith(".yaml")}
    files["module.yaml"] = merged_head(module, there.get("module.yaml", ""), fresh["module.yaml"])
    facts = [(fact.id, fact) for fact in module.facts]
    files |= merged_lists(there, "facts", facts, reader(Fact), lambda fact: entry(plain(fact)))
    cases = [(case.id, case) for case in module.cases]
    files |= merged_lists(there, "cases", cases, reader(Case), lambda case: entry(plain(case)))
    models = [(model.id, model) for model in module.models]
    files |= merged_lists(there, "models", models, reader(ItemModel), lambda model: entry(plain(model), is_exact=True))
    items = [(item.id, item) for item in own_items(module)]
    files |= merged_lists(there, "items", items, read_item, lambda item: entry(item_entry(item)))
    files |= without_accepted(there, {item_id for item_id, _ in items})
    for name in ("facts.yaml", "items.yaml"):  # these have to be there, though they may be empty
        if not any(files.get(other) for other in files if other.startswith(name.removesuffix(".yaml"))):
            files[name] = fresh[name]
    return files


def is_bank_file(name: str) -> bool:
    """Whether reading a module's folder would look at it, but for what nobody has decided yet."""
    if "/" in name:
        return name.startswith("figures/") and name.endswith(".svg")
    return name == "material.md" or (name.endswith(".yaml") and name.startswith(("cases", "facts", "items", "models")))


def reader(shape: type[BaseModel]) -> Read:
    return shape.model_validate


def read_item(value: Any) -> Item:
    kind = value.get("kind") if isinstance(value, dict) else None
    return SHAPES.get(str(kind), Item).model_validate(value)


def merged_head(module: Module, text: str, fresh: str) -> str:
    before = spelled(text)
    kept = {block.name: block for block in before.blocks} if before else {}
    said = read_or_none(reader(Head), {name: block.value for name, block in kept.items()})
    if before is None or not isinstance(said, Head):
        return fresh
    pieces = []
    for name, text in head_blocks(module).items():
        is_same = name in kept and as_said(getattr(said, name)) == as_said(getattr(module, name))
        pieces.append(kept[name].text if is_same else text)
    return before.head + spaced(pieces)


def merged_lists(
    there: Mapping[str, str], stem: str, wanted: Sequence[tuple[str, Any]], read: Read, write: Write
) -> dict[str, str | None]:
    """The files whose names begin with `stem`, in the order in which they are read."""
    names = [name for name in sorted(there) if name.startswith(stem) and name.endswith(".yaml") and "/" not in name]
    before = {name: spelled(there[name]) for name in names}
    kept: dict[str, tuple[str, Block]] = {}
    for name, found in before.items():
        for block in found.blocks if found else ():
            if isinstance(block.value, dict):
                kept.setdefault(str(block.value.get("id")), (name, block))
    files: dict[str, list[str]] = {}
    for name, (value_id, value) in zip(places(names, wanted, kept, f"{stem}.yaml"), wanted, strict=True):
        files.setdefault(name, []).append(spelling(kept.get(value_id), value, read) or write(value))
    heads = {name: found.head for name, found in before.items() if found}
    whole: dict[str, str | None] = {name: heads.get(name, "") + spaced(pieces) for name, pieces in files.items()}
    if all(len((text or "").encode()) <= LARGEST for text in whole.values()):
        return whole
    told = [spaced([piece, ""]) for pieces in files.values() for piece in pieces]
    return {**in_files(f"{stem}.yaml", next(iter(heads.values()), ""), told, "")}


def places(
    names: Sequence[str], wanted: Sequence[tuple[str, Any]], kept: Mapping[str, tuple[str, Block]], usual: str
) -> list[str]:
    """The file of each entry: its own, that of its neighbor for a new one; all in one where order asks for it."""
    found: list[str] = []
    for value_id, _ in wanted:
        before = found[-1] if found else next((kept[one][0] for one, _ in wanted if one in kept), usual)
        found.append(kept[value_id][0] if value_id in kept else before)
    return found if found == sorted(found) else [usual] * len(found)


def spelling(kept: tuple[str, Block] | None, value: BaseModel, read: Read) -> str:
    """How it is spelled already where that says just this, else ""."""
    return kept[1].text if kept and says_the_same(read_or_none(read, kept[1].value), value) else ""


def read_or_none(read: Read, value: Any) -> BaseModel | None:
    try:
        return read(value)
    except ValidationError:
        return None


def says_the_same(before: BaseModel | None, now: BaseModel) -> bool:
    if isinstance(before, Item) and isinstance(now, Item):
        now = now.model_copy(update={"case_text": ""})
        return before.as_document() == now.as_document() and before.waivers == now.waivers
    return before is not None and before.model_dump_json() == now.model_dump_json()


def as_said(value: Any) -> bytes:
    return ANY.dump_json(value)


def spaced(pieces: Iterable[str]) -> str:
    """Each piece on lines of its own, an empty line between two unless their author wanted none."""
    text = ""
    for piece in pieces:
        text += "" if not text or text.endswith("\n") else "\n"
        text += piece
    return text


def without_accepted(there: Mapping[str, str], items: set[str]) -> dict[str, str | None]:
    files: dict[str, str | None] = {}
    for name, text in there.items():
        found = spelled(text) if name.startswith("drafts") and name.endswith(".yaml") else None
        if found is None:
            continue
        left = [
            block.text
            for block in found.blocks
            if not (isinstance(block.value, dict) and block.value.get("id") in items)
        ]
        files[name] = found.head + spaced(left) if left else None
    return files
