"""An educator notes that a source is not what it was: what rests on it is marked until somebody has looked."""

import pytest
from sqlalchemy import select

from tests.banks.builders import change, live, live_version, load, sound_bank
from tests.banks.conftest import cast
from tests.browser import words
from tests.builders import make_person
from trainer.banks import queries
from trainer.banks.cli.stale import stale
from trainer.banks.loading import check_all
from trainer.banks.sources.models import SourceChange, SourceLook, SourceMark
from trainer.db import db
from trainer.trail import Event

__all__ = ["cast"]
STALENESS = "/banks/hands/staleness/"
NOTED = {
    "kind": "retraction",
    "changed_on": "2026-03-02",
    "words": "The guideline was withdrawn.",
    "link": "https://who.example/withdrawn",
}


@pytest.fixture
def root(app, tmp_path):
    """Who09 stands behind F-1, on which all four items rest, and F-2; Cdc02 behind F-2 and F-3."""
    root = sound_bank(tmp_path)
    load(root)
    return root


def left_out() -> set[str]:
    return {live().by_version[one].item.id for one in queries.stale_items(live_version().module_id)}


def note(educator, source: str = "Who09", **changes):
    educator.open(f"/banks/hands/sources/{source}/change")
    return educator.press("Note the change", **NOTED | changes)


def test_a_source_was_withdrawn(cast, root, statements):
    educator = cast.educator
    page = educator.open("/banks/hands/sources/")
    assert "4 passages and 4 items rest on it." in words(page.select_one("#source-Who09").parent)
    educator.follow("Note a change of Who09")
    page = educator.press("Note the change", status=422, changed_on="2999-01-01", link="javascript:alert(1)")
    assert "Say what happened to it" in words(page)
    assert "That day has not come yet." in words(page)
    assert "Enter an address that begins with https://" in words(page)
    page = educator.press("Note the change", **NOTED)
    assert "4 passages and 4 items of About hands are to be looked at" in words(page.select_one(".flashes"))
    told = page.select_one(".change")
    assert words(told.h2) == "A retraction of Who09"
    assert [words(one) for one in told.select("h3")] == ["4 passages cite it", "4 items rest on it"]
    assert left_out() == {"one", "two", "three", "four"}
    assert "One of these has changed" not in words(page)
    assert "Who09, which this item rests on, has changed" in words(educator.open("/banks/hands/items/one/"))
    (line,) = db.session.scalars(select(Event).where(Event.name == "source.changed"))
    assert line.sentence.startswith("noted a change of the source Who09 of About hands, retraction of 2026-03-02")

    (found,) = stale(check_all(root).checked)["modules"]
    assert [one["changed"] for one in found["now"]] == [["Source Who09"]] * 4

    with statements() as seen:
        educator.open(STALENESS)
    assert len(seen) < 8
    assert "Say why it is still right" in words(
        educator.press("What is marked is still right , after A retraction of Who09", status=422)
    )
    marks = {one.item_version_id: one.id for one in db.session.scalars(select(SourceMark)) if one.item_version_id}
    one = marks[live().by_slug["one"].version_id]
    page = educator.press(
        "What is marked is still right , after A retraction of Who09", chosen=[str(one)], why="It asks for the thumb."
    )
    assert left_out() == {"two", "three", "four"}
    other = educator.sign_in(make_person("educator", cast.clinic))
    other.open(STALENESS)
    educator.press("All 7 still hold , after A retraction of Who09", why="The new guideline says the same.")
    page = other.press("All 7 still hold , after A retraction of Who09", why="I read it, too.")
    assert "Somebody else has dealt with it in the meantime." in words(page.select_one(".flashes"))
    assert "was not kept: “I read it, too.”" in words(page.select_one(".flashes"))
    assert left_out() == set()
    assert "No item is stale" in words(educator.open(STALENESS))
    assert len(db.session.scalars(select(SourceLook)).all()) == 8
    director = cast.director.open("/banks/hands/sources/")
    assert "A retraction of 2 March 2026: The guideline was withdrawn." in words(director)
    assert "Note a change" not in words(director)
    cast.director.open("/banks/hands/sources/Who09/change", status=403)
    educator.open("/banks/hands/sources/Nobody/change", status=404)


def test_what_is_rewritten_or_confirmed_otherwise_is_done_with(cast, root):
    """A passage that reads otherwise, an item that is a new version, and one whose new grounds somebody accepted."""
    note(cast.educator, kind="new edition")
    change(root / "hands" / "material.md", "*twenty* seconds", "*thirty* seconds")
    change(root / "hands" / "items.yaml", "What about one?", "What about number one?")
    load(root)
    page = cast.educator.open(STALENESS)
    noted, grounds = page.select(".change")
    assert [words(one) for one in noted.select("h3")] == ["3 passages cite it", "3 items rest on it"]
    assert words(grounds.h3) == "3 items rest on it"
    cast.educator.press("All 3 are still right", reason="They do not ask for the number.")
    assert left_out() == set(), "looking at the items once is enough"
    (noted,) = cast.educator.page.select(".change")
    assert [words(one) for one in noted.select("h3")] == ["3 passages cite it"]


def test_a_change_that_reaches_no_item_is_noted_all_the_same(cast, root):
    note(cast.educator, "Cdc02", kind="correction", link="")
    assert left_out() == set()
    (noted,) = cast.educator.page.select(".change")
    assert [words(one) for one in noted.select("h3")] == ["2 passages cite it"]
    (kept,) = db.session.scalars(select(SourceChange))
    assert kept.link is None
