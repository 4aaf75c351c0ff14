"""models*.yaml: a list of item models, each read by itself, so that one broken model does not hide the next."""

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.findings import Finding
from trainer.reading import Document, Fault, Path_, shaped


def models_in(document: Document) -> list[tuple[ItemModel, Path_]]:
    """The models of the file that can be read, and where they stand in it; the document keeps the other's faults."""
    if document.value is None:
        return []
    if not isinstance(document.value, list):
        document.fault("shape", "This file should be a list.", "Begin each model with “- id: ...”.", 1)
        return []
    shapes = [(shaped(ItemModel, value, document, (n,)), (n,)) for n, value in enumerate(document.value)]
    return [(model, path) for model, path in shapes if model is not None]


def as_fault(finding: Finding, model: ItemModel, document: Document, path: Path_) -> Fault:
    variant = f" {finding.variant}" if finding.variant else ""
    message = f"Model {model.id}{variant}: {finding.text}"
    return Fault(document.file, document.line((*path, *finding.place)), finding.rule, message, finding.mend)
