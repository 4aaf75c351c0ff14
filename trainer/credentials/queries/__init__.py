"""What is asked of policies, certificates and the ledger."""

from trainer.credentials.queries.certificates import (
    by_code,
    certificate_of,
    certificates_of,
    entries_of,
    entry_of,
    holder_of,
    newer_than,
    not_yet_theirs,
)
from trainer.credentials.queries.histories import histories, history_of
from trainer.credentials.queries.policies import (
    Rulebook,
    Shelf,
    live_policies,
    modules_asked_for,
    policy_of,
    rulebook,
    shelf,
)

__all__ = [
    "Rulebook",
    "Shelf",
    "by_code",
    "certificate_of",
    "certificates_of",
    "entries_of",
    "entry_of",
    "histories",
    "history_of",
    "holder_of",
    "live_policies",
    "modules_asked_for",
    "newer_than",
    "not_yet_theirs",
    "policy_of",
    "rulebook",
    "shelf",
]
