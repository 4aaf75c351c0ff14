"""An educator looks for items in all banks, and reads where one of them is used."""

from datetime import UTC, datetime

import pytest

from tests.banks.builders import adopt, change, item, live, load, sound_bank
from tests.browser import words
from tests.builders import make_person
from trainer.banks import queries
from trainer.banks.cards import actions
from trainer.banks.cards.models import ItemCard
from trainer.banks.cards.tasks import look_after_cards
from trainer.db import db
from trainer.quizzes import actions as quizzes

ITEMS = "/banks/items"
ASKED_AT = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    load(root)
    return root


def listed(page):
    return [words(link) for link in page.select("ol.spaced > li > a")]


def card_of(slug: str, module: str = "hands") -> ItemCard:
    return (
        db.session.query(ItemCard).join(ItemCard.of_module).filter_by(slug=module).filter(ItemCard.slug == slug).one()
    )


def test_items_of_all_banks_are_searched(cast, root):
    page = cast.educator.open(ITEMS)
    assert len(listed(page)) == 8
    assert "About feet; Wash hands, recall" in words(page.select_one("ol.spaced"))
    page = cast.educator.press("Filter", q="WRONG thrée", module="feet")
    assert listed(page) == ["What about three?"]
    assert "module=feet" in cast.educator.address  # can be sent to somebody
    assert "1 item that fits" in words(page.select_one("[role=status]"))
    assert [words(one) for one in page.select("[name=objective] option")] == ["All objectives", "Stop in time (1)"]
    assert "Recall (0)" in words(page.select_one("[name=level]"))
    page = cast.educator.press("Filter", q="", module="", cites="Who09", use="practice")
    assert listed(page) == ["What about four?"] * 2
    page = cast.educator.press("Filter", use="", level="application", safety_critical="y")
    assert words(page.select_one(".empty h2")) == "No item fits"
    assert len(listed(cast.educator.open(f"{ITEMS}?level=guess&sort=x&facility_from=much&page=99"))) == 8
    assert listed(cast.educator.open(f"{ITEMS}?objective=nobody")) == []


def test_by_what_the_statistics_say(cast, root):
    one, two = card_of("one"), card_of("two")
    actions.note_numbers(one.item_id, 40, 0.25, -0.1, "key likely wrong")
    actions.note_numbers(two.item_id, 12, 0.9, 0.3, None)
    db.session.commit()
    page = cast.educator.open(f"{ITEMS}?sort=facility&facility_to=95")
    assert listed(page) == ["What about one?", "What about two?"]
    first = words(page.select_one("ol.spaced > li"))
    assert "40 takers; drawn towards the module: facility 25%, discrimination -0.10; never asked" in first
    assert "Key likely wrong" in first
    assert listed(cast.educator.open(f"{ITEMS}?sort=discrimination-&module=hands"))[:2] == [
        "What about two?",
        "What about one?",
    ]
    page = cast.educator.open(f"{ITEMS}?alert=any")
    assert listed(page) == ["What about one?"]
    assert "Key likely wrong (1)" in words(page.select_one("[name=alert]"))
    assert listed(cast.educator.open(f"{ITEMS}?discrimination_from=0.2")) == ["What about two?"]
    assert listed(cast.educator.open(f"{ITEMS}?facility_from=89,9 %25&discrimination_from=0,2")) == ["What about two?"]
    actions.note_numbers(two.item_id, 12, 0.904, 0.3, None)
    db.session.commit()
    assert listed(cast.educator.open(f"{ITEMS}?facility_to=90&facility_from=90")) == ["What about two?"]  # as it reads
    page = cast.educator.open(f"{ITEMS}?facility_from=much&discrimination_to=3&facility_to=30")
    assert page.select_one("#facility_from")["value"] == "much"
    assert page.select_one("details.conditions[open]")
    said = "This is not a number, so it was left out. Write one, as in 0.2 or 60"
    assert words(page.select_one("#facility_from-error")) == said
    assert "from -1 to 1" in words(page.select_one("#discrimination_to-error"))
    assert listed(page) == ["What about one?"]
    assert "40 takers; drawn towards the module: facility 25%" in words(cast.educator.open("/banks/hands/items/one/"))


def test_cards_follow_what_is_published_confirmed_and_retired(cast, root):
    change(root / "hands" / "items.yaml", item("four", more="  use: practice\n"), "")
    change(root / "hands" / "items.yaml", "What about one?", "What then of one?")
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")
    load(root)
    assert (card_of("one").state, card_of("one").number) == ("live", 2)  # written on the text as it is now
    assert (card_of("two").state, card_of("four").state) == ("stale", "retired")
    assert listed(cast.educator.open(f"{ITEMS}?state=stale")) == ["What about two?", "What about three?"]
    page = cast.educator.open("/banks/hands/?state=retired")
    assert listed(page) == ["What about four?"]
    assert "No longer in the bank" in words(page.select_one("ol.spaced"))
    assert listed(cast.educator.open("/banks/hands/?q=then")) == ["What then of one?"]
    cast.educator.open("/banks/hands/staleness/")
    cast.educator.press("All 2 are still right", reason="Neither asks how long.")
    assert card_of("two").state == "live"
    kept = {card.item_id: (card.state, card.position, card.text) for card in db.session.query(ItemCard)}
    db.session.query(ItemCard).delete()
    for version in queries.live_versions():
        actions.rebuild(version)
    assert {card.item_id: (card.state, card.position, card.text) for card in db.session.query(ItemCard)} == kept


def test_where_an_item_is_used_and_when_it_was_last_asked(cast, root):
    adoption = adopt(cast.clinic, "hands")
    for n in range(2):
        person = make_person("practitioner", cast.clinic)
        attempt = quizzes.start(person, cast.clinic, adoption, adoption.module_version, seed=n)
        if n:
            quizzes.submit(attempt)
    db.session.commit()
    asked = live().by_version[attempt.form[0]["item"]].item.id
    look_after_cards()
    assert card_of(asked).last_asked_at == attempt.started_at
    assert f"last asked {attempt.started_at.day} " in words(cast.educator.open("/banks/hands/?asked=lately"))
    assert len(listed(cast.educator.open(f"{ITEMS}?asked=never"))) == 5
    change(root / "hands" / "items.yaml", f"What about {asked}?", f"What then of {asked}?")
    load(root)
    page = cast.educator.open(f"/banks/hands/items/{asked}/")
    newest, first = (
        [words(cell) for cell in row.select("th, td")] for row in page.select("#use ~ .table-wrap tbody tr")
    )
    assert newest == ["Version 2", "2, the live one", "0", "0", "0"]
    assert first[:2] == ["Version 1", "1"]
    assert first[2:4] == ["1", "1"]
    assert "1 quiz under way asks it now." in words(page)
