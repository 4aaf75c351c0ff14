"""How an assignment stands. Time is an argument."""

from datetime import date, datetime
from typing import Literal

State = Literal["withdrawn", "done", "overdue", "open"]


def state_of(due_on: date, met_at: datetime | None, withdrawn_at: datetime | None, today: date) -> State:
    """`met_at`: when the first evidence that meets it was recorded, after it was asked. The last day counts.

    What was met before it was withdrawn is done; what is withdrawn stays so, whatever comes later.
    """
    if met_at is not None and (withdrawn_at is None or met_at <= withdrawn_at):
        return "done"
    if withdrawn_at is not None:
        return "withdrawn"
    return "overdue" if due_on < today else "open"
