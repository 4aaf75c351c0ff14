"""Whether two modules say the same: as publishing compares them, by one hash."""

from trainer.banks.actions import document_of
from trainer.banks.content import Module
from trainer.banks.grounds import hash_of


def content_hash(module: Module) -> str:
    """What a version that says just this has as its `content_hash`."""
    return hash_of([document_of(module), [hash_of(item.as_document()) for item in module.items]])
