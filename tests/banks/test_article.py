"""The article of a module."""

import pytest

from tests.banks.builders import adopt, change, load, sound_bank
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    return root


def second_version(root):
    change(root / "hands" / "material.md", "When to rub", "When to rub them")
    load(root)


def notices(page):
    return [words(notice) for notice in page.select(".notice")]


def test_the_article_is_well_set(cast, root):
    page = cast.practitioner.open("/modules/hands/")
    assert words(page.h1) == "About hands"
    assert [words(link) for link in page.select(".contents a")] == ["When to rub", "When to wash", "Sources"]
    assert [passage["id"] for passage in page.select(".passage")] == [
        "passage-rub", "passage-how", "passage-wash", "passage-compare", "passage-figure-hand",
    ]  # fmt: skip
    assert [words(number) for number in page.select(".passage-number")] == ["1", "2", "3", "4", "5"]
    assert page.select_one("#passage-rub em").text == "twenty"
    assert page.select_one("#passage-compare .table-wrap[tabindex='0'] th[scope=col]").text == "Way"


def test_every_link_within_the_page_leads_somewhere(cast, root):
    page = cast.practitioner.open("/modules/hands/")
    ids = {tag["id"] for tag in page.select("[id]")}
    assert {link["href"][1:] for link in page.select("main a[href^='#']")} <= ids


def test_a_figure_has_its_words(cast, root):
    figure = cast.practitioner.open("/modules/hands/").select_one("figure")
    assert figure.svg["role"] == "img"
    assert figure.svg.title.text == "A hand, the thumb marked."
    assert figure.svg["aria-labelledby"] == figure.svg.title["id"]
    assert words(figure.figcaption) == "Figure 1. The thumb is missed most."


def test_sources_stand_in_the_order_of_their_numbers(cast, root):
    page = cast.practitioner.open("/modules/hands/")
    sources = page.select(".sources li")
    assert [source["id"] for source in sources] == ["source-Who09", "source-Cdc02"]
    assert sources[0].a["href"] == "https://doi.org/10.1000/hands"
    assert sources[1].a.text == "www.cdc.example"
    assert "guideline; checked 1 January 2026" in words(sources[0])
    assert [cite["href"] for cite in page.select("#passage-wash .cite")] == ["#source-Who09", "#source-Cdc02"]


def test_what_is_safety_critical_comes_first(cast, root):
    sheet = cast.practitioner.open("/modules/hands/").select_one(".sheet")
    assert [words(heading) for heading in sheet.select("h3")] == ["Safety-critical", "As well"]
    assert [words(one) for one in sheet.select("li")] == [
        "Stop when the field is no longer clean.",
        "Wash hands at the right moments.",
    ]


def test_practice_stands_behind_its_passage_and_needs_no_script(cast, root):
    page = cast.practitioner.open("/modules/hands/")
    practice = page.select_one("#passage-rub + .practice")
    assert words(practice.select_one(".stem")) == "What about four?"
    options = practice.select("details")
    assert [words(option.select_one(".rationale b")) for option in options] == [
        "Right.",
        "Not this one.",
        "Not this one.",
    ]
    assert "What about one?" not in page.text


def test_the_quiz_is_the_next_step(cast, root):
    link = cast.practitioner.open("/modules/hands/").select_one("a.btn-primary")
    assert (words(link), link["href"]) == ("Take the quiz", "/modules/hands/quiz")


def test_not_adopted_is_said(cast, root):
    assert notices(cast.practitioner.open("/modules/hands/")) == [
        "Not yet reviewed by a clinician. You can read it and practice; a pass does not count toward a certificate "
        "until Riverbend Clinic has adopted it."
    ]


def test_adopted_is_said_with_the_name(cast, root):
    adopt(cast.clinic, "hands", name="Dana Ruiz, DC")
    page = cast.practitioner.open("/modules/hands/")
    assert notices(page) == ["Adopted by Riverbend Clinic on 1 March 2026, by Dana Ruiz, DC."]
    assert "Not yet reviewed" in notices(cast.elsewhere.open("/modules/hands/"))[0]


def test_a_practitioner_reads_what_their_clinic_adopted(cast, root):
    adopt(cast.clinic, "hands")
    second_version(root)
    page = cast.practitioner.open("/modules/hands/")
    assert "Version 1, published" in words(page)
    assert "When to rub them" not in words(page)
    assert "This is version 1. Version 2, published" in notices(page)[1]
    assert "waits to be adopted by Riverbend Clinic" in notices(page)[1]

    page = cast.practitioner.follow("Read version 2")
    assert "When to rub them" in words(page)
    assert "Not yet reviewed by a clinician." in notices(page)[0]
    assert "Riverbend Clinic has adopted version 1" in notices(page)[1]

    assert "Version 2, published" in words(cast.elsewhere.open("/modules/hands/"))


def test_an_older_version_says_that_it_is_older(cast, root):
    second_version(root)
    page = cast.practitioner.open("/modules/hands/?version=1")
    assert "This is version 1. Version 2, published" in notices(page)[1]
    assert not [
        notice for notice in notices(cast.practitioner.open("/modules/hands/?version=2")) if "This is" in notice
    ]


def test_with_two_clinics_the_newer_adopted_version_is_read(browser, root):
    first, second = make_clinic(name="First"), make_clinic(name="Second")
    person = make_person("practitioner", first)
    make_member(person, "practitioner", second)
    adopt(second, "hands")
    second_version(root)
    adopt(first, "hands")
    page = browser.sign_in(person).open("/modules/hands/")
    assert notices(page) == ["Adopted by First on 1 March 2026, by Somebody."]


@pytest.mark.parametrize("version", ["0", "2", "-1", "x", "", "99999999999999999999", "1.0", "%00"])
def test_a_version_that_never_was(cast, root, version):
    cast.practitioner.open(f"/modules/hands/?version={version}", status=404)


@pytest.mark.parametrize("slug", ["feet", "HANDS", "%00", "a" * 3000])
def test_a_module_that_never_was(cast, root, slug):
    cast.practitioner.open(f"/modules/{slug}/", status=404)


def test_a_stranger_is_asked_to_sign_in(cast, root):
    cast.stranger.open("/modules/hands/")
    assert cast.stranger.address.startswith("/sign-in")
