"""An educator's pages: the banks, one bank, one item."""

import pytest

from tests.banks.builders import change, item, live, load, sound_bank
from tests.browser import words
from trainer.banks.actions import publish
from trainer.db import db

BANK, ITEM = "/banks/hands/", "/banks/hands/items/one/"


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    return root


def rows(page):
    return {words(row.dt): words(row.dd) for row in page.select(".rows > div")}


def listed(page):
    return [words(link) for link in page.select("ol.spaced > li > a")]


def test_all_banks_at_a_glance(cast, root):
    found = rows(cast.educator.open("/banks/"))
    assert found["Items"] == "3 scored, 1 practice; a form draws 3"
    assert found["Grounds"] == "5 passages, 3 facts, 2 sources"
    assert found["Coverage"] == "3 cells thin for a retake"
    assert found["Version"].startswith("1, published ")


def test_no_banks_yet(cast):
    assert words(cast.educator.open("/banks/").select_one(".empty h2")) == "No banks yet"


def test_coverage_by_objective_and_level(cast, root):
    table = cast.educator.open(BANK).select_one("table")
    assert [[words(cell) for cell in row.select("th, td")] for row in table.select("tr")] == [
        ["Objective", "Recall", "Application", "Judgment", "Together"],
        ["Wash hands", "1 in the bank, 1 drawn, thin", "1 in the bank, 1 drawn, thin", "–", "2 2 drawn"],
        ["Stop in time Safety-critical", "–", "–", "1 in the bank, 1 drawn, thin", "1 1 drawn"],
    ]
    cast.educator.follow("1 in the bank, 1 drawn, thin")
    assert listed(cast.educator.page) == ["What about one?"]


def test_what_a_bank_can_give(cast, root):
    found = rows(cast.educator.open(BANK))
    assert found["Forms that share no item"] == "1 form: a second one repeats some items"
    assert found["Recall"].startswith("1 of 3 scored items written by hand (33%); 1 of 3 items on a form (33%)")
    assert found["Recall"].endswith("More than 30% only asks what is known")
    assert found["Kinds, written by hand"] == "single best answer 4"
    items = root / "hands" / "items.yaml"
    more = item("more-2", level="application") + item("more-3", objective="stop", level="judgment")
    items.write_text(items.read_text() + item("more-1") + more)
    load(root)
    found = rows(cast.educator.open(BANK))
    assert found["Forms that share no item"] == "2 forms"
    assert "thin" not in words(cast.educator.page.select_one("table"))


def test_a_bank_that_is_short_says_what_is_missing(cast, root):
    """As after an item has left it that nothing took the place of."""
    content = live().whole
    items = tuple(one for one in content.items if one.id != "two")
    publish(content.model_copy(update={"items": items}))
    db.session.commit()
    page = cast.educator.open(BANK)
    assert words(page.select_one(".notice-error p")) == (
        "A form cannot be drawn: it takes 1 item of “Wash hands” at the level application, and 0 can meet on a form."
    )
    assert "0 in the bank, 1 drawn, short" in words(page.select_one("table"))
    assert rows(page)["Forms that share no item"] == "None: a form cannot be drawn"


def test_rules_and_facts(cast, root):
    found = rows(cast.educator.open(BANK))
    assert found["Form"] == "3 items in 40 minutes"
    assert found["Cut score"].startswith("80% of all items. Provisional")
    assert found["F-2 Qualified"].startswith(
        "Soap removes spores, in laboratory studies. The stem must say: In laboratory studies Who09 , Cdc02"
    )
    assert "F-3 Teach" in found


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["one", "two", "three", "four"]),
        ({"objective": "stop"}, ["three"]),
        ({"level": "recall"}, ["one", "four"]),
        ({"use": "practice"}, ["four"]),
        ({"safety_critical": "y"}, ["three"]),
        ({"q": "ABOUT three"}, ["three"]),
        ({"q": "three about"}, ["three"]),
        ({"q": "four", "use": "scored"}, []),
        ({"q": "OTHER thing for two"}, ["two"]),  # an option
        ({"q": "wrong three"}, ["three"]),  # a reason, an option
        ({"kind": "single best answer", "level": "application"}, ["two"]),
        ({"kind": "numeric"}, []),
        ({"source": "by hand", "use": "practice"}, ["four"]),
    ],
)
def test_filters(cast, root, asked, found):
    cast.educator.open(BANK)
    page = cast.educator.press("Filter", **asked)
    assert listed(page) == [f"What about {slug}?" for slug in found]
    assert bool(page.select(".empty")) is not bool(found)
    for name, value in asked.items():
        assert f"{name}=" in cast.educator.address
        kept = page.select_one(f"[name={name}] option[selected]") or page.select_one(f"[name={name}]")
        assert name == "safety_critical" or kept["value"] == value


@pytest.mark.parametrize("asked", ["objective=nobody", "level=&use=x", "page=99", "page=-1", "page=x", "level=recal"])
def test_what_is_no_choice_is_ignored(cast, root, asked):
    assert len(listed(cast.educator.open(f"{BANK}?{asked}"))) == 4


def test_a_long_bank_comes_in_pages(cast, root):
    items = root / "hands" / "items.yaml"
    items.write_text(items.read_text() + "".join(item(f"more-{n}") for n in range(60)))
    load(root)
    page = cast.educator.open(f"{BANK}?level=recall")
    assert len(listed(page)) == 50
    assert len(listed(cast.educator.follow("Next"))) == 12
    assert "level=recall" in cast.educator.address


def test_versions_tell_what_they_changed(cast, root):
    change(root / "hands" / "items.yaml", "What about one?", "What then of one?")
    change(root / "hands" / "items.yaml", "  level: application", "  level: application\n  use: retired")
    change(root / "hands" / "module.yaml", "application: 1", "application: 0")
    change(root / "hands" / "items.yaml", item("four", more="  use: practice\n"), item("five"))
    load(root)
    newest, first = cast.educator.open(BANK).select(".timeline > li")
    assert [words(line) for line in newest.select(".timeline-why")] == [
        "1 item added: five .",
        "1 item changed: one .",
        "1 item retired: two .",
        "1 item removed: four .",
        "Changed: blueprint.",
    ]
    assert "The first version." in words(first)


def test_an_item_with_all_that_it_rests_on(cast, root):
    page = cast.educator.open(ITEM)
    options = page.select(".review-option")
    assert [words(option.select_one(".option-text")) for option in options] == [
        "The right thing for one",
        "The wrong thing for one",
        "The other thing for one",
    ]
    assert [words(option.select_one(".rationale")) for option in options] == [
        "Because it is right.",
        "Because it is wrong.",
        "Because it is another.",
    ]
    assert [words(tag) for tag in page.select(".tag-key")] == ["Key"]
    assert "every form shuffles them" in words(page)
    assert words(page.select_one(".article")) == "Rub for twenty seconds 1 ."
    assert page.select_one(".article .cite")["href"] == "/modules/hands/?version=1#source-Who09"
    assert "Rubbing takes 20 seconds." in words(page)
    assert "World Health Organization." in words(page)
    assert rows(page)["Objective"] == "Wash hands"
    cast.educator.follow("passage 1: When to rub")
    assert cast.educator.address.startswith("/modules/hands/?version=1")


def test_through_the_bank_item_by_item(cast, root):
    cast.educator.open(ITEM)
    seen = [words(cast.educator.page.h1)]
    while any(words(link) == "Next item" for link in cast.educator.page.select("a")):
        seen.append(words(cast.educator.follow("Next item").h1))
    assert seen == ["Item one", "Item two", "Item three", "Item four"]
    assert words(cast.educator.follow("Previous item").h1) == "Item three"


def test_the_versions_of_an_item_and_how_they_differ(cast, root):
    change(root / "hands" / "items.yaml", "What about one?", "What about <two>?")
    load(root)
    newest, first = cast.educator.open(ITEM).select(".timeline > li")
    assert words(newest.select_one(".timeline-why")) == "Stem: What about one? <two>?"
    assert [words(piece) for piece in newest.select("del, ins")] == ["one?", "<two>?"]
    assert "As first published." in words(first)


def test_an_item_that_is_gone_can_still_be_read(cast, root):
    change(root / "hands" / "items.yaml", item("four", more="  use: practice\n"), "")
    change(root / "hands" / "material.md", "{#rub ", "{#scrub ")
    for _ in range(3):
        change(root / "hands" / "items.yaml", "passage: rub", "passage: scrub")
    load(root)
    page = cast.educator.open("/banks/hands/items/four/")
    assert "no longer in the bank" in words(page.select_one(".notice"))
    assert "The article no longer has the passage rub." in words(page)


def test_a_retired_item_says_so(cast, root):
    change(root / "hands" / "items.yaml", "use: practice", "use: retired")
    load(root)
    assert "is retired" in words(cast.educator.open("/banks/hands/items/four/").select_one(".notice"))


@pytest.mark.parametrize("address", ["/banks/feet/", "/banks/feet/items/one/", "/banks/hands/items/nine/"])
def test_what_is_not_there(cast, root, address):
    cast.educator.open(address, status=404)


@pytest.mark.parametrize("address", ["/banks/", BANK, ITEM])
def test_who_may_see_the_keys(cast, root, address):
    """Directors read the items before they adopt; who takes quizzes does not."""
    cast.educator.open(address)
    cast.director.open(address)
    cast.practitioner.open(address, status=403)
    cast.stranger.open(address)
    assert cast.stranger.address.startswith("/sign-in")


@pytest.mark.parametrize("address", ["/banks/", BANK, ITEM])
def test_statements_do_not_grow(cast, root, tmp_path, statements, address):
    def count():
        cast.educator.open(address)  # now every version is compiled
        with statements() as seen:
            cast.educator.open(address)
        return len(seen)

    before = count()
    load(sound_bank(tmp_path / "more", "feet", "face"))
    for n in range(3):
        change(root / "hands" / "items.yaml", "What about one?", "What about one??")
        change(
            root / "hands" / "items.yaml",
            item("two", level="application"),
            item("two", level="application") + item(f"m-{n}"),
        )
        load(root)
    assert count() == before
