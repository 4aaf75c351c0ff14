"""Proving a model: every variant of it made and looked at, or a sample where there are too many."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.compiling import ReadyModel, ready
from trainer.banks.generation.distractors import shuffled
from trainer.banks.generation.findings import Finding
from trainer.banks.generation.flaws import flaws, row_place
from trainer.banks.generation.generate import Variant, variants_of
from trainer.banks.generation.pools import NoOptions
from trainer.banks.generation.references import broken
from trainer.banks.generation.spaces import (
    chance_of,
    combinations,
    is_variant,
    number_of_combinations,
    sample,
)  # fmt: skip
from trainer.banks.generation.wording import gist
from trainer.reading import Path_

WHOLE = 20_000  # variants; a larger space is sampled
SAMPLE = 10_000  # combinations of a larger space
FEWEST = 20  # different decisions that make a model worth having
PUBLISHED = 60  # variants of a model that become items


@dataclass
class Proof:
    """What was found. `space` counts combinations that may be; `proven` variants are without fault and on."""

    model: str
    space: int = 0
    looked_at: int = 0
    proven: int = 0
    decisions: int = 0
    is_sample: bool = False
    off: int = 0
    findings: list[Finding] = field(default_factory=list)
    sound: list[Variant] = field(default_factory=list)


def prove(model: ItemModel) -> Proof:
    proof = Proof(model.id, findings=list(broken(model)))
    if proof.findings:
        return proof
    made = ready(model)
    proof.space = number_of_combinations(made) * model.options.sets
    proof.is_sample = proof.space > WHOLE
    rows = sample(made, SAMPLE // model.options.sets) if proof.is_sample else combinations(made)
    found = [one for combination in rows for one in variants_of(made, combination)]
    switched_off = {one.variant for one in model.off}
    on = [one for one in found if one.name not in switched_off]
    proof.off = len(found) - len(on)
    proof.looked_at = len(found)
    findings = [*of_each(model, on), *of_all(model, on), *of_switches(made)]
    proof.findings = folded(findings)
    faulty = {finding.variant for finding in findings}
    proof.sound = [one for one in on if isinstance(one, Variant) and one.name not in faulty]
    proof.proven = len(proof.sound)
    proof.decisions = len({variant.decision for variant in proof.sound})
    return proof


def of_each(model: ItemModel, found: list[Variant | NoOptions]) -> Iterator[Finding]:
    for one in found:
        if isinstance(one, Variant):
            yield from flaws(model, one)
        else:
            place = ("tables", model.cross[0], one.numbers[0])
            yield Finding(one.rule, place, one.message, one.mend, one.name)


def of_all(model: ItemModel, found: list[Variant | NoOptions]) -> Iterator[Finding]:
    """What shows only when variants stand beside each other."""
    on = [one for one in found if isinstance(one, Variant)]
    yield from names_differ(model, on)
    yield from keys_agree(model, on)
    deciding = [number for number, name in enumerate(model.cross) if name not in model.cosmetic]
    if (number := len({tuple([one.numbers[table] for table in deciding]) for one in found})) < FEWEST:
        message = f"The model has {number} different decisions; {FEWEST} are needed."
        yield Finding("few-decisions", ("cross",), message, "Add rows to a table that is not cosmetic.")


def names_differ(model: ItemModel, on: list[Variant]) -> Iterator[Finding]:
    seen: dict[str, Variant] = {}
    for variant in on:
        if variant.id in seen:
            message = f"Two variants are called {variant.id}: their rows' ids run together."
            yield Finding("duplicate-id", row_place(model, variant), message, "Rename a row.", variant.name)
        seen[variant.id] = variant


def keys_agree(model: ItemModel, on: list[Variant]) -> Iterator[Finding]:
    """One stem has one answer: what is the key under it is never a distractor under it, and no question comes twice."""
    keys: dict[str, dict[str, str]] = {}
    asked: dict[tuple, str] = {}
    for variant in on:
        keys.setdefault(variant.stem, {}).setdefault(gist(variant.key.text), variant.name)
    for variant in on:
        known = keys[variant.stem]
        if len(known) > 1:
            for option in variant.distractors:
                if other := known.get(gist(option.text)):
                    message = f"“{option.text}” is wrong here and is the key of {other}, under the very same stem."
                    mend = "Say in the stem what sets them apart, or let the two clash."
                    yield Finding("second-key", row_place(model, variant), message, mend, variant.name)
        question = (variant.stem, frozenset(option.text for option in variant.options))
        if (other := asked.setdefault(question, variant.name)) != variant.name:
            message = f"{variant.name} asks the very same as {other}."
            mend = "Bring what sets the rows apart into the stem, or forbid one."
            yield Finding("same-question", row_place(model, variant), message, mend, variant.name)


def of_switches(made: ReadyModel) -> Iterator[Finding]:
    seen = set()
    for number, one in enumerate(made.model.off):
        place = ("off", number, "variant")
        if not is_variant(made, one.variant):
            message = f"There is no variant {one.variant} to switch off."
            yield Finding("unknown-variant", place, message, "Name its rows, joined by hyphens, without the model.")
        if one.variant in seen:
            yield Finding("duplicate-id", place, f"{one.variant} is switched off twice.", "Keep one.")
        seen.add(one.variant)


def folded(findings: list[Finding]) -> list[Finding]:
    """The same fault at the same place once, with the number of further variants that have it."""
    first: dict[tuple[str, Path_], Finding] = {}
    for finding in findings:
        name = (finding.rule, finding.place)
        known = first.get(name)
        first[name] = replace(known, more=known.more + 1) if known else finding
    return list(first.values())


def published(model: ItemModel, limit: int = PUBLISHED, proof: Proof | None = None) -> list[Variant]:
    """The variants that become items, in the order of the space: proven and on, each decision as often as the others.

    A proof that is at hand saves making all variants again.
    """
    sound = (proof or prove(model)).sound
    chance = chance_of(model.id, "published")
    by_decision: dict[tuple[str, ...], list[tuple[int, Variant]]] = {}
    for number, variant in enumerate(sound):
        by_decision.setdefault(variant.decision, []).append((number, variant))
    piles = [shuffled(pile, chance) for pile in shuffled(list(by_decision.values()), chance)]
    taken: list[tuple[int, Variant]] = []
    for turn in range(max(map(len, piles), default=0)):
        taken += [pile[turn] for pile in piles if turn < len(pile)]
        if len(taken) >= limit:
            break
    return [variant for _, variant in sorted(taken[:limit], key=lambda pair: pair[0])]
