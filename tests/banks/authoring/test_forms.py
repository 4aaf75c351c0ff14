"""A form loses nothing: what it shows of a part and sends back unchanged is the part, to the letter."""

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField

from tests.banks.authoring.test_parts import BANKS, SHIPPED
from tests.browser import values_of
from tests.builders import there
from trainer.banks.authoring.findings import findings
from trainer.banks.authoring.forms import form_of
from trainer.banks.authoring.forms.beginning import NEW_MODEL
from trainer.banks.authoring.parts import Piece, pieces_of
from trainer.banks.authoring.setting import AROUND, Setting
from trainer.banks.loading import read_module

NAMED = ("id", "kind")  # no field of a form


@pytest.fixture(scope="module")
def bare() -> Flask:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="x", WTF_CSRF_ENABLED=False)
    return app


@pytest.fixture(scope="module")
def chosen():
    """The first question of each kind with the most said about it, and one part of each other kind."""
    found: dict[str, tuple[Piece, Setting]] = {}
    for slug in SHIPPED[3:6]:
        module = there(read_module(BANKS / slug, BANKS).module)
        pieces = list(pieces_of(module))
        setting = Setting(slug, tuple(piece for piece in pieces if piece.kind in AROUND))
        for piece in pieces:
            name = piece.document["kind"] if piece.kind == "item" else piece.kind
            if name not in found or (piece.kind == "item" and len(piece.document) > len(found[name][0].document)):
                found[name] = (piece, setting)
    return found


def sent(form) -> MultiDict:
    """What a browser would send, had nobody touched the form."""
    page = BeautifulSoup("".join(str(field()) for field in simple(form)), "html.parser")
    fields: MultiDict[str, str] = MultiDict()
    for tag in page.select("input, select, textarea"):
        for name, value in values_of(tag):
            fields.add(name, value.lstrip("\r\n") if tag.name == "textarea" else value)
    return fields


def simple(fields):
    for field in fields:
        if isinstance(field, FieldList):
            yield from simple(field)
        elif isinstance(field, FormField):
            yield from simple(field.form)
        else:
            yield field


def test_every_kind_of_part_and_question_survives_its_form(bare, chosen):
    assert len(chosen) == 10 + 8, sorted(chosen)
    for piece, setting in chosen.values():
        with bare.test_request_context():
            fields = sent(form_of(piece.kind, piece.document, 1, setting))
        with bare.test_request_context(method="POST", data=fields):
            form = form_of(piece.kind, piece.document, 1, setting)
            nothing_else = {name: piece.document[name] for name in NAMED if name in piece.document}
            assert form.written(nothing_else) == piece.document, (piece.kind, piece.slug)
        assert findings(piece.kind, piece.document, setting) == [], (piece.kind, piece.slug)


def test_a_new_model_shows_what_a_model_has_and_each_finding_names_its_field():
    found = findings("model", {"id": "sites", **NEW_MODEL}, Setting("hands", ()))
    assert [(one.line, one.message) for one in found][:3] == [
        (2, "“title”: it is empty."),
        (3, "“objective”: it is empty."),
        (4, "“level” has a value that is not known."),
    ]


def test_words_are_looked_at_before_it_is_chosen_what_a_question_rests_on():
    options = [{"text": text, "why": "So it is."} for text in ("Soap", "Rub", "All of the above")]
    half = {"id": "one", "kind": "single best answer", "stem": "Which is not clean?", "options": options}
    half["options"][0]["key"] = True
    found = {(one.place, one.rule) for one in findings("item", half, Setting("hands", ()))}
    assert {(("stem",), "negative-stem"), (("options", 2, "text"), "all-of-the-above")} <= found
    assert {place for place, rule in found if rule == "shape"} == {("objective",), ("level",), ("passage",), ("facts",)}
