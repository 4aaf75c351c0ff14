"""Changing a drafted question, kind by kind. What cannot be read stays as typed, with an error beside it."""

import pytest

from tests.banks.drafts.builders import decisions, make_text, trail
from tests.browser import words
from trainer.banks.drafts.models import DraftText

BEST, LATER, TRUTH, NUMBER, SEVERAL, ORDER, MATCH = (f"/drafts/1/{n}/edit" for n in range(1, 8))


@pytest.fixture
def text(educators) -> DraftText:
    return make_text(educators.one)


def errors(page):
    return {
        field["id"]: words(page.select_one(f"#{field['id']}-error"))
        for field in page.select("[aria-invalid=true]")
        if page.select_one(f"#{field['id']}-error")
    }


def change(educators, address, status=200, **answers):
    educators.first.open(address)
    return educators.first.press("Save", status, **answers)


def saved():
    return decisions()[-1].document


def test_an_edit_is_kept_beside_the_draft_and_leaves_it_open(educators, text):
    page = change(educators, BEST, stem="What  removes spores? ")
    assert educators.first.address == "/drafts/1/1/"
    assert saved()["stem"] == "What  removes spores?"
    assert [one.is_accepted for one in decisions()] == [None]
    assert "Edited by Edda Lang" in words(page)
    assert trail("draft.edited") == ["edited draft 1 of Clean hands in the clinic"]


def test_saving_without_a_change_writes_nothing(educators, text):
    for address in (BEST, LATER, TRUTH, NUMBER, SEVERAL, ORDER, MATCH):
        change(educators, address)
    assert decisions() == []


def test_what_was_accepted_is_open_again_after_an_edit(educators, text):
    educators.first.open("/drafts/1/1/")
    educators.first.press("Accept")
    change(educators, BEST, stem="What removes spores?")
    assert [one.is_accepted for one in decisions()] == [True, None]
    educators.first.press("Accept")
    assert saved()["stem"] == "What removes spores?"


def test_options_are_changed_added_and_taken_out(educators, text):
    change(
        educators,
        BEST,
        **{"options-0-text": "", "options-0-why": "", "options-3-text": "Cold water", "options-3-why": "Not named."},
        keys="3",
    )
    assert saved()["options"] == [
        {"text": "Soap and water", "why": "The article says: Soap and water."},
        {"text": "A dry towel", "why": "Not A dry towel."},
        {"text": "Cold water", "key": True, "why": "Not named."},
    ]


@pytest.mark.parametrize(
    ("answers", "beside", "message"),
    [
        ({"keys": None}, "options-0-text", "Mark the right one as key"),
        ({"keys": ["0", "1"]}, "options-1-text", "Only one of them can be the key"),
        ({"options-2-text": "soap and water."}, "options-2-text", "This says the same as another one"),
        ({"options-2-text": ""}, "options-2-text", "Fill this in"),
        ({"options-2-why": " "}, "options-2-text", "Say why it is right or wrong"),
        ({"options-2-text": "", "options-2-why": ""}, "options-0-text", "It has 2 options. Write three to five."),
        ({"stem": "  "}, "stem", "Write what is asked"),
        ({"objective": "nobody"}, "objective", "Not a valid choice"),
        ({"options-1-text": "x" * 401}, "options-1-text", "Use at most 400 characters"),
    ],
)
def test_an_error_stands_beside_its_field_and_nothing_typed_is_lost(educators, text, answers, beside, message):
    typed = {"stem": "Kept as typed", "options-3-text": "Cold water", "options-3-why": "Not named."} | answers
    if "It has 2" in message:
        typed |= {"options-3-text": "", "options-3-why": ""}
    page = change(educators, BEST, 422, **typed)
    assert message in errors(page)[beside]
    for name, value in typed.items():
        if name != "objective" and isinstance(value, str):
            field = page.select_one(f"#{name}") if name != "keys" else None
            shown = field.get("value", field.get_text()) if field else value
            assert shown.strip() == value.strip(), name
    assert decisions() == []


def test_a_row_left_empty_in_between_does_not_shift_the_errors(educators, text):
    answers = {"options-0-text": "", "options-0-why": "", "options-3-text": "Cold", "options-3-why": "", "keys": "1"}
    page = change(educators, BEST, 422, **answers)
    assert list(errors(page)) == ["options-3-text"]


def test_several_keys(educators, text):
    change(educators, SEVERAL, keys=["0", "2"])
    assert [option.get("key", False) for option in saved()["options"]] == [True, False, True, False]
    assert saved()["scoring"] == "partial"
    page = change(educators, SEVERAL, 422, keys=["0", "1", "2", "3"])
    assert errors(page)["options-0-text"] == "Leave at least one option that is wrong"


def test_true_or_false(educators, text):
    change(educators, TRUTH, answer="false", stem="Washing takes 4 seconds.")
    assert (saved()["answer"], saved()["stem"]) == (False, "Washing takes 4 seconds.")
    page = change(educators, TRUTH, 422, stem="Does it?", why_true="")
    assert errors(page)["why_true"] == "Say why: a learner reads it"
    page = change(educators, TRUTH, 422, stem="Does it?")
    assert "Write a statement" in errors(page)["stem"]


@pytest.mark.parametrize("value", ["twenty", "", "1,5", "nan", "1e999"])
def test_a_number_that_cannot_be_read_is_an_error_not_a_zero(educators, text, value):
    page = change(educators, NUMBER, 422, value=value)
    assert errors(page) == {"value": "Write a number, like 20 or 0.5"}
    assert page.select_one("#value")["value"] == value


def test_a_number_with_unit_and_tolerance(educators, text):
    change(educators, NUMBER, value="30", tolerance="2.5", unit="s")
    assert (saved()["value"], saved()["tolerance"], saved()["unit"]) == (30, 2.5, "s")
    page = change(educators, NUMBER, 422, tolerance="-1", unit="")
    assert errors(page) == {"tolerance": "Write 0 or more", "unit": "Write the unit"}


def test_steps(educators, text):
    change(educators, ORDER, **{"steps-1": "", "steps-4": "Wrists"})
    assert saved()["steps"] == ["Palms against each other", "Thumbs", "Fingertips", "Wrists"]
    page = change(educators, ORDER, 422, **{"steps-1": "thumbs", "why": ""})
    assert errors(page) == {"why": "Say why: a learner reads it"}
    page = change(educators, ORDER, 422, **{"steps-2": "thumbs"})
    assert errors(page) == {"steps-2": "This says the same as another one: change it, or empty it"}


def test_matching(educators, text):
    change(educators, MATCH, **{"choices-1": "60 s", "choices-3": "5 seconds", "prompts-0-match": "3"})
    assert saved()["choices"] == ["20 seconds", "60 s", "60 seconds", "5 seconds"]
    assert [prompt["match"] for prompt in saved()["prompts"]] == ["5 seconds", "60 s", "60 seconds"]
    page = change(educators, MATCH, 422, **{"prompts-0-match": "1"})
    assert errors(page)["prompts-1-match"] == "Only one of them can be the key"
    page = change(educators, MATCH, 422, **{"choices-1": "", "prompts-2-why": ""})
    assert errors(page)["prompts-1-match"] == "Fill this in"


def test_somebody_decided_while_this_form_was_open(educators, text):
    educators.first.open(BEST)
    educators.second.open("/drafts/1/1/")
    educators.second.press("Accept")
    page = educators.first.press("Save", 422, stem="Mine")
    assert "Otis Berg has decided on this draft in the meantime" in words(page.select_one(".notice-error"))
    assert page.select_one("#stem").get_text().strip() == "Mine"
    educators.first.press("Save")
    assert [one.is_accepted for one in decisions()] == [True, None]
    assert saved()["stem"] == "Mine"
