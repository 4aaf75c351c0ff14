"""What an item rests on has changed: the educator sees what, and says whether the item is still right."""

import pytest
from sqlalchemy import select

from tests.banks.builders import adopt, change, item, live, live_version, load, sound_bank
from tests.browser import words
from tests.builders import make_person
from trainer.banks import actions, queries
from trainer.banks.models import AcceptedGrounds
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions as quizzes
from trainer.trail import Event

PAGE = "/banks/hands/staleness/"
CONFIRMATIONS = "/banks/hands/staleness/confirmations"
REASON = "The item does not ask for the number."


@pytest.fixture
def root(app, tmp_path):
    """Four items rest on one passage and one fact, a fifth on others."""
    root = sound_bank(tmp_path)
    items = root / "hands" / "items.yaml"
    five = item("five").replace("passage: rub", "passage: wash").replace("[F-1]", "[F-2]")
    items.write_text(items.read_text() + five.replace("What about", "In laboratory studies, what about"))
    load(root)
    return root


@pytest.fixture
def changed(root):
    change(root / "hands" / "material.md", "*twenty* seconds", "*thirty* seconds")
    load(root)
    return root


def stale() -> set[str]:
    items = live().by_version
    return {items[one].item.id for one in queries.stale_items(live_version().module_id)}


def test_nothing_is_stale(cast, root):
    page = cast.educator.open(PAGE)
    assert words(page.select_one(".notice")).startswith("No item is stale")
    assert "Forms in progress: 0" in words(page)
    assert not page.select("form[method=post][action*=confirmations]")


def test_what_changed_and_which_items_rest_on_it(cast, changed):
    page = cast.educator.open(PAGE)
    assert "4 items are stale, after 1 change." in words(page)
    (told,) = page.select(".change")
    assert words(told.h2) == "Passage rub"
    assert (words(told.select_one("del")), words(told.select_one("ins"))) == ("twenty", "thirty")
    assert [words(link) for link in told.select("li > .meta > a")] == [
        "one",
        "two",
        "three",
        "four",
    ]
    assert words(told.select_one(".review-item .tag-key")) == "Key"


def test_items_are_together_by_what_changed(cast, changed):
    change(changed / "hands" / "facts.yaml", "Soap removes spores", "Soap removes most spores")
    load(changed)
    page = cast.educator.open(PAGE)
    assert [words(one.h2) for one in page.select(".change")] == ["Passage rub", "Fact F-2"]
    assert words(page.select(".change")[1].h3) == "1 item rests on it"


def test_an_item_that_somebody_found_right_and_that_changed_again(cast, changed):
    """Since then, not since it was written; the others still show both changes in one."""
    cast.educator.open(PAGE)
    cast.educator.press("The marked ones are still right", chosen=["one"], reason=REASON)
    change(changed / "hands" / "material.md", "*thirty* seconds", "*forty* seconds")
    load(changed)
    page = cast.educator.open(PAGE)
    told = {words(one.select_one("li > .meta > a")): words(one.select_one("del")) for one in page.select(".change")}
    assert told == {"one": "thirty", "two": "twenty"}
    assert REASON in words(page.select(".change")[0])


def test_it_is_still_right(cast, changed):
    cast.educator.open(PAGE)
    page = cast.educator.press("The marked ones are still right", chosen=["one", "three"], reason=f" {REASON} ")
    assert words(page.select_one(".flashes")).startswith("Found still right, with your reason: one, three.")
    assert stale() == {"two", "four"}
    kept = db.session.scalars(select(AcceptedGrounds).where(AcceptedGrounds.accepted_by_id.is_not(None))).all()
    assert [one.reason for one in kept] == [REASON, REASON]
    told = db.session.scalars(select(Event).where(Event.name == "item.confirmed").order_by(Event.id)).all()
    assert [line.details["item"] for line in told] == ["one", "three"]
    assert told[0].sentence == f"looked at one of Clean hands, version 2, and found it still right: {REASON}".replace(
        "Clean hands", live().content.title
    )


def test_all_of_one_change_with_one_reason(cast, changed):
    cast.educator.open(PAGE)
    page = cast.educator.press("All 4 are still right", reason=REASON)
    assert stale() == set()
    assert "No item is stale" in words(page)


def test_a_reason_is_required_and_nothing_marked_is_lost(cast, changed):
    cast.educator.open(PAGE)
    page = cast.educator.press("The marked ones are still right", status=422, chosen=["two"])
    assert words(page.select_one(".form-error")) == "Say why it is still right"
    assert [box["value"] for box in page.select("[name=chosen][checked]")] == ["two"]
    assert stale() == {"one", "two", "three", "four"}


def test_nothing_is_marked_and_the_reason_is_not_lost(cast, changed):
    cast.educator.open(PAGE)
    page = cast.educator.press("The marked ones are still right", status=422, reason=REASON)
    assert "Mark the items that are still right, or say it of all" in words(page.select_one(".change"))
    assert words(page.select_one("textarea")) == REASON


def test_the_text_changes_once_more_while_somebody_reads(cast, changed):
    """What they would confirm is not what they have read."""
    cast.educator.open(PAGE)
    change(changed / "hands" / "material.md", "*thirty* seconds", "*forty* seconds")
    load(changed)
    page = cast.educator.press("All 4 are still right", status=422, reason=REASON)
    assert "Version 3 was published in the meantime." in words(page.select_one(".error-summary"))
    assert stale() == {"one", "two", "three", "four"}


def test_two_educators_one_after_the_other(cast, changed):
    other = cast.educator.sign_in(make_person("educator", cast.clinic))
    cast.educator.open(PAGE)
    other.open(PAGE)
    cast.educator.press("The marked ones are still right", chosen=["one"], reason=REASON)
    page = other.press("The marked ones are still right", chosen=["one"], reason="I think so, too.")
    said = words(page.select_one(".flashes"))
    assert "Somebody else has dealt with it in the meantime." in said
    assert "What you typed was not kept: “I think so, too.”" in said
    assert stale() == {"two", "three", "four"}


def test_two_educators_at_once(cast, changed, monkeypatch):
    """Both have found it stale; the database lets one of them have it."""
    other_id = make_person("educator", cast.clinic).id
    confirm = actions.confirm

    def overtaken(person, live, row, grounds, reason):
        confirm(db.session.get_one(Person, other_id), live, row, grounds, "I was first.")
        confirm(person, live, row, grounds, reason)

    cast.educator.open(PAGE)
    monkeypatch.setattr(actions, "confirm", overtaken)
    page = cast.educator.press("All 4 are still right", status=422, reason=REASON)
    assert "Somebody else has confirmed one of these in the meantime" in words(page.select_one(".error-summary"))
    assert words(page.select_one("textarea")) == REASON
    assert stale() == {"one", "two", "three", "four"}


def test_forms_and_certificates_that_rest_on_the_old_text(cast, root):
    adoption = adopt(cast.clinic, "hands")
    people = [make_person(clinic=cast.clinic) for _ in range(22)]
    attempts = [quizzes.start(one, cast.clinic, adoption, adoption.module_version, seed=1) for one in people]
    db.session.commit()
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    page = cast.educator.open(PAGE)
    assert "Forms in progress: 22" in words(page)
    listed = [words(line) for line in page.select("#reach ~ ul li")]
    assert len(listed) == 20
    assert listed[0].startswith(f"Attempt {attempts[0].id}, Riverbend Clinic, started ")
    assert "The first 20 are listed." in words(page)
    assert not any(one.name in words(page) for one in people)  # how far it reaches, not whom it meets


def test_it_is_hinted_at_where_an_educator_passes(cast, changed):
    assert "4 items to be looked at again" in words(cast.educator.open("/banks/"))
    page = cast.educator.open("/banks/hands/")
    assert "What 4 items rest on has changed" in words(page)
    assert len([tag for tag in page.select("ol.spaced .tag") if words(tag) == "Stale"]) == 4
    assert words(cast.educator.follow("See what changed").h1) == "Staleness: About hands"
    page = cast.educator.open("/banks/hands/items/one/")
    assert words(page.select_one(".notice ins")) == "thirty"
    assert not cast.educator.open("/banks/hands/items/five/").select(".notice")


def test_a_form_that_cannot_be_drawn_says_why(cast, changed):
    page = cast.educator.open("/banks/hands/")
    told = [words(line) for line in page.select(".notice-error p")]
    assert told[:3] == [
        "A form cannot be drawn: it takes 1 item of “Stop in time” at the level judgment, and 0 can meet on a form.",
        "A form cannot be drawn: it takes 1 item of “Wash hands” at the level application, and 0 can meet on a form.",
        "Until then nobody can start this quiz. Attempts under way go on.",
    ]
    assert "A form cannot be drawn" in words(cast.educator.open("/banks/"))


def test_a_director_reads_along_and_does_not_confirm(cast, changed):
    page = cast.director.open(PAGE)
    assert not page.select("textarea, [name=chosen]")
    assert "An educator can look at them again" in words(page)
    cast.director.post(CONFIRMATIONS, status=403, version="2", everything="1", reason=REASON)
    assert len(stale()) == 4


def test_who_may_come_here(cast, root):
    cast.practitioner.open(PAGE, status=403)
    cast.stranger.open(PAGE)
    assert cast.stranger.address.startswith("/sign-in")
    cast.educator.open("/banks/feet/staleness/", status=404)


@pytest.mark.parametrize("address", [PAGE, "/banks/hands/", "/banks/", "/banks/hands/items/one/"])
def test_few_statements(cast, changed, statements, address):
    cast.educator.open(address)  # now the versions are compiled
    with statements() as seen:
        cast.educator.open(address)
    assert len(seen) < 8, seen
