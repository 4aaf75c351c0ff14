"""From a folder of files to modules that hold together, or to every fault that stands in the way."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer.banks import actions, checks, figures, material
from trainer.banks.content import SHAPES, SLUG, Case, Fact, Head, Item, Module
from trainer.credentials import loading as credential_loading
from trainer.credentials.content import Credential
from trainer.reading import Document, Fault, Shape, read_text, read_yaml, shaped

CREDENTIALS = "credentials"


@dataclass
class Report:
    """What was found, and what came of it. `published` and `unchanged` name versions, as in "pneumothorax-risk 2"."""

    modules: list[Module] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)


def load_all(root: Path) -> Report:
    """Publish what changed. A module with a fault stays as it was; the others load. The caller commits."""
    report = check_all(root)
    for module in report.modules:
        version, is_new = actions.publish(module)
        (report.published if is_new else report.unchanged).append(f"{module.slug} {version.number}")
    for credential in report.credentials:
        policy, is_new = credential_loading.publish(credential)
        (report.published if is_new else report.unchanged).append(f"{credential.slug} {policy.number}")
    return report


def check_all(root: Path) -> Report:
    """Read a folder of modules, or the folder of one module. Only sound modules and credentials are in the report."""
    report = Report()
    if not root.is_dir():
        report.faults.append(
            Fault(str(root), 0, "missing", "There is no such folder.", "Name the folder of the banks.")
        )
        return report
    root = root.resolve()
    if (root / "module.yaml").exists():
        add_module(report, root, root.parent)
        return report
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    for folder in folders:
        if folder.name == CREDENTIALS:
            report.credentials, faults = credential_loading.read_folder(folder, root)
            report.faults += faults
        else:
            add_module(report, folder, root)
    if not report.modules and not report.faults:
        report.faults.append(
            Fault(str(root), 0, "missing", "There is no module here.", "See question_banks/README.md.")
        )
    report.faults += credential_loading.unknown_modules(report.credentials, {folder.name for folder in folders})
    return report


def add_module(report: Report, folder: Path, root: Path) -> None:
    module, faults = read_module(folder, root)
    report.faults += sorted(faults)
    if module is not None and not faults:
        report.modules.append(module)


def read_module(folder: Path, root: Path) -> tuple[Module | None, list[Fault]]:
    """The module in a folder; None when a part of it cannot be read at all."""
    place = folder.relative_to(root).as_posix()
    faults = []
    if not SLUG.fullmatch(folder.name):
        faults.append(
            Fault(place, 0, "slug", "The folder's name is not a slug.", "Use small letters, digits and single hyphens.")
        )
    if folder.is_symlink():
        return None, [Fault(place, 0, "path", "The folder is a link.", "Put the folder itself here.")]

    head_file = read_yaml(folder / "module.yaml", root)
    head = shaped(Head, head_file.value, head_file) if head_file.value is not None else None
    parts = checks.Parts(head, head_file)
    documents = [head_file, *read_rows(folder, root, parts)]
    text = read_text(folder / "material.md", root)
    parts.material_file = text.file
    faults += text.faults
    if text.text is not None:
        parts.material = material.read(text.text)
        faults += read_figures(folder, root, parts)
    faults += [fault for document in documents for fault in document.faults]
    faults += checks.all_faults(parts)
    if head is None or text.text is None:
        return None, faults
    module = Module(
        **dict(head),
        slug=folder.name if SLUG.fullmatch(folder.name) else "unnamed",
        facts=tuple(fact for fact, _, _ in parts.facts),
        material=text.text,
        figures=parts.figures,
        cases=tuple(case for case, _, _ in parts.cases),
        items=tuple(item for item, _, _ in parts.items),
    )
    return module, faults


def read_rows(folder: Path, root: Path, parts: checks.Parts) -> list[Document]:
    """facts.yaml and items*.yaml, row by row: one bad row does not hide the faults of the next."""
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
    parts.items_are_whole = not any(document.faults for document in items)
    if not parts.items and parts.items_are_whole:
        place = items[0] if items else Document(f"{facts.file.rpartition('/')[0]}/items.yaml")
        place.fault("no-items", "The module has no items.", "Write at least one in items.yaml.", 1 if items else 0)
        return [facts, *cases, place]
    return [facts, *cases, *items]


def rows(shape: type[Shape], document: Document) -> list[tuple[Shape, tuple[int]]]:
    shapes = [(shaped(shape, value, document, (n,)), (n,)) for n, value in enumerate(entries(document))]
    return [(value, path) for value, path in shapes if value is not None]


def item_rows(document: Document) -> list[tuple[Item, tuple[int]]]:
    """Each entry by the shape of its kind."""
    found = []
    for n, value in enumerate(entries(document)):
        kind = value.get("kind") if isinstance(value, dict) else None
        if isinstance(kind, str) and kind not in SHAPES:
            message = f"“{kind[:50]}” is not a kind of item."
            document.fault_at((n, "kind"), "shape", message, f"Use one of: {', '.join(SHAPES)}.")
            continue
        if isinstance(value, dict) and (filled_in := {"case_text", "made"} & value.keys()):
            name = filled_in.pop()
            document.fault_at((n, name), "shape", f"“{name}” is filled in by Trainer.", "Take it out.")
            continue
        item = shaped(SHAPES.get(str(kind), Item), value, document, (n,))
        if item is not None:
            found.append((item, (n,)))
    return found


def entries(document: Document) -> list:
    if document.value is not None and not isinstance(document.value, list):
        document.fault("shape", "This file should be a list.", "Begin each entry with “- id: ...”.", 1)
    return document.value if isinstance(document.value, list) else []


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
