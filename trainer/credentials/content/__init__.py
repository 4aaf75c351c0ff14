"""What a credential takes, as its file says it."""

from trainer.credentials.content.policy import Credential, Policy, of_document

__all__ = ["Credential", "Policy", "of_document"]
