"""A director reads what the law of a state asks, and puts their name to following it."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.browser import words
from tests.credentials.builders import make_policy
from tests.credentials.jurisdictions.builders import PACK, SLUG, adopt, publish, write_pack
from trainer.credentials.jurisdictions import loading, queries
from trainer.credentials.jurisdictions.models import JurisdictionAdoption
from trainer.credentials.queries import shelf
from trainer.db import db
from trainer.trail import Event

LIST = "/clinics/riverbend/jurisdictions"
PAGE, FORM = f"{LIST}/{SLUG}", f"{LIST}/{SLUG}/adoption"
NOON = datetime(2026, 3, 14, 18, tzinfo=UTC)  # in Denver
WORDS = "Compared line by line with the board's page."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(NOON, tick=False) as clock:
        yield clock


@pytest.fixture
def version(app, tmp_path):
    with time_machine.travel(datetime(2026, 2, 1, 12, tzinfo=UTC), tick=False):
        return publish(tmp_path)


def newer(tmp_path):
    return publish(tmp_path, PACK.replace("value: 50", "value: 54"))


def sections(page):
    return {words(section.h2): words(section) for section in page.select("main section")}


def errors(page):
    return [words(error) for error in page.select(".form-error")]


def press(director, status=200, **answers):
    director.open(FORM)
    return director.press("Adopt version 1", status, **{"is_verified": "y", "statement": WORDS} | answers)


def test_the_list_says_what_there_is_and_that_nothing_is_followed_yet(cast, version):
    page = cast.director.open(LIST)
    assert "0 of 1 pack adopted" in words(page)
    rows = {words(row.dt): words(row.dd) for row in page.select(".rows > div")}
    assert rows == {
        "For": "Physical therapist, athletic trainer",
        "Newest": "Version 1, looked up on 10 January 2026",
        "Followed": "Not by this clinic",
    }
    cast.director.follow("Read the rules of Example State")
    assert cast.director.address == PAGE


def test_the_clinics_own_states_come_first_and_the_others_by_name(cast, version, tmp_path):
    adopt(cast.clinic, version)
    for slug, name in (("US-NV", "Nevada"), ("US-AA", "New Jersey")):
        [pack], _ = loading.read_folder(write_pack(tmp_path / slug, PACK.replace("Example State", name)), tmp_path)
        loading.publish(pack.model_copy(update={"slug": slug}))
    db.session.commit()
    page = cast.director.open(LIST)
    assert [words(title) for title in page.select(".tile-title")] == [
        "Example State US-XX",
        "Nevada US-NV",
        "New Jersey US-AA",
    ]


def test_the_way_there_is_on_the_page_of_the_clinics_modules(cast, version):
    cast.director.open("/clinics/riverbend/modules")
    cast.director.follow("State rules for Riverbend Clinic")
    assert cast.director.address == LIST


def test_without_packs_the_page_says_who_can_load_some(cast):
    assert "No packs yet" in words(cast.director.open(LIST))


def test_a_pack_shows_every_value_with_its_source_and_asks_to_verify(cast, version):
    page = cast.director.open(PAGE)
    assert "Verify at the board." in words(page.select_one(".notice-warning"))
    said = sections(page)
    assert "Hours of training 50 ( rule , (b))" in said["Physical therapist"]
    assert "From 1 July 2024 Holds today" in said["Physical therapist"]
    assert "From 15 April 2016, until 30 June 2024" in said["Physical therapist"]
    assert "Licenses are checked at https://board.example/check" in said["Physical therapist"]
    assert "Shown in force by 31 October 2023" in said["Athletic trainer"]
    assert "Nothing was found for: chiropractor, sports physician. That is no permission." in words(page)
    assert "Example Code 12 (rule). https://law.example/12 , read on 10 January 2026." in said["Sources"]
    assert page.select_one('a[href="#source-rule"]')
    assert page.select_one("#source-rule")


def test_adopting_is_kept_with_name_and_words_and_stands_on_the_trail(cast, version):
    page = press(cast.director, name="  Dana   Ruiz, DC ", adopted_on="2026-03-02")
    [adoption] = db.session.scalars(select(JurisdictionAdoption)).all()
    assert (adoption.name, adoption.statement, adoption.adopted_on) == ("Dana Ruiz, DC", WORDS, date(2026, 3, 2))
    assert adoption.recorded_at == NOON
    line = db.session.scalars(select(Event).where(Event.name == "jurisdiction.adopted")).one()
    assert line.sentence == (
        f"adopted version 1 of the rules of Example State on 2026-03-02, signed Dana Ruiz, DC: {WORDS}"
    )
    assert (line.by_id, line.clinic_id) == (adoption.adopted_by_id, cast.clinic.id)
    assert cast.director.address == LIST
    assert "Riverbend Clinic follows version 1 of the rules of Example State." in words(page)
    assert f"“{WORDS}”" in words(cast.director.open(PAGE))
    assert "follows version 1 from 2 March 2026" in words(cast.director.open(FORM))


def test_who_is_cleared_no_more_is_said_before_it_is_adopted(cast, version):
    page = cast.director.open(FORM)
    assert words(page.select_one(".notice-warning")).startswith(
        "Nothing was found for: chiropractor, sports physician. From that day on nobody of these professions is cleared"
    )


def test_the_words_are_the_directors_own(cast, version):
    page = cast.director.open(FORM)
    assert words(page.select_one("#statement")) == ""
    assert page.select_one("#name")["value"] == "Dana Ruiz, chiropractor"


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("answers", "message"),
    [
        ({"is_verified": None}, "Confirm that you have compared it with what the board says"),
        ({"name": "  "}, "Enter your name"),
        ({"statement": " "}, "Say in your own words what you compared with the board"),
        ({"statement": "x" * 2001}, "Use at most 2000 characters"),
        ({"adopted_on": "soon"}, "Enter a date, like 2027-03-01"),
        ({"adopted_on": "2026-03-15"}, "Enter a date that is not in the future"),
        ({"adopted_on": "2026-01-31"}, "Enter 1 February 2026 or later: that day this version was published"),
    ],
)
def test_what_is_missing_is_said_beside_the_field_and_nothing_typed_is_lost(cast, version, answers, message):
    page = press(cast.director, 422, **{"name": "Dana Ruiz, PT"} | answers)
    assert errors(page) == [message]
    if "name" not in answers:
        assert page.select_one("#name")["value"] == "Dana Ruiz, PT"
    assert queries.adoptions_of(cast.clinic) == {}


def test_a_newer_version_waits_and_says_what_it_brings(cast, version, tmp_path):
    adopt(cast.clinic, version)
    newer(tmp_path)
    assert words(cast.director.open(LIST).select_one(".tag")) == "Version 2 waits"
    page = cast.director.open(PAGE)
    assert [words(row) for row in page.select("table tbody tr")] == [
        "Physical therapist, from 1 July 2024: hours of training 50 (rule, (b)) 54 (rule, (b))"
    ]
    cast.director.follow("version 1")
    assert "This is an older version." in words(cast.director.page)
    cast.director.open(PAGE)
    cast.director.follow("Adopt version 2")
    assert "It takes the place of version 1, followed from 1 March 2026." in words(cast.director.page)
    cast.director.press("Adopt version 2", is_verified="y", statement=WORDS)
    [adoption] = queries.adoptions_of(cast.clinic).values()
    assert adoption.jurisdiction_version.number == 2


def test_an_older_version_is_gone_back_to(cast, version, tmp_path):
    adopt(cast.clinic, version)
    newer(tmp_path)
    cast.director.open(FORM)
    cast.director.press("Adopt version 2", is_verified="y", statement=WORDS)
    page = cast.director.open(f"{PAGE}/1")
    assert "Adopt the older version 1" in words(page)
    cast.director.follow("Adopt the older version 1")
    assert [words(row) for row in cast.director.page.select("table tbody tr")] == [
        "Physical therapist, from 1 July 2024: hours of training 54 (rule, (b)) 50 (rule, (b))"
    ]
    cast.director.press("Adopt version 1", is_verified="y", statement=WORDS)
    [followed] = queries.adoptions_of(cast.clinic).values()
    assert followed.jurisdiction_version.number == 1
    assert "follows version 1 from" in words(cast.director.open(FORM + "?version=1"))
    cast.director.open(FORM + "?version=3", 404)


def test_a_version_that_was_published_while_reading_is_read_first(cast, version, tmp_path):
    cast.director.open(FORM)
    newer(tmp_path)
    page = cast.director.press("Adopt version 1", 422, is_verified="y", statement=WORDS)
    assert "Version 2 was published in the meantime. Read it, then adopt that one." in words(page)
    assert queries.adoptions_of(cast.clinic) == {}


def test_who_adopts_twice_is_told_that_nothing_is_left_to_do(cast, version):
    cast.director.open(FORM)
    adopt(cast.clinic, version)
    page = cast.director.press("Adopt version 1", 409, is_verified="y", statement=WORDS)
    assert "Riverbend Clinic has already adopted version 1 of the rules of Example State." in words(page)


def test_a_state_is_followed_no_more_and_taken_up_again(cast, version):
    """Nothing of the days before is undone; of two who sign at once only one is written down."""
    adopt(cast.clinic, version)
    cast.director.open(PAGE)
    cast.director.follow("Follow it no more")
    page = cast.director.press("Follow it no more", 422, adopted_on="2026-03-20")
    assert errors(page) == [
        "Say in your own words why nobody of the clinic needles there any more",
        "Enter a date that is not in the future",
    ]
    page = cast.director.press("Follow it no more", 422, statement="Closed.", adopted_on="2026-02-28")
    assert errors(page) == ["Enter 1 March 2026 or later: from that day on it is followed"], "it would end nothing"
    page = cast.director.press("Follow it no more", statement="The branch is closed.", adopted_on="2026-03-10")
    assert "Riverbend Clinic follows the rules of Example State no more." in words(page)
    assert "Not by this clinic" in words(page)
    line = db.session.scalars(select(Event).where(Event.name == "jurisdiction.ended")).one()
    assert line.sentence.endswith("on 2026-03-10, signed Dana Ruiz, chiropractor: The branch is closed.")
    for day, followed in ((date(2026, 3, 9), True), (date(2026, 3, 10), False)):
        assert bool(queries.followed([cast.clinic.id], day, NOON)) is followed
        assert bool(shelf_of(cast.clinic).packs_followed(cast.clinic.id, day)) is followed
    cast.director.open(f"{PAGE}/ending", 404)
    press(cast.director, adopted_on="2026-03-12")
    assert "US-XX" in shelf_of(cast.clinic).packs_followed(cast.clinic.id, date(2026, 3, 14))
    last = queries.last_adoption(cast.clinic, version.jurisdiction_id)
    with pytest.raises(IntegrityError):
        adopt(cast.clinic, version, follows_id=last.follows_id)
    db.session.rollback()


def shelf_of(clinic):
    make_policy(requires=[{"jurisdiction": "adopted"}], valid={"anchor": "completion", "months": 12})
    return shelf([clinic.id])


def test_only_the_clinics_director_may_read_and_adopt(cast, version):
    for address in (LIST, PAGE, FORM, f"{PAGE}/1", f"{PAGE}/ending"):
        for nobody in (cast.practitioner, cast.educator, cast.elsewhere):
            nobody.open(address, 404)
    for address in (f"{LIST}/US-YY", f"{LIST}/US-YY/adoption", f"{PAGE}/2"):
        cast.director.open(address, 404)


def test_a_page_asks_the_database_a_few_things_only(cast, version, statements):
    adopt(cast.clinic, version)
    for address in (LIST, PAGE):
        with statements() as seen:
            cast.director.open(address)
        assert len(seen) <= 8, seen
