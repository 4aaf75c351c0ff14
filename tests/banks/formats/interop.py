"""Files of other products and how other importers read them: beside the project, not in it."""

import json
from functools import cache
from pathlib import Path

import pytest

INTEROP = Path(__file__).parents[4] / "shared" / "interop"
needs_files = pytest.mark.skipif(not INTEROP.is_dir(), reason="../shared/interop is not here")


@cache
def expected(name: str) -> dict:
    """By file; nothing where the folder is not there."""
    file = INTEROP / name
    said = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return said.get("files", said)


def data(name: str) -> bytes:
    return (INTEROP / name).read_bytes()


def comparable(questions) -> list[dict]:
    """Without what says where they stood and what was said about them."""
    return [{**one.as_document(), "line": 0, "warnings": []} for one in questions]
