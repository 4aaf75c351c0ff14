"""How items are written: the findings of the lint, less those that somebody waived beside the item."""

from collections.abc import Iterator

from trainer.banks import lint
from trainer.banks.checks.parts import Parts, Waived, at
from trainer.banks.content import Item
from trainer.reading import Document, Fault, Path_


def item_is_well_written(parts: Parts, item: Item, document: Document, path: Path_) -> Iterator[Fault]:
    waivers = {waiver.rule: waiver for waiver in item.waivers}
    used = set()
    for finding in findings_of(item):
        place = (*path, *finding.place)
        if waiver := waivers.get(finding.rule):
            used.add(finding.rule)
            line = document.line(place)
            parts.waived.append(
                Waived(document.file, line, item.id, finding.rule, finding.message, waiver.reason, waiver.by)
            )
            continue
        message = f"Item {item.id}: {finding.message}"
        yield at(document, place, finding.rule, message, finding.mend, finding.source)
    for number, waiver in enumerate(item.waivers):
        if waiver.rule not in used:
            message = f"Item {item.id} waives {waiver.rule}, and nothing of the kind is found."
            yield at(document, (*path, "waivers", number), "idle-waiver", message, "Take the waiver out.")


def findings_of(item: Item) -> list[lint.Finding]:
    """Practice and scored items alike; a retired one is left as it was."""
    if item.use == "retired":
        return []
    questions = lint.questions(item.model_dump(), item.case_text)
    return [
        finding for question in questions for finding in lint.findings(question) if finding.rule not in FOUND_ALREADY
    ]


# These are faults of the item itself, named by its kind before anybody looks at the writing.
FOUND_ALREADY = {"equal-options", "missing-rationale"}
