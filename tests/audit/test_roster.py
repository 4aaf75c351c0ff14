"""The roster: who is on it, in which state, and how it is narrowed, sorted and paged."""

from datetime import date, timedelta

import pytest

from tests.audit.builders import Right, make_attempt, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_certificate, make_pass, make_policy
from tests.quizzes.builders import adopt

LAPSED, MISSING, DUE_SOON, CURRENT = "lapsed", "missing", "due_soon", "current"


@pytest.fixture
def crew(stage):
    """One person in each state, of three professions."""
    return {
        state: make_practitioner(stage.clinic, stage.policy, state, name, profession=profession)
        for state, name, profession in (
            (CURRENT, "Ada Okafor", "physical therapist"),
            (DUE_SOON, "Ben Ito", "chiropractor"),
            (LAPSED, "Cleo Øst", "athletic trainer"),
            (MISSING, "Dan Roe", "chiropractor"),
        )
    }


def roster(director, stage, query=""):
    return director.open(f"/clinics/{stage.clinic.slug}/roster{query}")


def names(page) -> list[str]:
    return [words(link) for link in page.select("tbody th a")]


def row(page, name) -> list[str]:
    line = next(line for line in page.select("tbody tr") if name in line.text)
    return [words(cell) for cell in line.select("th, td")]


def counts(page) -> list[str]:
    return [words(count) for count in page.select(".count")]


def test_everyone_the_most_urgent_first(director, stage, crew):
    page = roster(director, stage)
    assert names(page) == ["Cleo Øst", "Dan Roe", "Ben Ito", "Ada Okafor"]
    assert counts(page) == ["1 Lapsed", "1 Missing", "1 Due soon", "1 Current", "4 Every state"]
    assert page.select_one("[aria-sort]").a["aria-label"] == "Sort by credential"
    assert "Needling knowledge. As of 1 June 2026, as known today." in words(page)


def test_a_row_says_until_when_each_pass_counts(director, stage, crew):
    page = roster(director, stage)
    assert [words(head) for head in page.select("thead th")] == ["Person", "Credential", "About a", "About b"]
    assert row(page, "Ada") == [
        "Ada Okafor Physical therapist",
        "Current until 6 July 2027",
        "Current 6 July 2027",
        "Current 6 July 2027",
    ]
    assert row(page, "Cleo") == [
        "Cleo Øst Sports medicine: athletic trainer",
        "Lapsed ended 22 May 2026",
        "Lapsed 22 May 2026",
        "Lapsed 22 May 2026",
    ]
    assert row(page, "Dan") == ["Dan Roe Chiropractor", "Missing", "Missing", "Missing"]


def test_every_state_is_word_icon_and_color(director, stage, crew):
    for pill in roster(director, stage).select("tbody .state"):
        assert pill.select_one(".icon")
        assert any(name.startswith("state-") for name in pill["class"])
        assert words(pill)


def test_what_is_missing_says_how_often_it_was_tried(director, stage, crew, today):
    dan = crew[MISSING]
    for days in (10, 5):
        make_attempt(dan, stage.clinic, stage.module, Right(12), today - timedelta(days=days), stage.adoption)
    make_attempt(dan, stage.clinic, stage.module, Right(3), today, None)  # practice decides nothing
    elsewhere = make_clinic()
    make_member(dan, "practitioner", elsewhere)
    make_attempt(dan, elsewhere, stage.module, Right(3), today, adopt(stage.module, elsewhere))
    assert row(roster(director, stage), "Dan") == ["Dan Roe Chiropractor", "Missing", "Missing 2 not passed", "Missing"]


def test_one_module_passed_is_seen_though_the_credential_is_missing(director, stage, crew):
    make_pass(crew[MISSING], stage.clinic, "b", date(2026, 5, 3))
    assert row(roster(director, stage), "Dan")[1:] == ["Missing", "Missing", "Current 3 May 2028"]


def test_what_was_earned_elsewhere_counts_here(director, stage):
    """One person is one record, whichever clinic issued the certificate."""
    ada = make_person(clinic=stage.clinic, name="Ada Okafor")
    make_certificate(ada, make_clinic(), stage.policy)
    assert row(roster(director, stage), "Ada")[1] == "Current until 1 January 2028"


def test_only_those_who_practice_here_today(director, stage, today):
    def somebody(name, role="practitioner", clinic=stage.clinic, **changes):
        make_member(make_person(None, name=name), role, clinic, **changes)

    somebody("Here since today", joined_on=today)
    somebody("Here for the last day", left_on=today)
    somebody("Gone since yesterday", left_on=today - timedelta(days=1))
    somebody("From tomorrow", joined_on=today + timedelta(days=1))
    somebody("Teaches here", role="educator")
    somebody("Elsewhere", clinic=make_clinic())
    assert names(roster(director, stage)) == ["Here for the last day", "Here since today"]


def test_who_came_back_is_there_once(director, stage, today):
    ada = make_person(None, name="Ada")
    make_member(ada, "practitioner", stage.clinic, left_on=today)
    make_member(ada, "practitioner", stage.clinic, joined_on=today)
    page = roster(director, stage)
    assert names(page) == ["Ada"]
    assert counts(page)[-1] == "1 Every state"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=lapsed", ["Cleo Øst"]),
        ("?state=current", ["Ada Okafor"]),
        ("?profession=chiropractor", ["Dan Roe", "Ben Ito"]),
        ("?profession=chiropractor&state=missing", ["Dan Roe"]),
        ("?name=ada", ["Ada Okafor"]),
        ("?name=o+d", ["Dan Roe", "Ada Okafor"]),
        ("?name=øST", ["Cleo Øst"]),
        ("?name=%25", []),
        ("?name=_", []),
        ("?within=29", []),
        ("?within=30", ["Ben Ito"]),
        ("?within=401", ["Ben Ito", "Ada Okafor"]),
        ("?within=401&profession=chiropractor", ["Ben Ito"]),
        ("?sort=name", ["Ada Okafor", "Ben Ito", "Cleo Øst", "Dan Roe"]),
        ("?sort=profession", ["Cleo Øst", "Ben Ito", "Dan Roe", "Ada Okafor"]),
        ("?sort=until", ["Cleo Øst", "Ben Ito", "Ada Okafor", "Dan Roe"]),
    ],
)
def test_filters_and_order_are_in_the_address(director, stage, crew, query, found):
    assert names(roster(director, stage, query)) == found


def test_counts_are_filters_that_keep_the_others(director, stage, crew):
    page = roster(director, stage, "?profession=chiropractor&sort=name")
    assert counts(page) == ["0 Lapsed", "1 Missing", "1 Due soon", "0 Current", "2 Every state"]
    director.follow("1 Missing")
    assert director.address.endswith("?profession=chiropractor&state=missing&sort=name")
    assert names(director.page) == ["Dan Roe"]
    assert words(director.page.select_one("[aria-current=true]")) == "1 Missing"
    assert counts(director.page)[2] == "1 Due soon", "the other counts stay, to go on to"
    director.follow("2 Every state")
    assert names(director.page) == ["Ben Ito", "Dan Roe"]


def test_filters_are_a_form(director, stage, crew):
    roster(director, stage)
    page = director.press("Filter", profession="chiropractor", state="due_soon", within="60")
    assert names(page) == ["Ben Ito"]
    assert "1 person: chiropractor, state due soon, lapses within 60 days" in words(page)
    assert page.select_one("#within")["value"] == "60"
    assert page.select_one("#profession option[selected]")["value"] == "chiropractor"
    director.follow("Clear")
    assert len(names(director.page)) == 4


@pytest.mark.parametrize("typed", ["abc", "0", "-3", "3651", "9" * 5000, "1.5", "٣"])
def test_a_number_of_days_that_is_none_is_said_beside_the_field(director, stage, crew, typed):
    page = roster(director, stage, f"?within={typed}&profession=chiropractor")
    assert words(page.select_one("#within-error")) == "Enter a number from 1 to 3650"
    assert page.select_one("#within")["value"] == typed
    assert names(page) == ["Dan Roe", "Ben Ito"], "the rest of the filter holds"


@pytest.mark.parametrize("query", ["?state=resting", "?profession=surgeon", "?sort=shoe", "?credential=x", "?page=x"])
def test_what_is_not_on_the_list_is_left_out(director, stage, crew, query):
    assert len(names(roster(director, stage, query))) == 4


def test_nobody_matches(director, stage, crew):
    page = roster(director, stage, "?name=zzz&state=lapsed")
    assert "Nobody matches" in words(page)
    assert "state lapsed, name “zzz”" in words(page)
    director.follow("Show everyone")
    assert len(names(director.page)) == 4


def test_an_empty_clinic_invites_the_first(director, stage):
    page = roster(director, stage)
    assert "No practitioners yet" in words(page)
    assert not page.select(".counts, .filters, table")
    director.follow("Invite a practitioner")
    assert director.address == f"/clinics/{stage.clinic.slug}/invitations"


def test_without_any_credential_the_page_says_so(browser):
    clinic = make_clinic()
    director = browser.sign_in(make_person("director", clinic))
    assert "No credential yet" in words(director.open(f"/clinics/{clinic.slug}/roster"))


def test_one_of_several_credentials_is_chosen(director, stage, crew):
    make_policy("b", slug="zz-clean", title="Zz clean needles")
    page = roster(director, stage)
    assert [option.text for option in page.select("#credential option")] == ["Needling knowledge", "Zz clean needles"]
    page = director.press("Filter", credential="zz-clean")
    assert [words(head) for head in page.select("thead th")] == [
        "Person",
        "Credential",
        "Needling knowledge",
        "About b",
    ]
    assert counts(page)[1] == "4 Missing"
    director.follow("4 Missing")
    assert "credential=zz-clean" in director.address


def test_fifty_on_a_page(director, stage):
    for n in range(53):
        make_person(clinic=stage.clinic, name=f"Person {n:02}")
    page = roster(director, stage, "?state=missing&sort=name")
    assert names(page) == [f"Person {n:02}" for n in range(50)]
    assert "53 people" in words(page)
    director.follow("Next")
    assert names(director.page) == ["Person 50", "Person 51", "Person 52"]
    assert "state=missing&sort=name&page=2" in director.address
    assert names(roster(director, stage, "?page=99&sort=name")) == ["Person 50", "Person 51", "Person 52"]
    assert len(names(roster(director, stage, "?page=-1"))) == 50
    link = roster(director, stage, "?page=2").select_one(".count")["href"]
    assert "page" not in link, "another filter begins on its first page"


def test_equal_names_keep_one_order(director, stage):
    people = [make_person(clinic=stage.clinic, name="Ada Okafor") for _ in range(4)]
    links = [link["href"] for link in roster(director, stage).select("tbody th a")]
    assert links == [f"/clinics/{stage.clinic.slug}/people/{person.id}" for person in people]


def test_the_statements_do_not_grow_with_the_people(director, stage, statements):
    def fill(number):
        for n in range(number):
            person = make_practitioner(stage.clinic, stage.policy, [LAPSED, CURRENT, MISSING][n % 3], f"P{n}")
            make_attempt(person, stage.clinic, stage.module, Right(3), date(2026, 5, 1), stage.adoption)

    address = f"/clinics/{stage.clinic.slug}/roster"
    fill(3)
    director.open(address)
    with statements() as few:
        director.open(address)
    fill(57)
    with statements() as many:
        assert len(names(director.open(address))) == 50
    assert len(many) == len(few) <= 9, many  # one more where somebody holds an imported certificate


def test_the_day_is_that_of_the_clinic(browser, stage, today):
    """Noon in Denver on 1 June is 6 a.m. on 2 June in Auckland."""
    there = make_clinic(time_zone="Pacific/Auckland")
    ada = make_person(clinic=there, name="Ada")
    make_certificate(ada, there, stage.policy, valid_until=today)
    page = browser.sign_in(make_person("director", there)).open(f"/clinics/{there.slug}/roster")
    assert row(page, "Ada")[1] == "Lapsed ended 1 June 2026"
    assert "2 June 2026" in words(page)


def test_a_pass_of_tomorrow_is_not_one_yet(director, stage, crew, today):
    """It can come from a clinic where tomorrow has begun."""
    make_pass(crew[MISSING], stage.clinic, "b", today + timedelta(days=1))
    assert row(roster(director, stage), "Dan")[3] == "Missing"


@pytest.mark.parametrize("role", ["practitioner", "educator", "administrator", "director", None])
def test_the_roster_is_for_the_clinics_own_director(browser, stage, crew, role):
    """For anybody else, also a practitioner of the clinic or another clinic's director, it does not exist."""
    person = make_person(role)
    if role in {"practitioner", "educator"}:
        make_member(person, role, stage.clinic)
    browser.sign_in(person).open(f"/clinics/{stage.clinic.slug}/roster", status=404)


def test_a_director_who_left_sees_it_no_more(browser, stage, today):
    former = make_person(None)
    make_member(former, "director", stage.clinic, left_on=today - timedelta(days=1))
    browser.sign_in(former).open(f"/clinics/{stage.clinic.slug}/roster", status=404)
