"""Whether the blueprint finds what it draws."""

from collections.abc import Iterator

from trainer.banks import rules
from trainer.banks.checks.parts import Parts, at
from trainer.banks.content import Head
from trainer.reading import Fault


def blueprint_can_be_met(parts: Parts, head: Head) -> Iterator[Fault]:
    yield from rows_are_known(parts, head)
    yield from gaps_are_named(parts, head)
    if head.form_length == 0:
        message = "The blueprint draws nothing."
        yield at(parts.head_file, ("blueprint",), "blueprint", message, "Draw at least one item.")
    for objective in head.objectives:
        if objective.safety_critical and not sum(head.blueprint.get(objective.id, {}).values()):
            message = f"The safety-critical objective {objective.id} is not drawn at all."
            yield at(parts.head_file, ("blueprint",), "blueprint", message, "Give it a row in the blueprint.")


def rows_are_known(parts: Parts, head: Head) -> Iterator[Fault]:
    known = {objective.id for objective in head.objectives}
    for objective in head.blueprint.keys() - known:
        message = f"The blueprint names the objective {objective}, which is not defined above."
        mend = f"Use one of: {', '.join(sorted(known))}."
        yield at(parts.head_file, ("blueprint", objective), "blueprint", message, mend)


def gaps_are_named(parts: Parts, head: Head) -> Iterator[Fault]:
    """Nothing is said of missing items while some cannot be read, or serve no objective: those may be the ones."""
    scored = [item for item, _, _ in parts.items if item.use == "scored"]
    known = {objective.id for objective in head.objectives}
    if parts.items_are_whole and parts.items and not scored:
        message = "There is no scored item."
        yield at(parts.items[0][1], (), "no-items", message, "Write at least one, with `use: scored`.")
    if not parts.items_are_whole or not scored or any(item.objective not in known for item in scored):
        return
    blueprint = {objective: row for objective, row in head.blueprint.items() if objective in known}
    for gap in rules.gaps(blueprint, parts.candidates):
        yield at(
            parts.head_file,
            ("blueprint", gap.objective, gap.level),
            "blueprint",
            f"A form draws {gap.wanted} items of {gap.objective} at the level {gap.level}; the bank has {gap.there} "
            "that can meet on a form.",
            mend_of(parts, gap),
        )


def mend_of(parts: Parts, gap: rules.Shortfall) -> str:
    missing = gap.wanted - gap.there
    waiting = sum(
        row.is_open and (row.item.objective, row.item.level) == (gap.objective, gap.level) for row in parts.drafts
    )
    if waiting:
        waits = "1 draft of it waits" if waiting == 1 else f"{waiting} drafts of it wait"
        return f"{waits} for a decision: accept {missing}, or draw fewer."
    return f"Write {missing} more, or draw fewer. Variants of one item model count as one."
