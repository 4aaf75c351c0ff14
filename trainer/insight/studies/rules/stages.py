"""Where a study stands, and what a panelist does next."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

FEWEST_PANELISTS = 3  # with fewer, neither spread nor standard error says anything
Stage = Literal["first round", "second round", "closed", "given up"]
Step = Literal["join", "training", "first round", "wait", "second round", "questions", "done"]


@dataclass(frozen=True)
class Invited:
    """The moments in the life of a panelist's link."""

    expires_at: datetime
    withdrawn_at: datetime | None

    def state(self, now: datetime) -> Literal["open", "withdrawn", "expired"]:
        if self.withdrawn_at:
            return "withdrawn"
        return "expired" if now >= self.expires_at else "open"


@dataclass(frozen=True)
class Progress:
    """What one panelist has done of a study with so many items."""

    joined: bool
    practiced: int
    trained: bool
    first: int  # items rated in the first round
    second: int  # items looked at again
    answered: bool  # the questions about the whole
    items: int

    @property
    def finished_first(self) -> bool:
        return self.trained and self.first == self.items

    @property
    def finished(self) -> bool:
        """Who looked at nothing again has kept every rating; the questions are what ends it."""
        return self.finished_first and self.answered

    def next_step(self, stage: Stage) -> Step:
        if stage != "first round" and not self.finished_first:
            return "done"  # the round closed without them: whatever they rated is not counted
        if not self.joined:
            return "join"
        if not self.trained:
            return "training"
        if stage == "first round":
            return "first round" if self.first < self.items else "wait"
        if stage == "second round":
            return "second round" if self.second < self.items and not self.answered else self.last_step
        return "done"

    @property
    def last_step(self) -> Step:
        return "done" if self.answered else "questions"
