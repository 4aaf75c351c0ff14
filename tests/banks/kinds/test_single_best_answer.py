"""Single best answer: what it reads, how it shuffles, what it shows."""

from random import Random

import pytest
from flask import render_template_string

from tests.banks.builders import change, live, load, sound_bank
from tests.browser import BeautifulSoup, words
from trainer.banks.kinds import single_best_answer as kind
from trainer.errors import Unreadable

ASK = "{% from one.kind.template import ask %}{{ ask(one, order, given, error) }}"
REVIEW = "{% from one.kind.template import review %}{{ review(one, order, given, '/modules/hands/?version=1') }}"


@pytest.fixture
def one(app, tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "items.yaml", "What about one?", "What *about* <one> [@Who09]?")
    change(root / "hands" / "items.yaml", "Because it is wrong.", "Because [@Cdc02] says so.")
    load(root)
    return live().by_slug["one"]


def drawn(app, template, **values):
    with app.test_request_context():
        return BeautifulSoup(render_template_string(template, **values), "html.parser")


@pytest.mark.parametrize("sent", ["3", "-1", "1.0", "x", "٣", "²", "0x1", "99999999999", "1\0", "+1"])
def test_what_is_no_option_is_unreadable(one, sent):
    with pytest.raises(Unreadable):
        kind.read(one.item, {"": [sent]})


@pytest.mark.parametrize(("sent", "kept", "score"), [("0", "0", 1.0), ("2", "2", 0.0), ("01", "1", 0.0)])
def test_an_option_is_kept_by_its_number_in_the_bank(one, sent, kept, score):
    assert kind.read(one.item, {"": [sent]}) == kept
    assert kind.score(one.item, kept) == score


@pytest.mark.parametrize("sent", [{}, {"": []}, {"": [""]}, {"": [" "]}])
def test_nothing_chosen_is_a_blank(one, sent):
    assert kind.read(one.item, sent) is None


def test_options_are_shuffled_by_the_seed_unless_their_order_matters(one):
    orders = {tuple(kind.order(one.item, Random(seed))) for seed in range(50)}
    assert len(orders) == 6
    fixed = one.item.model_copy(update={"fixed_order": True})
    assert {tuple(kind.order(fixed, Random(seed))) for seed in range(50)} == {(0, 1, 2)}


def test_the_question_as_asked(app, one):
    page = drawn(app, ASK, one=one, order=[2, 0, 1], given="0", error=None)
    assert words(page.legend) == "What about <one>?"
    assert page.legend.em.text == "about"
    cards = page.select(".option-card")
    assert [words(card) for card in cards] == [
        "A The other thing for one",
        "B The right thing for one",
        "C The wrong thing for one",
    ]
    assert [card.input["value"] for card in cards] == ["2", "0", "1"]
    assert [card.input.has_attr("checked") for card in cards] == [False, True, False]
    assert "Because" not in words(page)
    assert not page.select("a")


def test_an_error_is_said_with_the_options(app, one):
    page = drawn(app, ASK, one=one, order=[0, 1, 2], given=None, error="Choose one <b>.")
    assert words(page.select_one("#answer-error")) == "Choose one <b>."
    assert page.fieldset["aria-describedby"] == "answer-error"
    assert not page.select("[checked]")


@pytest.mark.parametrize(
    ("given", "tags"),
    [
        (None, [[], ["Key"], []]),
        ("0", [[], ["Key", "Your answer"], []]),
        ("1", [[], ["Key"], ["Your answer"]]),
    ],
)
def test_the_question_in_review(app, one, given, tags):
    page = drawn(app, REVIEW, one=one, order=[2, 0, 1], given=given)
    options = page.select(".review-option")
    assert [[words(tag) for tag in option.select(".tag")] for option in options] == tags
    assert [words(option.select_one(".rationale")) for option in options] == [
        "Because it is another.",
        "Because it is right.",
        "Because 2 says so.",
    ]
    assert options[2].select_one(".cite")["href"] == "/modules/hands/?version=1#source-Cdc02"
    link = page.select_one(".review-source a")
    assert (words(link), link["href"]) == ("passage 1: When to rub", "/modules/hands/?version=1#passage-rub")
    assert not page.select("[id]")
