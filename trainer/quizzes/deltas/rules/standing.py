"""How a quiz on changes stands with somebody who was asked to take it. Time is an argument."""

from datetime import date, timedelta
from typing import Literal

State = Literal["withdrawn", "noted", "failed", "overdue", "open"]
DAYS_BEFORE = 7  # the last day, when a letter reminds of it


def state_of(
    until_on: date, *, noted_on: date | None, is_withdrawn: bool, failed: int, attempts: int, today: date
) -> State:
    """`failed`: how often it was not passed, of so many `attempts`. The last day counts.

    Who has taken note has, whatever was withdrawn later; all attempts used up comes before a day that has passed.
    """
    if noted_on is not None:
        return "noted"
    if is_withdrawn:
        return "withdrawn"
    if failed >= attempts:
        return "failed"
    return "overdue" if until_on < today else "open"


def is_reminded(offered_on: date, until_on: date, today: date) -> bool:
    """Whether the letter of the last week is due: not where it was offered within that week, nor after the last day."""
    first = until_on - timedelta(days=DAYS_BEFORE)
    return offered_on < first <= today <= until_on
