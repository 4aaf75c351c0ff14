"""What can happen: policies are published and adopted, evidence comes in, certificates are issued and stopped."""

from trainer.credentials.actions.earning import (
    CODE_LENGTH,
    CODE_LETTERS,
    accept_pass,
    consider,
    consider_all,
    issue,
    new_code,
)
from trainer.credentials.actions.ledger import (
    License,
    Occasion,
    Paper,
    Training,
    accept_document,
    check_license,
    record_training,
)
from trainer.credentials.actions.merging import after_merger
from trainer.credentials.actions.practicals import Seen, ask_to_sign, decline, observe, qualification, qualify, sign
from trainer.credentials.actions.publishing import adopt_policy, drop_policy, publish
from trainer.credentials.actions.stops import (
    approve_temporary,
    ask_for_temporary,
    come_back,
    correct,
    correct_certificate,
    go_on_leave,
    reinstate,
    revoke,
    suspend,
)

__all__ = [
    "CODE_LENGTH",
    "CODE_LETTERS",
    "License",
    "Occasion",
    "Paper",
    "Seen",
    "Training",
    "accept_document",
    "accept_pass",
    "adopt_policy",
    "after_merger",
    "approve_temporary",
    "ask_for_temporary",
    "ask_to_sign",
    "check_license",
    "come_back",
    "consider",
    "consider_all",
    "correct",
    "correct_certificate",
    "decline",
    "drop_policy",
    "go_on_leave",
    "issue",
    "new_code",
    "observe",
    "publish",
    "qualification",
    "qualify",
    "record_training",
    "reinstate",
    "revoke",
    "sign",
    "suspend",
]
