"""A composed module, checked as `banks check` checks its files, and each fault led back to the part it is about.

Nothing is written and read for it: of thousands of items that alone would take many seconds.
"""

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from trainer.banks import checks, figures, material
from trainer.banks.authoring.parts import figure_slug
from trainer.banks.content import Head, Module
from trainer.banks.generation.proof import prove
from trainer.reading import LARGEST, Document, Fault

ITEMS, MODELS, CASES, FACTS, HEAD, ARTICLE = (
    "items.yaml",
    "models.yaml",
    "cases.yaml",
    "facts.yaml",
    "module.yaml",
    "material.md",
)
OF_LIST = {ITEMS: "item", MODELS: "model", CASES: "case"}
OF_FILE = {FACTS: "facts", ARTICLE: "material"}
OF_HEAD = {"blueprint": "blueprint", "quiz": "policy"}  # the fields of module.yaml that are parts of their own
NUL = "\0"
Key = tuple[str, str]  # a part's kind and slug


@dataclass
class Problem:
    """What blocks the publication. `part` is empty where it is about all of it."""

    rule: str
    message: str
    mend: str
    part: Key | None = None


@dataclass(frozen=True)
class Sheets:
    """The module as the check wants it. An entry of a list stands on the line of its number: faults tell it by that."""

    parts: checks.Parts
    names: dict[str, list[str]]

    @classmethod
    def of(cls, module: Module, known: AbstractSet[str]) -> "Sheets":
        head = Document(HEAD, lines={(name,): line for line, name in enumerate(Head.model_fields, 1)})
        parts = checks.Parts(module, head)
        parts.known = known
        facts = Document(FACTS)
        parts.facts = [(fact, facts, ()) for fact in module.facts]
        parts.cases = [(case, on_line(CASES, number), ()) for number, case in enumerate(module.cases, 1)]
        parts.material, parts.material_file = material.read(module.material), ARTICLE
        parts.figures = dict(module.figures)
        own = [item for item in module.items if item.made is None]
        parts.items = [(item, on_line(ITEMS, number), ()) for number, item in enumerate(own, 1)]
        sheets = {model.id: on_line(MODELS, number) for number, model in enumerate(module.models, 1)}
        parts.models = [checks.ModelRow(model, prove(model), sheets[model.id], ()) for model in module.models]
        parts.items += [(item, sheets[item.made.model], ()) for item in module.items if item.made]
        names = {
            ITEMS: [one.id for one in own],
            MODELS: list(sheets),
            CASES: [one.id for one in module.cases],
        }
        return cls(parts, names)

    def part_of(self, fault: Fault) -> Key | None:
        name = fault.file.removeprefix("/")
        if name in OF_FILE:
            return OF_FILE[name], OF_FILE[name]
        if name.startswith("figures/"):
            return "figure", figure_slug(name)
        if name in OF_LIST:
            return OF_LIST[name], self.names[name][fault.line - 1]
        kind = OF_HEAD.get(list(Head.model_fields)[fault.line - 1], "about") if fault.line else "about"
        return kind, kind


def on_line(file: str, number: int) -> Document:
    return Document(file, lines={(): number})


def problems_of(module: Module, known: AbstractSet[str] = frozenset()) -> Iterator[Problem]:
    """All that the check finds; where there is no item at all, that too.

    `known`: items that read as they are published: whether they are well written was asked then. Whether they still
    fit in with the rest is asked again.
    """
    sheets = Sheets.of(module, known)
    if not module.items:
        yield Problem("no-items", "The module has no items.", "Write at least one, and have it approved.")
    for fault in sorted(checks.all_faults(sheets.parts)):
        yield Problem(fault.rule, fault.message, fault.mend, sheets.part_of(fault))


def unreadable(module: Module) -> Iterator[Problem]:
    """What could be written into files, and not be read from them again."""
    texts = [("material", "material", module.material, LARGEST)]
    texts += [("figure", figure_slug(file), text, figures.LARGEST) for file, text in module.figures.items()]
    for kind, slug, text, largest in texts:
        if len(text.encode()) > largest:
            message = f"It has {len(text.encode()) / 1e6:,.1f} MB; the limit is {largest / 1e6:,.1f} MB."
            yield Problem("too-large", message, "Split it, or take out what does not belong here.", (kind, slug))
        if NUL in text:
            yield Problem("encoding", "It has a NUL character.", "Type that place again.", (kind, slug))
