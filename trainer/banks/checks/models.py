"""Item models: what was proven of each, its variants looked at like any other item, and the bank as a whole."""

from collections.abc import Iterator
from dataclasses import replace

from trainer.banks.checks.bank import item_is_sound
from trainer.banks.checks.parts import ModelRow, Parts, at
from trainer.banks.checks.writing import item_is_well_written
from trainer.banks.content import Item, SingleBestAnswer
from trainer.banks.generation.balance import over_bank
from trainer.banks.generation.reading import as_fault
from trainer.reading import Fault


def models_are_proven(parts: Parts) -> Iterator[Fault]:
    variants: dict[str, list[Item]] = {}
    for item, _, _ in parts.items:
        if item.made:
            variants.setdefault(item.made.model, []).append(item)
    for row in parts.models:
        for finding in row.proof.findings:
            yield as_fault(finding, row.model, row.document, row.path)
        yield from folded(faults_of_variants(parts, row, variants.get(row.model.id, [])))


def faults_of_variants(parts: Parts, row: ModelRow, variants: list[Item]) -> Iterator[Fault]:
    waivers = {waiver.rule: number for number, waiver in enumerate(row.model.waivers)}
    waived_before = len(parts.waived)
    for item in variants:
        yield from item_is_sound(parts, item, row.document, row.path)
        for fault in item_is_well_written(parts, item, row.document, row.path):
            if fault.rule != "idle-waiver":
                yield fault
    used = {waived.rule for waived in parts.waived[waived_before:]}
    for rule in waivers.keys() - used:
        message = f"Model {row.model.id} waives {rule}, and nothing of the kind is found in its variants."
        place = (*row.path, "waivers", waivers[rule])
        yield at(row.document, place, "idle-waiver", message, "Take the waiver out.")


def folded(faults: Iterator[Fault]) -> Iterator[Fault]:
    """Variants of one model share their faults: each rule once, with the number of other variants that break it."""
    by_rule: dict[str, list[Fault]] = {}
    for fault in faults:
        by_rule.setdefault(fault.rule, []).append(fault)
    for first, *others in by_rule.values():
        more = f" (So in {len(others)} more of its variants.)" if others else ""
        yield replace(first, message=first.message + more)


def keys_are_balanced(parts: Parts) -> Iterator[Fault]:
    """Over all scored items with one key: neither its place nor its length tells it."""
    items = [item for item, _, _ in parts.items if isinstance(item, SingleBestAnswer) and item.use == "scored"]
    parts.balance = over_bank(items)
    place = parts.head_file.file
    for finding in parts.balance.findings:
        yield Fault(place, 0, finding.rule, finding.message, finding.mend)
