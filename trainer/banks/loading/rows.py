"""The entries of a file, each by itself: one bad row does not hide the faults of the next."""

from typing import Any

from trainer.banks.checks import Note
from trainer.banks.content import SHAPES, Item
from trainer.reading import Document, Shape, shaped


def rows(shape: type[Shape], document: Document) -> list[tuple[Shape, tuple[int]]]:
    shapes = [(shaped(shape, value, document, (n,)), (n,)) for n, value in enumerate(entries(document))]
    return [(value, path) for value, path in shapes if value is not None]


def item_rows(document: Document) -> list[tuple[Item, tuple[int]]]:
    """Each entry by the shape of its kind."""
    shapes = [(item_of(value, document, n), (n,)) for n, value in enumerate(entries(document))]
    return [(item, path) for item, path in shapes if item is not None]


def draft_rows(document: Document) -> list[tuple[Item, Note, tuple[int]]]:
    """Each entry as an item, and what is noted of it under `draft`."""
    found = []
    for n, value in enumerate(entries(document)):
        if not isinstance(value, dict) or "draft" not in value:
            message = "This has no `draft:`, so nobody can tell what was decided about it."
            document.fault_at((n,), "shape", message, "Add it (question_banks/README.md), or move it to items.yaml.")
            continue
        note = shaped(Note, value["draft"], document, (n, "draft"))
        item = item_of({name: said for name, said in value.items() if name != "draft"}, document, n)
        if item is not None and note is not None:
            found.append((item, note, (n,)))
    return found


def item_of(value: Any, document: Document, n: int) -> Item | None:
    kind = value.get("kind") if isinstance(value, dict) else None
    if isinstance(kind, str) and kind not in SHAPES:
        message = f"“{kind[:50]}” is not a kind of item."
        document.fault_at((n, "kind"), "shape", message, f"Use one of: {', '.join(SHAPES)}.")
        return None
    if isinstance(value, dict) and (filled_in := {"case_text", "made"} & value.keys()):
        name = filled_in.pop()
        document.fault_at((n, name), "shape", f"“{name}” is filled in by Trainer.", "Take it out.")
        return None
    return shaped(SHAPES.get(str(kind), Item), value, document, (n,))


def entries(document: Document) -> list:
    if document.value is not None and not isinstance(document.value, list):
        document.fault("shape", "This file should be a list.", "Begin each entry with “- id: ...”.", 1)
    return document.value if isinstance(document.value, list) else []
