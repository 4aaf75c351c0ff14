"""The folder of one module: its files read as far as they can be, and everything that is at fault in them."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.banks import checks, figures, material
from trainer.banks.content import SLUG, Case, Fact, Head, Item, Module
from trainer.banks.generation.balance import Balance
from trainer.banks.generation.generate import as_item
from trainer.banks.generation.proof import Proof, prove, published
from trainer.banks.generation.reading import models_in
from trainer.banks.loading.marks import mark_in
from trainer.banks.loading.rows import draft_rows, item_rows, rows
from trainer.reading import Document, Fault, read_text, read_yaml, shaped


@dataclass
class Checked:
    """What came of a folder. `module` is None when a part of it cannot be read at all."""

    slug: str
    module: Module | None = None
    faults: list[Fault] = field(default_factory=list)
    waived: list[checks.Waived] = field(default_factory=list)
    drafts: list[checks.DraftRow] = field(default_factory=list)
    proofs: list[Proof] = field(default_factory=list)
    balance: Balance = field(default_factory=Balance)
    written_from: str = ""  # as `marks.mark_in` has it


def read_module(folder: Path, root: Path) -> Checked:
    """Everything in the folder, and every fault."""
    place = folder.relative_to(root).as_posix()
    checked = Checked(folder.name if SLUG.fullmatch(folder.name) else "unnamed")
    if checked.slug != folder.name:
        mend = "Use small letters, digits and single hyphens."
        checked.faults.append(Fault(place, 0, "slug", "The folder's name is not a slug.", mend))
    if folder.is_symlink():
        checked.faults = [Fault(place, 0, "path", "The folder is a link.", "Put the folder itself here.")]
        return checked

    head_file = read_yaml(folder / "module.yaml", root)
    checked.written_from = mark_in(read_text(folder / "module.yaml", root).text or "")
    head = shaped(Head, head_file.value, head_file) if head_file.value is not None else None
    parts = checks.Parts(head, head_file)
    documents = [head_file, *read_rows(folder, root, parts)]
    text = read_text(folder / "material.md", root)
    parts.material_file = text.file
    checked.faults += text.faults
    if text.text is not None:
        parts.material = material.read(text.text)
        checked.faults += read_figures(folder, root, parts)
    checked.faults += [fault for document in documents for fault in document.faults]
    checked.faults += checks.all_faults(parts)
    checked.faults.sort()
    checked.waived, checked.drafts = sorted(parts.waived), parts.drafts
    checked.proofs, checked.balance = [row.proof for row in parts.models], parts.balance
    if head is not None and text.text is not None:
        checked.module = module_of(checked.slug, head, text.text, parts)
    return checked


def module_of(slug: str, head: Head, text: str, parts: checks.Parts) -> Module:
    return Module(
        **dict(head),
        slug=slug,
        facts=tuple(fact for fact, _, _ in parts.facts),
        material=text,
        figures=parts.figures,
        cases=tuple(case for case, _, _ in parts.cases),
        models=tuple(row.model for row in parts.models),
        items=tuple(item for item, _, _ in parts.items),
    )


def read_rows(folder: Path, root: Path, parts: checks.Parts) -> list[Document]:
    """Facts, cases, items and models, row by row: one bad row does not hide the faults of the next."""
    facts = read_yaml(folder / "facts.yaml", root)
    parts.facts = [(fact, facts, path) for fact, path in rows(Fact, facts)]
    parts.facts_are_whole = not facts.faults
    cases = [read_yaml(file, root) for file in sorted(folder.glob("cases*.yaml"))]
    parts.cases = [(case, document, path) for document in cases for case, path in rows(Case, document)]
    stories = {case.id: case.text for case, _, _ in parts.cases}
    items = [read_yaml(file, root) for file in sorted(folder.glob("items*.yaml"))]
    parts.items = [
        (with_story(item, stories), document, path) for document in items for item, path in item_rows(document)
    ]
    models = [read_yaml(file, root) for file in sorted(folder.glob("models*.yaml"))]
    for document in models:
        add_models(parts, document)
    drafts = [read_yaml(file, root) for file in sorted(folder.glob("drafts*.yaml"))]
    for document in drafts:
        add_drafts(parts, document, stories)
    parts.items_are_whole = not any(document.faults for document in (*items, *drafts, *models))
    documents = [facts, *cases, *items, *drafts, *models]
    if not parts.items and parts.items_are_whole:
        place = next(iter((*items, *drafts)), None) or Document(f"{facts.file.rpartition('/')[0]}/items.yaml")
        place.fault("no-items", *no_items(parts, folder.name), 1 if place in documents else 0)
        documents += [] if place in documents else [place]
    return documents


def no_items(parts: checks.Parts, slug: str) -> tuple[str, str]:
    if not parts.drafts:
        return "The module has no items.", "Write at least one in items.yaml."
    many = len(parts.drafts)
    message = f"None of the {many} drafts is accepted." if many > 1 else "The one draft is not accepted."
    return message, f"Accept some: flask --app wsgi banks decide {slug}, or write it into the file."


def add_drafts(parts: checks.Parts, document: Document, stories: dict[str, str]) -> None:
    """Those that somebody accepted are items like any other; the rest are left aside."""
    for item, note, path in draft_rows(document):
        row = checks.DraftRow(with_story(item, stories), note, document, path)
        parts.drafts.append(row)
        if row.is_accepted:
            parts.items.append((row.item, document, path))


def add_models(parts: checks.Parts, document: Document) -> None:
    """Prove each model; its sound variants are items like any other."""
    for model, path in models_in(document):
        proof = prove(model)
        parts.models.append(checks.ModelRow(model, proof, document, path))
        variants = [as_item(variant) for variant in published(model, proof=proof)]
        parts.items += [(item.model_copy(update={"waivers": model.waivers}), document, path) for item in variants]


def with_story(item: Item, stories: dict[str, str]) -> Item:
    return item.model_copy(update={"case_text": stories[item.case]}) if item.case in stories else item


def read_figures(folder: Path, root: Path, parts: checks.Parts) -> list[Fault]:
    faults = []
    for file in sorted((folder / "figures").glob("*.svg")):
        drawing = read_text(file, root, largest=figures.LARGEST)
        faults += drawing.faults
        if drawing.text is None:
            parts.unread_figures.add(f"figures/{file.name}")
        else:
            parts.figures[f"figures/{file.name}"] = drawing.text
    return faults
