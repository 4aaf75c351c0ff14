"""What changed, what a short quiz on it may ask, and how it stands with somebody. Plain values in, an answer out."""

from trainer.quizzes.deltas.rules.changes import Changed, Parts, changed
from trainer.quizzes.deltas.rules.forms import Candidate, draw, largest, smallest
from trainer.quizzes.deltas.rules.standing import DAYS_BEFORE, State, is_reminded, state_of

__all__ = [
    "DAYS_BEFORE",
    "Candidate",
    "Changed",
    "Parts",
    "State",
    "changed",
    "draw",
    "is_reminded",
    "largest",
    "smallest",
    "state_of",
]
