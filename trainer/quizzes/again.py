"""What is said above this room of attempts that were marked again: it stands above, so it cannot be named here."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app

from trainer.people.models import Person
from trainer.quizzes.models import Attempt
from trainer.quizzes.rules import Earlier


@dataclass(frozen=True)
class MarkedAgain:
    """`verdicts`: by attempt, of those that were marked again, whether they are passed by what stands now.
    `slate`: a moment; what somebody began of a module before it uses up no attempt of a retest that is offered.
    `handed_in`: called once an attempt is marked. `said`: what its result page shows besides.
    `forget`: called before practice of an erased account goes, with its numbers.
    """

    verdicts: Callable[[Iterable[int]], dict[int, bool]] = lambda _attempts: {}
    slate: Callable[[int, int], datetime | None] = lambda _person_id, _module_id: None
    handed_in: Callable[[Attempt], None] = lambda _attempt: None
    said: Callable[[Attempt], Any] = lambda _attempt: None
    forget: Callable[[Person, Person, Sequence[int]], None] = lambda _person, _by, _practice: None


def is_told_by(app: Flask, above: MarkedAgain) -> None:
    app.extensions["marked again"] = above


def above() -> MarkedAgain:
    return current_app.extensions.get("marked again") or MarkedAgain()


def verdicts_of(attempts: Sequence[Attempt]) -> dict[int, bool]:
    """By attempt, for all that were handed in: whether it is passed, by what stands."""
    handed_in = {one.id: bool(one.passed) for one in attempts if one.submitted_at}
    return handed_in | above().verdicts(handed_in) if handed_in else {}


def counted(earlier: Sequence[Attempt]) -> list[Earlier]:
    """What uses up attempts: not practice; by the verdict that stands; not what came before a retest was offered."""
    counts = [one for one in earlier if one.submitted_at and one.adoption_id]
    verdicts, since = {one.id: bool(one.passed) for one in counts}, None
    if not all(verdicts.values()):
        verdicts = verdicts_of(counts)
        since = above().slate(counts[0].person_id, counts[0].module_id)
    return [
        Earlier(one.started_at, one.submitted_at, verdicts[one.id])
        for one in counts
        if one.submitted_at and (since is None or one.started_at > since)
    ]
