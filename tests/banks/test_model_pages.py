"""An educator's pages about item models: the list, one model in tables and words, its variants one by one."""

import re

import pytest

from tests.banks.builders import change, live, load, sound_bank
from tests.banks.generation.builders import MODEL
from tests.browser import words
from trainer.banks.actions import publish
from trainer.banks.content import Waiver
from trainer.db import db

MODELS = "/banks/hands/models/"
SKIN = f"{MODELS}skin/"
VARIANTS = f"{SKIN}variants/"
OFF = """\
  off:
    - {variant: c2-foot, reason: Nobody cools a foot, by: A. Author}
"""


def with_model(root, more=OFF):
    """The model's facts are as many as its rows, and it is drawn from."""
    folder = root / "hands"
    text = re.sub(r"F-\d+", "F-1", MODEL)
    (folder / "models.yaml").write_text(text.replace("  stem:", f"{more}  stem:", 1))
    return root


@pytest.fixture
def root(app, tmp_path):
    root = with_model(sound_bank(tmp_path))
    load(root)
    assert live().content.models
    return root


def rows(page):
    return {words(row.dt): words(row.dd) for row in page.select(".rows > div")}


def test_all_models_at_a_glance(cast, root):
    page = cast.educator.open(MODELS)
    assert [words(link) for link in page.select(".tile-title a")] == ["Skin afterwards"]
    found = rows(page)
    assert found["Asks"] == "Wash hands, application"
    assert found["Proof"] == "37 variants proven of 38 looked at; 20 different decisions"
    assert found["In the bank"] == "37 variants; 1 switched off"
    assert [words(place) for place in page.select(".tile .place")][:2] == ["A:case.who", "case.sign"]


def test_a_bank_without_models(cast, app, tmp_path):
    load(sound_bank(tmp_path))
    assert words(cast.educator.open(MODELS).select_one(".empty h2")) == "No item models"


def test_what_a_model_asks_and_what_was_proven(cast, root):
    page = cast.educator.open(SKIN)
    found = rows(page)
    assert found["Combinations"] == "38 that no rule forbids"
    assert found["Looked at"] == "38: every one of them"
    assert found["Proven"].startswith("37: one key, no two options alike")
    assert found["Decisions"] == "20 that differ in more than the scene"
    assert found["Key"] == "the row case.key of step"
    assert found["Passage"].startswith("Passage 1: When to rub")
    assert found["c2-foot"] == "Nobody cools a foot (A. Author)"
    assert [words(line) for line in page.select("#rules ~ ul li")] == [
        "Each row of “case” is combined with each row of “site”.",
        "The rows of “site” change the scene, not the decision.",
        "Never combined: “case” is c0 or c1 while “site” is hand.",
        "Options are rows of “step”: the key and 2 others, drawn by chance.",
        "Never two of these in one item, since both could be right: call, ring.",
        "Every form shuffles the options.",
    ]


def test_its_tables_as_tables(cast, root):
    page = cast.educator.open(SKIN)
    case, site, step = page.select("table")
    assert [words(cell) for cell in case.select("thead th")] == ["Row", "who", "hours", "sign", "key", "why", "Facts"]
    assert [words(cell) for cell in case.select("tbody tr")[3].select("th, td")] == [
        "c3", "adult of 23", "5 hours", "an ache of sort 3", "wait", "Sort 3 asks for it.", "F-1",
    ]  # fmt: skip
    assert [words(row.th) for row in site.select("tbody tr")] == ["hand", "foot"]
    assert len(step.select("tbody tr")) == 5
    cast.educator.follow("c3")
    assert [words(line).split(";")[0] for line in cast.educator.page.select("ol .meta")] == ["c3-hand", "c3-foot"]


def test_waivers_are_shown_with_their_reason(cast, root):
    """Those of an item and those of a model, which go for all its variants; they make no new version of an item."""
    content, waiver = live().whole, Waiver(rule="longest-key", reason="Shorter would be wrong.", by="A. Author")
    items = (content.items[0].model_copy(update={"waivers": (waiver,)}), *content.items[1:])
    models = (content.models[0].model_copy(update={"waivers": (waiver,)}),)
    publish(content.model_copy(update={"items": items, "models": models}))
    db.session.commit()
    for address in ("/banks/hands/items/one/", "/banks/hands/items/skin-c3-hand/", SKIN):
        found = rows(cast.educator.open(address))
        assert found["Waived"] == "longest-key Shorter would be wrong. (A. Author)"
    assert "Waived" not in rows(cast.educator.open("/banks/hands/items/two/"))
    newest = cast.educator.open("/banks/hands/").select_one(".timeline > li")
    assert "Changed: item models, waivers." in words(newest)
    assert rows(cast.educator.open("/banks/hands/items/one/"))["Version"] == "1"


def test_through_the_variants_one_by_one(cast, root):
    """From the first to the last, by the links alone."""
    cast.educator.open(SKIN)
    cast.educator.follow("Look through the variants")
    seen = [words(cast.educator.page.h1)]
    while cast.educator.page.select('a[rel="next"]'):
        seen.append(words(cast.educator.follow("Next").h1))
    assert len(seen) == len(set(seen)) == 38
    assert seen[:3] == ["Variant c0-foot", "Variant c1-foot", "Variant c2-hand"]
    assert words(cast.educator.follow("Previous").h1) == "Variant c19-hand"


def test_a_variant_as_it_is_asked_and_as_it_is_reviewed(cast, root):
    page = cast.educator.open(f"{VARIANTS}c3-hand/")
    asked, reviewed = page.select_one(".question-shown"), page.select_one(".review-item")
    stem = "An adult of 23 reports an ache of sort 3 on the hand 5 hours later. What is best?"
    assert words(asked.select_one(".stem")) == stem == words(reviewed.select_one(".stem"))
    assert "Key" not in words(asked)
    assert len(asked.select("input[type=radio]")) == 3 == len(reviewed.select(".rationale"))
    key = reviewed.select_one(".is-key")
    assert words(key.select_one(".option-text")) == "Look again in a week"
    assert words(key.select_one(".rationale")) == "Sort 3 asks for it."
    assert rows(page)["Rows"] == "case c3 , site hand (scene only)"
    assert rows(page)["Decision"] == "c3: Look again in a week"
    cast.educator.follow("Item skin-c3-hand")
    assert cast.educator.address == "/banks/hands/items/skin-c3-hand/"


def test_a_variant_that_is_switched_off_says_so(cast, root):
    page = cast.educator.open(f"{VARIANTS}c2-foot/")
    assert words(page.select_one(".notice")) == ("Switched off by A. Author: Nobody cools a foot. No learner meets it.")
    assert page.select_one(".question-shown input")
    cast.educator.open("/banks/hands/items/skin-c2-foot/", status=404)


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("row-case=c2", ["c2-hand", "c2-foot"]),
        ("row-case=c2&row-site=foot", ["c2-foot"]),
        ("row-case=c0&row-site=hand", []),
        ("which=off", ["c2-foot"]),
        ("which=in-the-bank&row-case=c2", ["c2-hand"]),
        ("which=left-out", []),
    ],
)
def test_variants_by_row(cast, root, asked, found):
    page = cast.educator.open(f"{VARIANTS}?{asked}")
    assert [words(line).split(";")[0] for line in page.select("ol .meta")] == found
    assert bool(page.select(".empty")) is not bool(found)


@pytest.mark.parametrize("asked", ["row-case=x", "which=x", "row-step=wait", "page=99"])
def test_what_is_no_choice_is_ignored(cast, root, asked):
    assert words(cast.educator.open(f"{VARIANTS}?{asked}").select_one("[role=status]")).startswith("38 variants")


def test_a_filter_stays_while_turning_the_pages(cast, root):
    cast.educator.open(f"{VARIANTS}?row-site=hand")
    cast.educator.open(str(cast.educator.page.select_one("ol.spaced a")["href"]))
    assert words(cast.educator.page.select_one(".flick p")) == "1 of 18"
    assert words(cast.educator.follow("Next").h1) == "Variant c3-hand"
    assert "row-site=hand" in cast.educator.address


def test_a_bank_lists_a_model_as_one_line(cast, root):
    page = cast.educator.open("/banks/hands/")
    assert [words(link) for link in page.select("ol.spaced > li > a")] == [
        *(f"What about {slug}?" for slug in ("one", "two", "three", "four")),
        "Skin afterwards",
    ]
    assert "1 item model with 37 variants" in words(page.select_one(".lead"))
    cast.educator.open("/banks/hands/?q=adult+of+23+hand")
    assert "1 of 37 variants fit" in words(cast.educator.page.select_one("ol.spaced"))
    page = cast.educator.follow("list them")
    assert [str(link["href"]) for link in page.select("ol.spaced > li > a")] == ["/banks/hands/items/skin-c3-hand/"]


@pytest.mark.parametrize(
    ("source", "found"),
    [("by hand", 4), ("models", 1), ("model skin", 37), ("model gone", 5)],
)
def test_items_by_their_source(cast, root, source, found):
    page = cast.educator.open(f"/banks/hands/?source={source}")
    assert words(page.select_one("[role=status]")).startswith(f"{found} ")


def test_an_item_made_by_a_model_leads_back_to_it(cast, root):
    page = cast.educator.open("/banks/hands/items/skin-c3-hand/")
    assert rows(page)["Made by"].startswith("the item model Skin afterwards from case c3, site hand")
    assert words(cast.educator.follow("among its variants").h1) == "Variant c3-hand"


def test_a_version_tells_of_variants_by_their_model(cast, root):
    change(root / "hands" / "models.yaml", "What is best?", "What is best now?")
    load(root)
    newest = cast.educator.open("/banks/hands/").select_one(".timeline > li")
    assert "37 items changed: 37 variants of Skin afterwards" in words(newest)


@pytest.mark.parametrize(
    "address", [f"{MODELS}gone/", f"{VARIANTS}gone/", "/banks/feet/models/", f"{MODELS}gone/variants/"]
)
def test_what_is_not_there(cast, root, address):
    cast.educator.open(address, status=404)


@pytest.mark.parametrize("address", [MODELS, SKIN, VARIANTS, f"{VARIANTS}c3-hand/"])
def test_who_may_see_the_keys(cast, root, address):
    cast.educator.open(address)
    cast.director.open(address)
    cast.practitioner.open(address, status=403)


@pytest.mark.parametrize("address", [MODELS, SKIN, VARIANTS, f"{VARIANTS}c3-hand/", "/banks/hands/"])
def test_few_statements(cast, root, statements, address):
    cast.educator.open(address)  # now the version is compiled
    with statements() as seen:
        cast.educator.open(address)
    assert len(seen) < 8, seen
