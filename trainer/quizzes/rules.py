"""How a whole attempt is marked, and when the next may begin. Plain values in, a decision out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from math import ceil
from typing import Literal

SURENESS = {"guess": "A guess", "fairly": "Fairly sure", "sure": "Sure"}  # what somebody may say of an answer


@dataclass(frozen=True)
class Marked:
    """One question of the form after marking. `score` runs from 0 to 1; `blank` says that nothing was given."""

    objective: str
    score: float
    blank: bool


@dataclass(frozen=True)
class Cut:
    """What it takes to pass, in percent of items: of all, and of each safety-critical objective by itself."""

    percent: int
    safety_percent: int
    safety_objectives: tuple[str, ...]


@dataclass(frozen=True)
class Share:
    """So many right of so many, and how many are needed. `needed` None: this share decides nothing by itself."""

    right: float
    out_of: int
    needed: int | None

    @property
    def is_enough(self) -> bool:
        return self.needed is None or self.right >= self.needed


@dataclass(frozen=True)
class Result:
    """The outcome: the whole, each objective, and whether it is a pass."""

    total: Share
    objectives: Mapping[str, Share]
    blanks: int
    passed: bool

    @property
    def percent(self) -> int:
        """Of all questions, rounded down."""
        return int(100 * self.total.right / self.total.out_of + 1e-6)

    def as_document(self) -> dict:
        return asdict(self)

    @classmethod
    def from_document(cls, document: dict) -> "Result":
        return cls(
            total=Share(**document["total"]),
            objectives={objective: Share(**share) for objective, share in document["objectives"].items()},
            blanks=document["blanks"],
            passed=document["passed"],
        )


def mark(questions: Sequence[Marked], cut: Cut) -> Result:
    """A blank is wrong. The cut itself is a pass: 16 of 20 passes 80 percent.

    Points elsewhere never buy back a safety-critical objective: each needs its own share of right answers.
    """
    if not questions:
        raise ValueError("A form without items cannot be marked: it would pass everybody.")
    objectives: dict[str, list[float]] = {}
    for question in questions:
        objectives.setdefault(question.objective, []).append(question.score)
    shares = {
        objective: Share(
            points(scores),
            len(scores),
            needed(len(scores), cut.safety_percent) if objective in cut.safety_objectives else None,
        )
        for objective, scores in objectives.items()
    }
    total = Share(points(q.score for q in questions), len(questions), needed(len(questions), cut.percent))
    passed = total.is_enough and all(share.is_enough for share in shares.values())
    return Result(total, shares, sum(question.blank for question in questions), passed)


def points(scores: Iterable[float]) -> float:
    """The sum of shares of a mark, to the sixth place: three thirds are one, whatever the machine makes of them."""
    return round(sum(scores), 6)


def needed(out_of: int, percent: int) -> int:
    """The fewest right answers that reach the percentage: 80 percent of 4 are 4, of 5 are 4."""
    return ceil(out_of * percent / 100)


def is_confident_miss(sure: str | None, score: float, safety_critical: bool) -> bool:
    """Sure, and not wholly right, where an error can hurt a patient. It never touches the mark."""
    return sure == "sure" and score < 1 and safety_critical


KEY_READERS = ("director", "educator", "administrator")  # roles that let somebody see keys, or who can give them to one


def seconds_on(started_at: datetime, receipts: Iterable[tuple[int, datetime]]) -> dict[int, float]:
    """Seconds spent on each question, from the receipts (question, moment) in their order.

    The time between two receipts belongs to the question of the later one; the time before the first receipt, to its
    question. Coming back adds up, so does taking an answer back. Questions without a receipt are not there.
    """
    spent: dict[int, float] = {}
    before = started_at
    for number, at in receipts:
        spent[number] = spent.get(number, 0.0) + max(0.0, (at - before).total_seconds())
        before = max(before, at)
    return {number: round(seconds, 1) for number, seconds in spent.items()}


@dataclass(frozen=True)
class Limits:
    """How often a module may be attempted: so many attempts in any so many days, with a pause after a failed one."""

    attempts: int
    per_days: int
    wait_hours: int


@dataclass(frozen=True)
class Earlier:
    """An attempt that has been handed in."""

    started_at: datetime
    submitted_at: datetime
    passed: bool


@dataclass(frozen=True)
class Chance:
    """Whether a new attempt may begin: how many are left now, and if none, when the next may begin and why."""

    left: int
    opens_at: datetime | None = None
    reason: Literal["pause", "limit"] | None = None

    @property
    def is_open(self) -> bool:
        return self.opens_at is None


def chance(earlier: Iterable[Earlier], limits: Limits, now: datetime) -> Chance:
    """Attempts since the last pass count, as far as they began within the window; a pass clears the slate.

    The moment the pause or the window ends is itself open.
    """
    since_pass: list[Earlier] = []
    for attempt in sorted(earlier, key=lambda one: one.submitted_at):
        since_pass = [] if attempt.passed else [*since_pass, attempt]
    window = timedelta(days=limits.per_days)
    recent = [attempt for attempt in since_pass if attempt.started_at + window > now]
    left = max(0, limits.attempts - len(recent))
    waits: list[tuple[datetime, Literal["pause", "limit"]]] = []
    if recent:
        waits.append((recent[-1].submitted_at + timedelta(hours=limits.wait_hours), "pause"))
    if left == 0:
        waits.append((sorted(one.started_at for one in recent)[-limits.attempts] + window, "limit"))
    waits = [wait for wait in waits if wait[0] > now]
    if not waits:
        return Chance(left)
    opens_at, reason = max(waits)
    return Chance(left, opens_at, reason)
