"""Who may review what, and which part comes next."""

from collections.abc import Sequence, Set
from dataclasses import replace

from trainer.banks.authoring.rules import (
    APPROVED,
    IN_REVIEW,
    SENT_BACK,
    Said,
    authors_since_approval,
)

Authored = Sequence[tuple[Said, Set[int]]]  # each version with whoever wrote it, oldest first

OPEN_TO_VERDICTS = (IN_REVIEW, SENT_BACK, APPROVED)
OWN_WORDS = (
    "You wrote at it since it was last approved, or at the draft it was made from, so somebody else has to review it."
)
TAKEN_BACK = "Approval taken back."
SAID = 3  # findings that a refusal names


def why_not(person: int, versions: Authored, state: str, approves: bool) -> str:
    """Why this person cannot give that verdict on the newest of the versions; "" when they can.

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


def authors_to_judge(versions: Authored) -> set[int]:
    """Whose words the newest version has over the last approved one before it."""
    *before, (newest, authors) = versions
    return authors_since_approval([*before, (replace(newest, origin="written", reviewed=()), authors)])


def stopped_by(messages: Sequence[str]) -> str:
    """Why a version cannot be approved that the check refuses; "" where it finds nothing."""
    if not messages:
        return ""
    more = f" And {len(messages) - SAID} more." if len(messages) > SAID else ""
    named = " ".join(messages[:SAID]) + more
    mend = "Send it back, or have a matter of writing waived with a reason."
    return f"The check before publishing refuses this version, so it cannot be approved: {named} {mend}"


def place_in(queue: Sequence[int], here: int) -> tuple[int | None, int | None, int | None]:
    """What is before and after `here` in the queue, and its number there from 1; the first where it is gone from it."""
    if here not in queue:
        return None, queue[0] if queue else None, None
    at = queue.index(here)
    return (queue[at - 1] if at else None, queue[at + 1] if at + 1 < len(queue) else None, at + 1)
