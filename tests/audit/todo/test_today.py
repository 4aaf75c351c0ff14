"""What needs doing today: the page, its counts and bands, its files, and whom it opens to."""

from datetime import date, timedelta

import pytest

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate, make_entry, make_policy
from tests.quizzes.builders import make_content, publish
from trainer.trail import Event


def counts(page) -> dict[str, int]:
    found = (words(one).partition(" ") for one in page.select("nav.counts .count"))
    return {title: int(number) for number, _, title in found}


def bands(page) -> list[str]:
    return [words(one) for one in page.select(".bands a")]


def rows(page) -> list[str]:
    return [words(row) for row in page.select("tbody tr")]


def names(page) -> list[str]:
    return [words(link) for link in page.select("tbody th")]


@pytest.mark.sqlite
def test_lapses_stand_in_bands_that_are_filters(director, stage, today, here):
    make_practitioner(stage.clinic, stage.policy, "lapsed", "Cleo Øst")
    make_practitioner(stage.clinic, stage.policy, "due_soon", "Ben Ito")  # in 30 days
    soon = make_person(clinic=stage.clinic, name="Ada Okafor")
    make_certificate(soon, stage.clinic, stage.policy, valid_until=today + timedelta(days=6))
    page = director.open(here)
    assert bands(page) == [
        "All 3", "Lapsed already 1", "Within 7 days 1", "Within 30 days 2", "Within 60 days 2", "Within 90 days 2",
    ]  # fmt: skip
    assert names(page) == ["Cleo Øst", "Ada Okafor", "Ben Ito"]  # what ended or ends first
    assert "Since 23 May 2026 Its last day was 22 May 2026" in rows(page)[0]
    assert "After 7 June 2026 Its last day is 7 June 2026: 6 days left after today" in rows(page)[1]
    director.follow("Within 7 days 1")
    assert names(director.page) == ["Ada Okafor"]
    director.follow("Lapsed already 1")
    assert names(director.page) == ["Cleo Øst"]
    [reasons] = {link["href"] for link in director.page.select("tbody td a") if "/standing?" in link["href"]}
    assert "Why: Cleo Øst" in words(director.open(reasons))


@pytest.mark.sqlite
def test_the_first_list_with_something_on_it_is_shown(director, stage, today, here):
    ada = make_person(clinic=stage.clinic, name="Ada")
    for back in (3, 2):
        make_attempt(ada, stage.clinic, stage.module, Right(3), today - timedelta(days=back), stage.adoption)
    page = director.open(here)
    assert words(page.select_one("#list")) == "Not passed twice"
    assert counts(page)["Not passed twice"] == 1
    assert rows(page) == [
        "Choose Ada, About a Ada About a Since 30 May 2026 Not passed 2 times in a row Assign : Ada, About a"
    ]


def test_unreviewed_content_leads_to_where_it_is_adopted(director, stage, here):
    publish(make_content("a", summary="It says something new."))
    publish(make_content("c", review_by=date(2026, 5, 1)))  # no credential takes it
    make_policy("a", "b", scope="Another wording.")
    page = director.open(f"{here}?list=content")
    assert counts(page)["Unreviewed content"] == 2
    assert [row.partition(" 1 June")[0] for row in rows(page)] == ["About a", "About b"]
    assert "Version 1 is in use, version 2 is not adopted" in rows(page)[0]
    assert "nobody has adopted it: no pass counts" in rows(page)[1]
    assert page.select("tbody a")[0]["href"] == f"/clinics/{stage.clinic.slug}/modules/a/adoption"


@pytest.mark.sqlite
def test_an_empty_list_says_what_it_would_show(director, stage, here):
    for name in ("lapses", "licenses", "failed", "confident", "clearances", "assigned"):
        page = director.open(f"{here}?list={name}")
        assert words(page.select_one(".empty h2")) in ("Nothing to do here today", "No license is asked for")
    director.open(f"{here}?list=nonsense&within=1000&page=77")


def test_the_file_holds_what_is_shown_and_is_on_the_trail(director, stage, today, here):
    make_practitioner(stage.clinic, stage.policy, "lapsed", "=Cleo")
    director.open(f"{here}?list=lapses&within=lapsed")
    director.press("Export CSV")
    lines = director.response.text.removeprefix("\ufeff").splitlines()
    assert lines[0] == "Person,What,Since or by,Why,Next"
    assert lines[1] == "'=Cleo,Needling knowledge,Since 23 May 2026,Its last day was 22 May 2026,Assign"
    line = Event.query.filter_by(name="todo.exported").one()
    assert line.sentence == "exported what needs doing at Riverbend, Lapses, lapsed already: 1 rows"
    director.open(f"{here}?list=content")
    director.press("Export CSV")
    assert "About b" in director.response.text


def test_few_statements_however_many_lists_and_people(director, stage, today, here, statements):
    make_policy(
        "a",
        "b",
        slug="practice",
        requires=[{"module": "a", "within_months": 24}, {"license": "CO", "checked_within_days": 120}],
    )
    for n in range(8):
        ada = make_practitioner(stage.clinic, stage.policy, ["lapsed", "due_soon"][n % 2], f"P{n}")
        make_entry(ada, stage.clinic, "license", "CO", today - timedelta(days=200))
    for name in ("lapses", "licenses", "failed", "confident", "clearances", "assigned", "content"):
        with statements() as seen:
            director.open(f"{here}?list={name}")
        assert len(seen) <= 10, seen


@pytest.mark.sqlite
@pytest.mark.parametrize("role", ["practitioner", "director"])
def test_nobody_else_sees_it(browser, stage, role, here):
    stranger = browser.sign_in(make_person(role, make_clinic()))
    stranger.open(here, status=404)
    stranger.open(f"{here}/action?do=assign&row=1:module:a", status=404)
