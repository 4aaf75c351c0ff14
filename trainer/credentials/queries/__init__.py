"""What is asked of policies, certificates and the ledger."""

from trainer.credentials.queries.certificates import (
    by_code,
    certificate_of,
    certificates_of,
    entries_of,
    entry_of,
    newer_than,
)
from trainer.credentials.queries.histories import histories, history_of
from trainer.credentials.queries.policies import (
    Shelf,
    followed_by,
    live_policies,
    modules_asked_for,
    policy_of,
    rule_of,
    shelf,
    versions_of,
)

__all__ = [
    "Shelf",
    "by_code",
    "certificate_of",
    "certificates_of",
    "entries_of",
    "entry_of",
    "followed_by",
    "histories",
    "history_of",
    "live_policies",
    "modules_asked_for",
    "newer_than",
    "policy_of",
    "rule_of",
    "shelf",
    "versions_of",
]
