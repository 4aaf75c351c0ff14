"""Who may observe a practical on a day, and what becomes of a request to sign one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from trainer.credentials.rules.evidence import FOREVER
from trainer.credentials.rules.history import History
from trainer.credentials.rules.standing import Standing

AT_ONCE = timedelta(minutes=1)  # an account and the line about its profession are written one after the other
ANSWER_WITHIN = timedelta(days=30)  # what one saw is not signed from memory months later

# The entries that answer a request: the observation itself, a refusal to sign, and the withdrawal of the request.
ANSWERS: dict[str, "RequestState"] = {
    "practical": "signed",
    "practical_refusal": "declined",
    "correction": "withdrawn",
}
RequestState = Literal["waiting", "signed", "declined", "withdrawn", "too late"]


@dataclass(frozen=True)
class Lack:
    """Why somebody may not observe: not of one of the professions wanted, or without a credential on that day."""

    professions: tuple[str, ...] = ()
    credential: str = ""


def lack(
    professions: tuple[str, ...], holds: tuple[str, ...], profession: str | None, held: Mapping[str, Standing]
) -> Lack | None:
    """What somebody of this profession lacks; `held`: how they stand with the credentials wanted, by slug.

    No profession wanted means any. A temporary clearance is not enough to judge others by.
    """
    if professions and profession not in professions:
        return Lack(professions=professions)
    for slug in holds:
        found = held.get(slug)
        if found is None or not found.cleared or found.is_temporary:
            return Lack(credential=slug)
    return None


def profession_on(history: History, day: date, joined_at: datetime, today: str | None) -> str | None:
    """The profession on record for a day; on days before the account was made, what it was made with.

    One that was taken up later counts for no day before. Where no line says anything, `today` does.
    """
    lines = history.of("profession", None, FOREVER)
    if not lines:
        return today
    first = min(lines, key=lambda one: one.from_on)
    if day < first.from_on and first.recorded_at <= joined_at + AT_ONCE:
        day = first.from_on
    return history.profession(day)


def sign_by(asked_on: date) -> date:
    """The last day on which a request can be answered; it counts."""
    return asked_on + ANSWER_WITHIN


def request_state(asked_on: date, answers: Collection[str], today: date) -> RequestState:
    """How a request stands; `answers` are the kinds of entries that refer to it. What was signed stays signed."""
    for kind, state in ANSWERS.items():
        if kind in answers:
            return state
    return "waiting" if today <= sign_by(asked_on) else "too late"
