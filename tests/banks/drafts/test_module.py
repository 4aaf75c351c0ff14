"""From accepted drafts to a module that is live: what it says, what a quiz draws, the check, and who approves it."""

import pytest
from sqlalchemy import event, insert

from tests.banks.builders import live, live_version, load, sound_bank
from tests.banks.drafts.builders import TEXT, accept_all, approve, make_text, trail
from tests.browser import words
from tests.builders import make_person
from trainer import clock
from trainer.banks import queries as banks
from trainer.banks.authoring.models import Manuscript
from trainer.banks.authoring.publishing import actions as publishing
from trainer.banks.authoring.publishing import making
from trainer.banks.authoring.publishing.queries import Pile
from trainer.banks.drafts import actions, queries
from trainer.banks.drafts.models import DraftText
from trainer.banks.views.drafts.module import LIVE, WRITTEN
from trainer.db import db
from trainer.errors import Refused

PAGE, SLUG = "/drafts/1/module", "clean-hands-in-the-clinic"


@pytest.fixture
def text(educators) -> DraftText:
    return make_text(educators.one)


@pytest.fixture
def accepted(educators, text) -> DraftText:
    accept_all(educators.one, text)
    return text


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def button(page) -> str:
    return next(words(one) for one in page.select("button") if words(one).startswith("Hand in"))


def hand_in(educators, status=200, **answers):
    page = educators.first.open(PAGE)
    return educators.first.press(button(page), status, **answers)


def publish(educators, **answers) -> None:
    """Handed in, approved by somebody who had no part in it, and live."""
    hand_in(educators, **answers)
    manuscript = approve(make_person("educator", educators.clinic))
    pile = Pile.of(manuscript.id)
    made = making.made(pile.manuscript.slug, pile.pieces)
    assert made.module, made.problems
    publishing.publish(educators.one, manuscript, made.module)
    db.session.commit()


def cells(page):
    return {field["name"]: field["value"] for field in page.select("input[data-there]")}


def test_without_an_accepted_draft_there_is_nothing_to_publish(educators, text):
    page = educators.first.open(PAGE)
    assert "Nothing is accepted yet" in words(page.select_one(".notice"))
    assert not [one for one in page.select("button") if words(one).startswith("Hand in")]
    educators.first.press("Save", 422)
    educators.first.post("/drafts/1/publication", 422)
    assert banks.live_versions() == []


def test_everything_is_proposed_and_the_blueprint_can_be_met(educators, accepted):
    page = educators.first.open(PAGE)
    assert page.select_one("#title")["value"] == "Clean hands in the clinic"
    assert page.select_one("#slug")["value"] == SLUG
    assert words(page.select_one(".lead")).startswith("7 accepted drafts.")
    assert sum(map(int, cells(page).values())) >= 3
    assert button(page) == "Hand in 7 items for review"


def test_what_is_made_of_a_text_goes_live_once_somebody_else_has_approved_it(educators, accepted):
    page = hand_in(educators, title="Hands in our clinic")
    assert educators.first.address == "/manuscripts/1/"
    assert words(page.select_one(".flashes")).startswith("It waits for a reviewer now")
    assert banks.live_versions() == []
    with pytest.raises(Refused):  # who gave the text and accepted its drafts
        approve(educators.one)
    assert errors(hand_in(educators, 422)) == [WRITTEN]
    manuscript = approve(educators.other)
    educators.second.open(f"/manuscripts/{manuscript.id}/publication")
    educators.second.press("Publish this module")
    module = live(SLUG)
    assert len(module.items) == 7
    assert {one.item.use for one in module.items} == {"scored"}
    assert [source.citation for source in module.content.sources] == ["Clean hands in the clinic (pasted text)"]
    assert trail("module.made") == ["made Hands in our clinic, version 1, from the text Hands in our clinic"]
    assert "Soap and water remove the spores" in words(educators.first.open(f"/modules/{SLUG}/"))
    assert "Published from this text" in words(educators.first.open("/drafts/1/"))
    assert errors(hand_in(educators, 422)) == [LIVE]


def test_open_and_rejected_drafts_stay_out(educators, text):
    for standing in queries.standings(text)[:4]:
        actions.accept(educators.one, text, standing, standing.document)
    actions.reject(educators.one, text, queries.standings(text)[4], "Silly")
    db.session.commit()
    page = educators.first.open(PAGE)
    assert "4 accepted drafts; 2 drafts are still open and stay out." in words(page.select_one(".lead"))
    publish(educators)
    assert len(live(SLUG).items) == 4


def test_an_objective_that_nothing_serves_is_left_out(educators, accepted):
    assert "it stays out of the module" in words(educators.first.open(PAGE))
    publish(educators)
    assert "teach-others" not in {one.id for one in live(SLUG).content.objectives}


def test_edits_and_waivers_go_into_the_module(educators, text):
    for standing in queries.standings(text):
        document = standing.document | {"stem": f"{standing.document['stem'].rstrip('.?')} here?"}
        if standing.document["kind"] in {"true or false", "ordering", "matching", "multiple response"}:
            document = standing.document
        actions.accept(educators.one, text, standing, document)
    db.session.commit()
    publish(educators)
    assert "when does rubbing stop here?" in {one.item.stem.partition(", ")[2] for one in live(SLUG).items}


def test_a_blueprint_that_asks_for_more_than_was_accepted_names_the_gap(educators, accepted):
    name = next(iter(cells(educators.first.open(PAGE))))
    page = educators.first.press("Save", 422, **{name: "50", "title": "Kept"})
    assert errors(page)[0].startswith("50 asked, ")
    assert page.select_one(f"[name={name}]")["value"] == "50"
    assert page.select_one("#title")["value"] == "Kept"
    hand_in(educators, 422, **{name: "50"})
    assert banks.live_versions() == []


def test_numbers_that_cannot_be_read(educators, accepted):
    name = next(iter(cells(educators.first.open(PAGE))))
    page = educators.first.press("Save", 422, **{name: "many", "minutes": "0", "cut_percent": "", "review_by": "soon"})
    assert errors(page) == [
        "Write a whole number",
        "Write a number from 1 to 480",
        "Write how many",
        "Enter a date, like 2027-03-01",
    ]
    assert page.select_one(f"[name={name}]")["value"] == "many"


def test_a_quiz_asks_something(educators, accepted):
    nothing = dict.fromkeys(cells(educators.first.open(PAGE)), "0")
    page = educators.first.press("Save", 422, **nothing)
    assert "A quiz draws at least one item" in words(page.select_one(".error-summary"))


@pytest.mark.parametrize("slug", ["Not a slug", "../etc", "", "a" * 81, "hands"])
def test_a_name_that_cannot_be_used(educators, accepted, tmp_path, slug):
    load(sound_bank(tmp_path))
    page = hand_in(educators, 422, slug=slug)
    assert len(errors(page)) == 1
    assert live_version().number == 1
    assert page.select_one("#slug")["value"] == slug


def test_what_is_saved_is_kept_and_a_proposed_blueprint_follows_what_is_accepted(educators, text):
    first, *rest = queries.standings(text)
    actions.accept(educators.one, text, first, first.document)
    db.session.commit()
    educators.first.open(PAGE)
    educators.first.press("Save", title="Ours", minutes="30")
    assert words(educators.second.open("/drafts/").select_one(".tile-title")) == "Ours"
    assert list(cells(educators.second.open(PAGE)).values()) == ["1"]
    for standing in rest:
        actions.accept(educators.one, text, standing, standing.document)
    db.session.commit()
    page = educators.first.open(PAGE)
    assert sum(map(int, cells(page).values())) > 1
    assert page.select_one("#minutes")["value"] == "30"
    name = next(iter(cells(page)))
    educators.first.press("Save", **{name: "1"})
    assert cells(educators.first.open(PAGE))[name] == "1"


def test_of_two_who_hand_in_at_once_the_second_is_told(educators, accepted):
    """The first one's manuscript begins while the second one's is on its way."""
    page = educators.first.open(PAGE)

    @event.listens_for(db.session, "before_flush", once=True)
    def somebody_was_faster(session, *_):
        theirs = {"slug": SLUG, "title": "Theirs", "begun_by_id": educators.other.id, "begun_at": clock.now()}
        with db.engine.begin() as other:
            other.execute(insert(Manuscript).values(**theirs))

    assert errors(educators.first.press(button(page), 422)) == [WRITTEN]
    assert banks.live_versions() == []


def test_a_fault_of_the_check_keeps_it_from_going_live_and_leads_to_the_draft(educators, text):
    """The lint finds a flaw that nobody let stand: the very check that files go through."""
    for standing in queries.standings(text):
        document = standing.document
        if standing.row.position == 1:
            options = [*document["options"], {"text": "All of the above", "why": "It is not."}]
            document = document | {"options": options}
        actions.accept(educators.one, text, standing, document)
    db.session.commit()
    page = hand_in(educators, 422)
    summary = words(page.select_one(".error-summary"))
    assert summary.startswith("It is not handed in: 1 fault")
    assert "all-of-the-above" in summary
    assert [link["href"] for link in page.select(".error-summary a")] == ["/drafts/1/1/"]
    assert banks.live_versions() == []


def test_a_finding_that_somebody_let_stand_goes_live_with_its_waiver(educators, text):
    educators.first.open("/drafts/1/1/edit")
    page = educators.first.press("Save", **{"options-0-text": "All of the above", "options-0-why": "No."})
    reasons = {field["name"]: "The text says so" for field in page.select("#accept input[type=text]")}
    educators.first.press("Accept this draft", **reasons)
    publish(educators)
    assert [one.item.kind for one in live(SLUG).items] == ["single best answer"]


def test_two_texts_do_not_share_a_name(educators, accepted):
    publish(educators)
    other = make_text(educators.other, text=TEXT)
    accept_all(educators.other, other)
    page = educators.second.open("/drafts/2/module")
    page = educators.second.press(button(page), 422)
    assert errors(page) == ["There is a module of this name already. Choose another one."]
