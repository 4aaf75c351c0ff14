"""A whole module from a text: its drafts, what a person decided about them, and what else a module needs. All pure."""

from trainer.banks.composing.about import About, Decision, Origin
from trainer.banks.composing.blueprint import proposed_blueprint
from trainer.banks.composing.compose import compose, document_of, facts_of
from trainer.banks.composing.files import as_files, bank_files, draft_entries, item_entry, own_items, plain
from trainer.banks.composing.kept import as_documents, drafts_of, source_document, source_of
from trainer.banks.composing.proposal import proposal

__all__ = [
    "About",
    "Decision",
    "Origin",
    "as_documents",
    "as_files",
    "bank_files",
    "compose",
    "document_of",
    "draft_entries",
    "drafts_of",
    "facts_of",
    "item_entry",
    "own_items",
    "plain",
    "proposal",
    "proposed_blueprint",
    "source_document",
    "source_of",
]
