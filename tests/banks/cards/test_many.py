"""Ten thousand items in one bank: every page about them asks under eight statements and shows fifty lines at most."""

from tests.banks.builders import load, sound_bank
from tests.banks.cards.many import grow, shift
from trainer.db import db

ITEMS, BANK = "/banks/items", "/banks/hands/"
ITEM = f"{BANK}items/more-77/"
LISTS = [ITEMS, f"{ITEMS}?q=right+number&sort=facility&page=20", BANK, f"{BANK}?q=number&level=recall"]
MANY = 10_000


def test_ten_thousand_items(cast, app, tmp_path, statements):
    load(sound_bank(tmp_path))
    grow(MANY)
    look_at(cast, statements, LISTS, lines=50)
    look_at(cast, statements, [ITEM, "/banks/", f"{BANK}models/", f"{BANK}staleness/", "/drafts/"])
    assert "10,004 items" in str(cast.educator.open(ITEMS).select_one("[role=status]"))
    look_at(
        cast, statements, [f"{BANK}sources/", f"{BANK}sources/Who09/change", f"{BANK}studies/new", "/modules/hands/"]
    )
    compiled = cast.educator.app.extensions["published modules"].values()
    assert max(len(one.by_version.known) for one in compiled) < 50, "none of these reads more items than it shows"
    look_at(cast, statements, [f"{BANK}differences/"])
    assert "10,000 parts read otherwise" in str(cast.educator.page)
    assert len(cast.educator.page.select("section.sheet")) == 20
    shift("otherwise")  # and now all of them are stale
    look_at(cast, statements, [ITEM])
    look_at(cast, statements, [f"{ITEMS}?state=stale", BANK, f"{BANK}staleness/"], lines=50)
    assert "10,004 items are stale" in str(cast.educator.page)


def look_at(cast, statements, addresses, lines: int | None = None):
    for address in addresses:
        db.session.remove()
        cast.educator.open(address)  # what was published is compiled once per process
        with statements() as seen:
            page = cast.educator.open(address)
        assert len(seen) < 8, (address, seen)
        shown = len(page.select("ol.spaced > li, .stale-items > li"))
        assert shown <= 50, address
        assert lines in (None, shown), address
