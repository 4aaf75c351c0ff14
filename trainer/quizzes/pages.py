"""What the pages of an attempt show, gathered from the form, the answers and the result."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from flask import request

from trainer.banks.content import Objective
from trainer.banks.published import PublishedItem, PublishedModule
from trainer.quizzes.models import Attempt
from trainer.quizzes.queries import Given
from trainer.quizzes.rules import Result, Share


def wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def clock_time(moment: datetime, attempt: Attempt) -> str:
    """14:02:11, where the clinic is."""
    zone = ZoneInfo(attempt.clinic.time_zone if attempt.clinic else "UTC")
    return f"{moment.astimezone(zone):%H:%M:%S}"


@dataclass(frozen=True)
class Cell:
    number: int
    is_answered: bool
    is_flagged: bool
    is_here: bool


@dataclass(frozen=True)
class Palette:
    """All questions of the form at a glance."""

    cells: tuple[Cell, ...]
    given: str | None  # what stands for the question one is at
    saved_at: str | None  # when the server received that
    sure: str | None  # what was said with it

    @classmethod
    def of(cls, attempt: Attempt, answers: dict[int, Given], here: int | None) -> "Palette":
        flags = set(attempt.flags)
        given, saved_at, sure = answers.get(here or 0, (None, None, None))
        return cls(
            tuple(Cell(n, n in answers, n in flags, n == here) for n in range(1, len(attempt.form) + 1)),
            given,
            clock_time(saved_at, attempt) if saved_at else None,
            sure,
        )

    @property
    def answered(self) -> int:
        return sum(cell.is_answered for cell in self.cells)

    @property
    def flagged(self) -> int:
        return sum(cell.is_flagged for cell in self.cells)

    @property
    def blanks(self) -> list[int]:
        return [cell.number for cell in self.cells if not cell.is_answered]


@dataclass(frozen=True)
class Reviewed:
    """One question of a finished attempt."""

    number: int
    item: PublishedItem
    order: list[int]
    given: str | None
    score: float
    sure: str | None = None  # what was said with it

    @property
    def outcome(self) -> str:
        if self.given is None:
            return "blank"
        return "right" if self.score == 1 else "partly" if self.score else "wrong"


@dataclass(frozen=True)
class ResultPage:
    result: Result
    objectives: list[tuple[Objective, Share]]
    questions: list[Reviewed]

    @classmethod
    def of(cls, attempt: Attempt, module: PublishedModule, answers: dict[int, Given]) -> "ResultPage":
        result = Result.from_document(attempt.result or {})
        questions = []
        for number, question in enumerate(attempt.form, 1):
            item = module.by_version[question["item"]]
            given, _, sure = answers.get(number, (None, None, None))
            score = item.kind.score(item.item, given) if given is not None else 0.0
            questions.append(Reviewed(number, item, question["order"], given, score, sure))
        known = [objective for objective in module.content.objectives if objective.id in result.objectives]
        return cls(result, [(objective, result.objectives[objective.id]) for objective in known], questions)

    @property
    def safety(self) -> list[tuple[Objective, Share]]:
        """Those that decide by themselves; in a quiz on changes none does."""
        return [row for row in self.objectives if row[1].needed is not None]

    @property
    def others(self) -> list[tuple[Objective, Share]]:
        return [row for row in self.objectives if row[1].needed is None]

    @property
    def failed_names(self) -> str:
        """The safety-critical objectives that stood in the way, in words."""
        return " and ".join(objective.short for objective, share in self.safety if not share.is_enough)

    @property
    def first_to_read(self) -> list[Reviewed]:
        """Items marked safety-critical that were missed."""
        return [one for one in self.questions if one.item.item.safety_critical and one.outcome != "right"]
