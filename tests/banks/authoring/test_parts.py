"""A module in pieces says just what the module says, and the pieces make that module again."""

from pathlib import Path

import pytest

from tests.builders import there
from trainer.banks import actions
from trainer.banks.authoring.parts import SINGLE, module_of, pieces_of
from trainer.banks.content import Module
from trainer.banks.grounds import hash_of
from trainer.banks.loading import read_module

BANKS = Path(__file__).parents[3] / "question_banks"
SHIPPED = sorted(file.parent.name for file in BANKS.glob("*/module.yaml"))


def content_hash(module: Module) -> str:
    return hash_of([actions.document_of(module), [hash_of(item.as_document()) for item in module.items]])


@pytest.mark.parametrize("slug", SHIPPED)
def test_every_module_that_ships_survives_being_taken_apart(slug):
    module = there(read_module(BANKS / slug, BANKS).module)
    pieces = list(pieces_of(module))
    again = module_of(slug, pieces)
    assert again == module
    assert content_hash(again) == content_hash(module)
    names = [(piece.kind, piece.slug) for piece in pieces]
    assert len(set(names)) == len(names)
    assert [kind for kind, _ in names[:5]] == list(SINGLE)
