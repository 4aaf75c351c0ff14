"""An item model as people write it: as fields and tables, or as text."""

from trainer.banks.authoring.modeling.text import UNREAD, document_of, read, text_of

__all__ = ["UNREAD", "document_of", "read", "text_of"]
