"""A module in the pieces that are written and reviewed one by one, and put together again without loss."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from trainer.banks.content import Item, Module, Value, item_of
from trainer.banks.content.models import ItemModel
from trainer.banks.generation.generate import as_item
from trainer.banks.generation.proof import Proof, prove, published

# In the order in which they are read. Each of the first five is there once, and its slug is its kind.
KINDS = ("about", "policy", "blueprint", "facts", "material", "figure", "case", "item", "model")
SINGLE = KINDS[:5]
ABOUT = ("title", "summary", "review_by", "objectives", "sources")


@dataclass(frozen=True)
class Piece:
    """`document` by kind: facts {"facts": [...]}, material and figure {"text": ...}, all others as the files have them.

    A figure's slug is its file's name, without figures/ and .svg.
    """

    kind: str
    slug: str
    document: dict[str, Any]


def pieces_of(module: Module) -> Iterator[Piece]:
    """Every word of the module in just one piece. Variants are left out: their models make them."""
    said = plain(module)
    yield Piece("about", "about", {name: said[name] for name in ABOUT})
    yield Piece("policy", "policy", said["quiz"])
    yield Piece("blueprint", "blueprint", said["blueprint"])
    yield Piece("facts", "facts", {"facts": [plain(fact) for fact in module.facts]})
    yield Piece("material", "material", {"text": module.material})
    for file, drawing in module.figures.items():
        yield Piece("figure", figure_slug(file), {"text": drawing})
    for case in module.cases:
        yield Piece("case", case.id, plain(case))
    for item in module.items:
        if item.made is None:
            yield Piece("item", item.id, item_document(item, module))
    for model in module.models:
        yield Piece("model", model.id, plain(model))


def item_document(item: Item, module: Module) -> dict[str, Any]:
    """As items.yaml has it: the story stands with its case. A published item has its waivers with the module."""
    waivers = item.waivers or module.waivers.get(item.id, ())
    document = plain(item.model_copy(update={"case_text": "", "waivers": waivers}))
    return {"id": item.id, "kind": item.kind} | document


def plain(value: Value) -> dict[str, Any]:
    return value.model_dump(mode="json", exclude_defaults=True, exclude_none=True)


def module_of(slug: str, pieces: Iterable[Piece]) -> Module:
    """The module that the pieces make, variants included. Raises ValidationError (pydantic's) where one has not the
    shape it needs; whether they hold together is for `banks.checks` to say."""
    by_kind: dict[str, dict[str, dict]] = {kind: {} for kind in KINDS}
    for piece in pieces:
        by_kind[piece.kind][piece.slug] = piece.document
    stories = {name: case.get("text", "") for name, case in by_kind["case"].items()}
    models = [ItemModel.model_validate(document) for document in by_kind["model"].values()]
    items = [with_story(document, stories) for document in by_kind["item"].values()]
    return Module.model_validate(
        {
            **by_kind["about"].get("about", {}),
            "slug": slug,
            "quiz": by_kind["policy"].get("policy", {}),
            "blueprint": by_kind["blueprint"].get("blueprint", {}),
            "facts": by_kind["facts"].get("facts", {}).get("facts", []),
            "material": by_kind["material"].get("material", {}).get("text", ""),
            "figures": {figure_file(name): figure["text"] for name, figure in by_kind["figure"].items()},
            "cases": list(by_kind["case"].values()),
            "models": models,
            "items": [*items, *(variant for model in models for variant in variants_of(model))],
        }
    )


def with_story(document: Mapping[str, Any], stories: Mapping[str, str]) -> Item:
    return item_of({**document, "case_text": stories.get(document.get("case") or "", "")})


def variants_of(model: ItemModel) -> list[Item]:
    return items_of(model, prove(model))


def items_of(model: ItemModel, proof: Proof) -> list[Item]:
    """Those that would be published, of what was proven."""
    return [as_item(one).model_copy(update={"waivers": model.waivers}) for one in published(model, proof=proof)]


def figure_slug(file: str) -> str:
    return file.removeprefix("figures/").removesuffix(".svg")


def figure_file(slug: str) -> str:
    return f"figures/{slug}.svg"
