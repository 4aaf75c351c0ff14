"""One draft to a screen: accept, reject with a reason, take back; two educators at once."""

import pytest
from sqlalchemy.exc import IntegrityError

from tests.banks.drafts.builders import accept_all, decisions, make_text, trail
from tests.browser import words
from trainer.banks.drafts import actions, queries, rules
from trainer.banks.drafts.models import DraftText
from trainer.db import db

LIST = "/drafts/1/"


@pytest.fixture
def text(educators) -> DraftText:
    return make_text(educators.one)


def at(position: int) -> str:
    return f"/drafts/1/{position}/"


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def rows(page):
    return {words(row.dt): words(row.dd) for row in page.select(".draft-split > div > .rows > div")}


def test_the_list_has_the_drafts_by_section_with_counts_that_filter(educators, text):
    page = educators.first.open(LIST)
    assert [words(heading) for heading in page.select("main section > h2")] == [
        "When to wash",
        "When to rub",
        "When to wash",
        "When to rub",
        "How to rub",
        "When to wash",
    ]
    counts = [words(count) for count in page.select(".count")]
    assert counts == ["7 All", "7 Open", "0 Accepted", "0 Rejected"]
    educators.first.open(at(2))
    educators.first.press("Accept")
    page = educators.second.open(LIST)
    assert "1 of 7 decided" in words(page.select_one(".draft-progress"))
    educators.second.follow("1 Accepted")
    assert [words(link) for link in educators.second.page.select(".draft-list a")] == [
        "2 According to the article, when does rubbing stop?"
    ]
    educators.second.follow("0 Rejected")
    assert words(educators.second.page.select_one(".empty h2")) == "None is rejected"


def test_a_draft_stands_beside_its_passage_with_the_keys_words_marked(educators, text):
    page = educators.first.open(at(1))
    assert words(page.h1) == "Draft 1 of 7"
    assert [words(option) for option in page.select(".review-option.is-key .option-text")] == ["Soap and water"]
    passage = page.select_one(".draft-passage")
    assert words(passage).startswith("Soap and water remove the spores of Clostridioides difficile")
    assert [words(mark) for mark in passage.select("mark")] == ["Soap and water"]
    assert "remove the spores" in words(passage.select_one(".draft-quote"))
    assert "Washing takes 40 seconds" not in "".join(words(part) for part in passage.select(".draft-quote, mark"))
    found = rows(page)
    assert found["Kind"] == "Single best answer"
    assert found["Drafted by"] == "The rule “statement”, from line 9"
    preview = page.select_one(".draft-preview")
    assert len(preview.select("input[type=radio]")) == 3


@pytest.mark.parametrize("position", range(1, 8))
def test_every_kind_has_a_page_and_a_form(educators, text, position):
    page = educators.first.open(at(position))
    kind = rows(page)["Kind"]
    educators.first.follow("Edit")
    assert words(educators.first.page.select_one(".lead")).startswith(kind)


def test_accepting_goes_on_to_the_next_open_draft_at_once(educators, text):
    educators.first.open(at(1))
    page = educators.first.press("Accept")
    assert educators.first.address == at(2)
    assert "Draft 1 accepted." in words(page.select_one(".draft-undo"))
    (decision,) = decisions()
    assert (decision.is_accepted, decision.decided_by.name) == (True, "Edda Lang")
    assert decision.document["stem"].endswith("what removes the spores of Clostridioides difficile?")
    assert trail("draft.accepted") == [
        "accepted draft 1 of Clean hands in the clinic: "
        "According to the article, what removes the spores of Clostridioides difficile?"
    ]


def test_after_the_last_it_goes_round_to_those_left_open_and_then_to_the_text(educators, text):
    for position in (1, 3, 4, 5, 6):
        educators.first.open(at(position))
        educators.first.press("Accept")
    educators.first.open(at(7))
    educators.first.press("Accept")
    assert educators.first.address == at(2)
    page = educators.first.press("Accept")
    assert educators.first.address == LIST
    assert "Every draft is decided." in words(page.select_one(".flashes"))


def test_objective_and_level_go_with_the_acceptance(educators, text):
    objective = text.about["objectives"][-1]["id"]
    educators.first.open(at(1))
    educators.first.press("Accept", objective=objective, level="judgment")
    (decision,) = decisions()
    assert (decision.document["objective"], decision.document["level"]) == (objective, "judgment")
    educators.first.open(at(2))
    page = educators.first.press("Accept", 422, objective="nobody", level="wisdom")
    assert len(errors(page)) == 2
    assert len(decisions()) == 1


def test_rejecting_asks_for_a_reason_and_keeps_it(educators, text):
    educators.first.open(at(1))
    page = educators.first.press("Reject this draft", 422)
    assert errors(page) == ["Choose a reason, or write one"]
    assert page.select_one(".draft-panel").has_attr("open")
    assert decisions() == []
    educators.first.press("Reject this draft", reason="1", words="  It says “help”, not “remove”. ")
    assert educators.first.address == at(2)
    assert decisions()[0].reason == f"{rules.REASONS[1]}: It says “help”, not “remove”."
    assert trail("draft.rejected")[0].endswith(decisions()[0].reason)
    assert rules.REASONS[1] in words(educators.first.open(LIST))


def test_a_reason_that_is_no_choice_needs_own_words(educators, text):
    educators.first.open(at(1))
    educators.first.press("Reject this draft", 422, reason="77")
    educators.first.press("Reject this draft", reason="x", words="Not ours")
    assert decisions()[0].reason == "Not ours"


def test_the_last_decision_is_undone_and_stays_on_record(educators, text):
    educators.first.open(at(1))
    educators.first.press("Reject this draft", words="Silly")
    page = educators.first.press("Undo")
    assert educators.first.address == at(1)
    assert "Draft 1 is open again." in words(page)
    assert [one.is_accepted for one in decisions()] == [False, None]
    assert queries.places(text)[0].state == "open"
    assert not [button for button in page.select("button") if words(button) == "Undo"]
    assert trail("draft.reopened") == ["took back the decision on draft 1 of Clean hands in the clinic"]
    history = [words(line) for line in page.select(".draft-history .timeline-what")]
    assert history == ["Edited or opened again by Edda Lang", "Rejected by Edda Lang"]


def test_nobody_undoes_the_last_decision_of_somebody_else(educators, text):
    educators.first.open(at(1))
    educators.first.press("Accept")
    assert educators.first.page.select(".draft-undo")
    assert not educators.second.open(at(2)).select(".draft-undo")


def test_a_decision_of_old_is_opened_again_from_its_own_page(educators, text):
    for position in (1, 2):
        educators.first.open(at(position))
        educators.first.press("Accept")
    educators.second.open(at(1))
    educators.second.press("Open it again")
    assert [place.state for place in queries.places(text)][:3] == ["open", "accepted", "open"]


def test_a_finding_is_let_stand_with_a_reason_and_the_name_of_the_account(educators, text):
    educators.first.open(at(1) + "edit")
    educators.first.press("Save", **{"options-0-text": "All of the above"})
    page = educators.first.page
    assert "all-of-the-above" in words(page.select_one(".draft-findings"))
    page = educators.first.press("Accept this draft", 422)
    assert "Say why it is right as it stands, or edit the draft" in errors(page)
    assert [one.is_accepted for one in decisions()] == [None]
    wanted = {field["name"]: "The text says so" for field in page.select("#accept input[type=text]")}
    educators.first.press("Accept this draft", **wanted)
    waivers = decisions()[-1].document["waivers"]
    assert {"rule": "all-of-the-above", "reason": "The text says so", "by": "Edda Lang"} in waivers
    page = educators.first.open(at(1))
    assert "Let stand: all-of-the-above" in words(page)
    assert page.select_one("#waiver_all_of_the_above")["value"] == "The text says so"
    educators.first.press("Open it again")
    assert "waivers" not in decisions()[-1].document
    assert "all-of-the-above" in words(educators.first.page.select_one(".draft-findings"))


def test_somebody_else_was_first(educators, text):
    """Nothing is decided over another's head: the page says who, what and keeps what was typed."""
    educators.first.open(at(1))
    educators.second.open(at(1))
    educators.second.press("Accept")
    page = educators.first.press("Reject this draft", 409, words="Too easy")
    assert "Otis Berg decided on this draft while you had it open" in words(page.select_one(".notice-error"))
    assert "Accepted by Otis Berg" in words(page)
    assert page.select_one("#words").get_text().strip() == "Too easy"
    assert [one.is_accepted for one in decisions()] == [True]
    educators.first.press("Reject this draft")
    assert [(one.number, one.is_accepted) for one in decisions()] == [(1, True), (2, False)]


def test_an_old_tab_cannot_undo_what_somebody_decided_since(educators, text):
    educators.first.open(at(1))
    educators.first.press("Accept")
    educators.second.open(at(1))
    educators.second.press("Reject this draft", words="Not so")
    educators.first.press("Undo", 409)
    assert [one.is_accepted for one in decisions()] == [True, False]


def test_in_the_same_instant_the_database_lets_one_in(educators, text):
    """The number is the lock: the second of two with the same one is refused by the table itself."""
    standing = queries.standings(text)[0]
    accept_all(educators.one, text)
    with pytest.raises(IntegrityError):
        actions.add_decision(educators.other, standing, False, standing.document, "At once")
    db.session.rollback()


def test_through_the_drafts_in_order_or_within_a_state(educators, text):
    educators.first.open(at(2))
    educators.first.press("Accept")
    page = educators.first.open(at(1))
    assert page.select_one("[rel=next]")["href"] == at(2)
    assert not page.select("[rel=prev]")
    page = educators.first.open(at(1) + "?show=open")
    assert page.select_one("[rel=next]")["href"] == at(3) + "?show=open"
    page = educators.first.open(at(7))
    assert not page.select("[rel=next]")
    assert educators.first.open(at(1) + "?show=nonsense").select_one("[rel=next]")["href"] == at(2)


@pytest.mark.parametrize("address", ["/drafts/9/", at(8), at(0), "/drafts/9/1/", at(8) + "edit"])
def test_what_is_not_there(educators, text, address):
    educators.first.open(address, 404)


@pytest.mark.parametrize("address", [LIST, at(1), at(1) + "edit", "/drafts/1/module"])
def test_few_statements_however_many_drafts_are_decided(educators, text, statements, address):
    def asked():
        with statements() as seen:
            educators.first.open(address)
        return len(seen)

    asked()
    accept_all(educators.other, text)
    before = asked()
    for _ in range(2):
        accept_all(educators.one, text)
    assert asked() <= before < 8
