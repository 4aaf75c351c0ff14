"""A director puts their name to a module, for their clinic."""

from datetime import UTC, datetime

import pytest
import time_machine
from sqlalchemy import select

from tests.banks.builders import adopt, change, live_version, load, sound_bank
from tests.browser import words
from trainer.banks import queries
from trainer.banks.models import Adoption
from trainer.db import db
from trainer.trail import Event

LIST, PAGE = "/clinics/riverbend/modules", "/clinics/riverbend/modules/hands/adoption"
NOON = datetime(2027, 3, 1, 19, tzinfo=UTC)  # in Denver


@pytest.fixture
def root(app, tmp_path):
    with time_machine.travel(datetime(2027, 2, 1, 12, tzinfo=UTC), tick=False):
        root = sound_bank(tmp_path)
        load(root)
        return root


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


def adoptions():
    return db.session.scalars(select(Adoption).order_by(Adoption.id)).all()


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def press(director, button="Adopt version 1", status=200, **answers):
    director.open(PAGE)
    return director.press(button, status, **{"is_read": "y"} | answers)


def test_the_page_says_what_adopting_means(cast, root):
    page = cast.director.open(PAGE)
    assert "From now on a pass of this version is recorded for people of Riverbend Clinic" in words(page)
    assert "not yet reviewed by a clinician" in words(page)
    assert page.select_one("#name")["value"] == "Dana Ruiz, chiropractor"
    assert page.select_one("#adopted_on")["value"] == "2027-03-01"
    cast.director.follow("Read the article")
    cast.director.open(PAGE)
    cast.director.follow("Read the items and keys")


def test_adopting_is_kept_with_name_and_statement_and_stands_on_the_trail(cast, root):
    page = press(cast.director, name="  Dana   Ruiz, DC ", statement="Read and found right.", adopted_on="2027-02-20")
    [adoption] = adoptions()
    assert (adoption.name, adoption.statement, str(adoption.adopted_on)) == (
        "Dana Ruiz, DC", "Read and found right.", "2027-02-20",
    )  # fmt: skip
    assert adoption.recorded_at == NOON
    line = db.session.scalars(select(Event).where(Event.name == "module.adopted")).one()
    assert line.sentence == (
        "adopted version 1 of About hands on 2027-02-20, signed Dana Ruiz, DC: Read and found right."
    )
    assert (line.by_id, line.clinic_id) == (adoption.adopted_by_id, cast.clinic.id)
    assert cast.director.address == LIST
    assert "Version 1 of About hands is adopted for Riverbend Clinic." in words(page)
    assert "All 1 module is adopted." in words(page)


def test_one_module_after_the_other(cast, tmp_path):
    load(sound_bank(tmp_path, "face", "feet", "hands"))
    cast.director.open(LIST)
    assert "0 of 3 modules adopted." in words(cast.director.page)
    cast.director.follow("Read and adopt About face, version 1")
    for title in ("About feet", "About hands"):
        page = cast.director.press("Adopt version 1", is_read="y")
        assert words(page.h1) == f"Adopt {title}"
    page = cast.director.press("Adopt version 1", is_read="y")
    assert cast.director.address == LIST
    assert "All 3 modules are adopted." in words(page)
    assert words(page.select_one("a.btn-primary")) == "Invite people"


def test_the_list_tells_who_adopted_what_and_what_waits(cast, root):
    adopt(cast.clinic, "hands", name="Dana Ruiz, DC")
    change(root / "hands" / "material.md", "seconds", "long seconds")
    load(root)
    page = cast.director.open(LIST)
    rows = {words(row.dt): words(row.dd) for row in page.select(".rows > div")}
    assert rows == {
        "Newest": "Version 2, published 1 March 2027",
        "Adopted": "Version 1, on 1 March 2026 by Dana Ruiz, DC",
    }
    assert words(page.select_one(".tag")) == "Version 2 waits"
    cast.director.follow("Read and adopt About hands, version 2")
    assert "It takes the place of version 1, adopted on 1 March 2026." in words(cast.director.page)
    cast.director.press("Adopt version 2", is_read="y")
    assert queries.adoption_in_force(cast.clinic, live_version().module).module_version.number == 2


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"is_read": None}, "Confirm that you have read the material and the items"),
        ({"name": "  "}, "Enter your name"),
        ({"name": "x" * 201}, "Use at most 200 characters"),
        ({"statement": ""}, "Enter a statement"),
        ({"statement": "x" * 2001}, "Use at most 2000 characters"),
        ({"adopted_on": ""}, "Enter the date, today or earlier"),
        ({"adopted_on": "soon"}, "Enter a date, like 2027-03-01"),
        ({"adopted_on": "2027-03-02"}, "Enter a date that is not in the future"),
        ({"adopted_on": "2027-01-31"}, "Enter 1 February 2027 or later: that day this version was published"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(cast, root, answers, message):
    page = press(cast.director, status=422, **{"name": "Dana Ruiz, DC"} | answers)
    assert errors(page) == [message]
    assert words(page.select_one(".error-summary li")) == message
    assert page.select_one("#name")["value"] == answers.get("name", "Dana Ruiz, DC").strip()
    assert not adoptions()


def test_today_is_where_the_clinic_is(cast, root):
    """Three in the morning of 2 March in London is the evening of 1 March in Denver."""
    with time_machine.travel(datetime(2027, 3, 2, 3, tzinfo=UTC), tick=False):
        assert cast.director.open(PAGE).select_one("#adopted_on")["value"] == "2027-03-01"
        page = press(cast.director, status=422, adopted_on="2027-03-02")
        assert errors(page) == ["Enter a date that is not in the future"]


def test_what_was_read_is_what_is_adopted(cast, root):
    """A version published while somebody reads is not adopted unread."""
    cast.director.open(PAGE)
    change(root / "hands" / "material.md", "seconds", "long seconds")
    load(root)
    page = cast.director.press("Adopt version 1", 422, is_read="y")
    assert words(page.select_one(".error-summary li")) == (
        "Version 2 was published in the meantime. Read it, then adopt that one."
    )
    assert not adoptions()
    assert page.select_one("[name=version]")["value"] == "2"
    assert not page.select_one("#is_read").has_attr("checked")


def test_adopting_twice_is_refused(cast, root):
    director = cast.director
    director.open(PAGE)
    other_tab = director.page
    director.press("Adopt version 1", is_read="y")
    director.page, director.address = other_tab, PAGE
    page = director.press("Adopt version 1", 409, is_read="y")
    assert "Riverbend Clinic has already adopted version 1 of About hands." in words(page)
    assert len(adoptions()) == 1


def test_a_race_is_told_beside_the_form(cast, root, monkeypatch):
    """Two directors at once: the second finds nobody before, and the database says no."""
    cast.director.open(PAGE)
    adopt(cast.clinic, "hands")
    monkeypatch.setattr(queries, "adoption_in_force", lambda clinic, module: None)
    page = cast.director.press("Adopt version 1", 422, is_read="y")
    assert "Somebody else has adopted this version in the meantime." in words(page.select_one(".error-summary"))
    assert len(adoptions()) == 1


def test_what_is_adopted_is_shown_without_a_form(cast, root):
    adopt(cast.clinic, "hands", name="Dana Ruiz, DC", statement="Read and found right.")
    page = cast.director.open(PAGE)
    assert "on 1 March 2026, by Dana Ruiz, DC" in words(page)
    assert "“Read and found right.”" in words(page)
    assert not page.select("main form")


def test_a_nul_is_refused(cast, root):
    press(cast.director, status=400, name="Dana\0 Ruiz", statement="Read\0.")
    assert adoptions() == []


@pytest.mark.parametrize("address", [LIST, PAGE])
def test_only_a_director_of_this_clinic(cast, root, address):
    for person in (cast.practitioner, cast.educator, cast.elsewhere):
        person.open(address, status=404)
    cast.stranger.open(address)
    assert cast.stranger.address.startswith("/sign-in")


def test_nobody_else_can_send_the_form(cast, root):
    for person in (cast.practitioner, cast.educator, cast.elsewhere):
        person.open("/modules/")
        person.post(PAGE, 404, version="1", name="X", statement="X", adopted_on="2027-02-02", is_read="y")
    cast.director.open(PAGE)
    cast.director.post(PAGE, 400, token=False, version="1", name="X", statement="X", is_read="y")
    assert not adoptions()


def test_what_is_not_there(cast, root):
    cast.director.open("/clinics/riverbend/modules/feet/adoption", status=404)
    cast.director.open("/clinics/nowhere/modules", status=404)


def test_nothing_loaded(cast):
    assert words(cast.director.open(LIST).select_one(".empty h2")) == "No modules yet"


def test_statements_do_not_grow_with_modules(cast, tmp_path, statements):
    def count():
        with statements() as seen:
            cast.director.open(LIST)
        return len(seen)

    load(sound_bank(tmp_path / "one", "hands"))
    adopt(cast.clinic, "hands")
    before = count()
    load(sound_bank(tmp_path / "more", "feet", "face", "neck"))
    adopt(cast.clinic, "feet")
    adopt(cast.clinic, "face")
    assert count() == before
