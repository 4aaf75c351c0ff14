"""Who may review what, and which part comes next."""

from collections.abc import Sequence
from dataclasses import replace

from trainer.banks.authoring.rules import (
    APPROVED,
    IN_REVIEW,
    SENT_BACK,
    Said,
    authors_since_approval,
)

OPEN_TO_VERDICTS = (IN_REVIEW, SENT_BACK, APPROVED)
OWN_WORDS = "You wrote at it since it was last approved, so somebody else has to review it."
TAKEN_BACK = "Approval taken back."


def why_not(person: int, versions: Sequence[tuple[Said, int]], state: str, approves: bool) -> str:
    """Why this person cannot give that verdict on the newest of the versions (version, author); "" when they can.

    A verdict can be changed by whoever may give one, until a publication has taken the version.
    """
    if person in authors_to_judge(versions):
        return OWN_WORDS
    if state not in OPEN_TO_VERDICTS:
        return f"This version is {state}, so there is nothing to decide."
    if approves and state == APPROVED:
        return "It is approved already."
    if not approves and state == SENT_BACK:
        return "It was sent back already. Add a remark if there is more to say."
    return ""


def authors_to_judge(versions: Sequence[tuple[Said, int]]) -> set[int]:
    """Whose words the newest version has over the last approved one before it."""
    *before, (newest, author) = versions
    return authors_since_approval([*before, (replace(newest, origin="written", reviewed=()), author)])


def place_in(queue: Sequence[int], here: int) -> tuple[int | None, int | None, int | None]:
    """What is before and after `here` in the queue, and its number there from 1; the first where it is gone from it."""
    if here not in queue:
        return None, queue[0] if queue else None, None
    at = queue.index(here)
    return (queue[at - 1] if at else None, queue[at + 1] if at + 1 < len(queue) else None, at + 1)
