"""The score that a response to an imported item gets here."""

from trainer.banks.formats.qti2.agreement import NEARLY, Given, Scale
from trainer.banks.formats.qti2.expressions import Unknown
from trainer.banks.formats.qti2.givens import CannotGive
from trainer.banks.formats.qti2.reading import Imported


class Unsupported(Exception):
    """The item cannot be scored here as its file has it; says why."""


def marked(made: Imported, given: Given) -> float:
    """On the scale of the file. Raises Unsupported rather than give another score than the file would."""
    if made.question is None:
        reasons = [one.reason for one in made.reading.skipped]
        raise Unsupported(" ".join(reasons) or "It has no counterpart here.")
    if made.differs and not made.most:  # where just some spellings are scored otherwise, each response is looked at
        raise Unsupported(made.differs)
    scale = Scale(made.item, made.declared, made.question)
    try:
        here, there = scale.here(given) * made.most, scale.there(given)
    except CannotGive:
        raise Unsupported("Nobody could answer so here.") from None
    except Unknown as problem:
        raise Unsupported(str(problem)) from problem
    if abs(here - there) > NEARLY:
        raise Unsupported(f"This answer earns {there:g} of {made.most:g} there and {here:.3g} here.")
    return here
