"""Every module, as somebody who is going to read it sees it."""

from tests.banks.builders import adopt, load, sound_bank
from tests.browser import words


def tiles(page):
    return {words(tile.h2): words(tile.select_one(".tile-foot")) for tile in page.select(".tile")}


def test_a_practitioner_sees_what_counts_at_their_clinic(cast, tmp_path):
    load(sound_bank(tmp_path, "hands", "feet"))
    adopt(cast.clinic, "hands")
    page = cast.practitioner.open("/modules/")
    assert tiles(page) == {"About feet": "Practice only", "About hands": "Adopted by Riverbend Clinic"}
    assert "1 minute to read, 3 items in a quiz" in words(page)


def test_what_another_clinic_adopted_counts_nothing_here(cast, tmp_path):
    load(sound_bank(tmp_path, "hands"))
    adopt(cast.clinic, "hands")
    assert tiles(cast.elsewhere.open("/modules/")) == {"About hands": "Practice only"}


def test_nothing_loaded(cast):
    page = cast.practitioner.open("/modules/")
    assert words(page.select_one(".empty h2")) == "No modules yet"


def test_how_i_stand_is_put_there_by_the_room_above(app, cast, tmp_path):
    load(sound_bank(tmp_path, "hands"))
    app.extensions["module states"] = lambda person: {"hands": ("current", "until 1 May 2030")}
    assert tiles(cast.practitioner.open("/modules/")) == {
        "About hands": "Current until 1 May 2030 Practice only",
    }


def test_a_stranger_is_asked_to_sign_in(cast):
    cast.stranger.open("/modules/")
    assert cast.stranger.address.startswith("/sign-in")


def test_statements_do_not_grow_with_modules(cast, tmp_path, statements):
    def count():
        cast.practitioner.open("/modules/")  # now every version is compiled
        with statements() as seen:
            cast.practitioner.open("/modules/")
        return len(seen)

    load(sound_bank(tmp_path / "one", "hands"))
    adopt(cast.clinic, "hands")
    before = count()
    load(sound_bank(tmp_path / "more", "feet", "face", "neck"))
    adopt(cast.clinic, "feet")
    adopt(cast.clinic, "face")
    assert count() == before
