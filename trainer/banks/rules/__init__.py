"""What the room of the banks decides. Plain values in, an answer out."""

from trainer.banks.rules.changes import Changes, Difference, changes, differences
from trainer.banks.rules.coverage import Cover, coverage, forms_apart, gaps
from trainer.banks.rules.drawing import Candidate, Shortfall, draw

__all__ = [
    "Candidate",
    "Changes",
    "Cover",
    "Difference",
    "Shortfall",
    "changes",
    "coverage",
    "differences",
    "draw",
    "forms_apart",
    "gaps",
]
