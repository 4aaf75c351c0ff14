"""An item model as text that people edit, and back."""

import json
from collections.abc import Mapping
from typing import Any

from trainer.banks.composing.writing import written
from trainer.reading import Document, build

UNREAD = "unread"  # in place of a document: the text as it was typed, which is not yet a model


def text_of(document: Mapping[str, Any]) -> str:
    return str(document[UNREAD]) if UNREAD in document else written(dict(document), is_exact=True)


def document_of(text: str) -> dict[str, Any]:
    value = read(text).value
    if not isinstance(value, dict) or not is_plain(value):
        return {UNREAD: text}
    return value


def read(text: str) -> Document:
    """With the lines of its values, and what is at fault in how it is written."""
    return build(text, Document("model"))


def is_plain(value: Any) -> bool:
    try:
        json.dumps(value)
    except TypeError:  # a date: no cell of a model may be one
        return False
    return True
