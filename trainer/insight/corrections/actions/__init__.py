"""What can happen: an item is contested and answered for, a correction is proposed, withdrawn, approved or declined."""

from trainer.insight.corrections.actions.contesting import answer, contest
from trainer.insight.corrections.actions.deciding import Moved, approve, decline, mark_newcomer, require_may_decide
from trainer.insight.corrections.actions.erasing import erased_rows, forget
from trainer.insight.corrections.actions.proposing import Proposal, propose, withdraw

__all__ = [
    "Moved",
    "Proposal",
    "answer",
    "approve",
    "contest",
    "decline",
    "erased_rows",
    "forget",
    "mark_newcomer",
    "propose",
    "require_may_decide",
    "withdraw",
]
