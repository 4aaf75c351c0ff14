"""When a credential is earned, until when, and how it stands on a day. Plain values in, a decision out."""

from trainer.credentials.rules.codes import LONGEST_CODE, tidy_code
from trainer.credentials.rules.days import (
    URGENCY,
    State,
    due_soon_after,
    in_force,
    last_day,
    oldest_that_counts,
    state_on,
)
from trainer.credentials.rules.earning import Decision, Earned, Missing, NoLonger, NotYet, decide, window
from trainer.credentials.rules.evidence import FOREVER, Asked, Finding, counts_until, examine
from trainer.credentials.rules.history import EVIDENCE, KINDS, Entry, Held, History, as_known
from trainer.credentials.rules.observing import (
    ANSWER_WITHIN,
    ANSWERS,
    Lack,
    RequestState,
    lack,
    profession_on,
    request_state,
    sign_by,
)
from trainer.credentials.rules.outlook import Cell, Outlook, outlook
from trainer.credentials.rules.policies import Policy, Renewal, Validity
from trainer.credentials.rules.requirements import AtLeast, ByProfession, Leaf, Requirement, every, leaves, ongoing
from trainer.credentials.rules.standing import Standing, standing, stops

__all__ = [
    "ANSWERS",
    "ANSWER_WITHIN",
    "EVIDENCE",
    "FOREVER",
    "KINDS",
    "LONGEST_CODE",
    "URGENCY",
    "Asked",
    "AtLeast",
    "ByProfession",
    "Cell",
    "Decision",
    "Earned",
    "Entry",
    "Finding",
    "Held",
    "History",
    "Lack",
    "Leaf",
    "Missing",
    "NoLonger",
    "NotYet",
    "Outlook",
    "Policy",
    "Renewal",
    "RequestState",
    "Requirement",
    "Standing",
    "State",
    "Validity",
    "as_known",
    "counts_until",
    "decide",
    "due_soon_after",
    "every",
    "examine",
    "in_force",
    "lack",
    "last_day",
    "leaves",
    "oldest_that_counts",
    "ongoing",
    "outlook",
    "profession_on",
    "request_state",
    "sign_by",
    "standing",
    "state_on",
    "stops",
    "tidy_code",
    "window",
]
