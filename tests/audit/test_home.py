"""The front page: what each persona needs first."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.audit.builders import TODAY, make_practitioner
from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import accept, make_pass, make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish
from trainer import mail
from trainer.banks.models import ModuleVersion
from trainer.db import db


@pytest.fixture
def ada(stage):
    return make_person(clinic=stage.clinic, name="Ada Okafor")


@pytest.fixture
def both_adopted(stage):
    """So far only module A is adopted."""
    other = db.session.query(ModuleVersion).filter_by(title="About b").one()
    adopt(other, stage.clinic)


def primary(page) -> tuple[str, str]:
    [button] = page.select("main .btn-primary")
    return words(button), button["href"]


def tiles(page) -> list[str]:
    return [words(tile) for tile in page.select(".tile")]


def test_somebody_new_begins_with_the_first_module(browser, ada, both_adopted):
    page = browser.sign_in(ada).open("/")
    assert page.h1.text == "Welcome, Ada Okafor"
    assert words(page.select_one("#next")) == "Next: About a"
    assert primary(page) == ("Take the quiz", "/modules/a/quiz")
    assert tiles(page) == ["About a Missing", "About b Missing"]


def test_what_is_passed_is_not_asked_again(browser, stage, ada, both_adopted):
    make_pass(ada, stage.clinic, "a", date(2026, 5, 3))
    page = browser.sign_in(ada).open("/")
    assert primary(page) == ("Take the quiz", "/modules/b/quiz")
    assert tiles(page) == ["About a Current until 3 May 2028", "About b Missing"]


def test_an_attempt_under_way_comes_first(browser, ada, both_adopted):
    candidate = browser.sign_in(ada)
    candidate.open("/modules/b/quiz")
    candidate.press("Start the quiz")
    candidate.press("Next")
    page = candidate.open("/")
    assert words(page.select_one("#next")) == "You are in the middle of a quiz"
    assert "About b, question 2. Hand in by 12:40." in words(page)
    candidate.follow("Go on with the quiz")
    assert candidate.address == "/attempts/1/questions/2"


def test_an_attempt_whose_time_is_up_is_not_offered(browser, ada, both_adopted):
    candidate = browser.sign_in(ada)
    candidate.open("/modules/b/quiz")
    candidate.press("Start the quiz")
    with time_machine.travel(noon(TODAY) + timedelta(hours=1), tick=False):
        assert words(candidate.open("/").select_one("#next")) == "Next: About a"


def test_when_all_is_current_nothing_is_due(browser, stage, ada, both_adopted):
    accept(ada, stage.clinic, "a", date(2026, 5, 3))
    [certificate] = accept(ada, stage.clinic, "b", date(2026, 5, 4))
    page = browser.sign_in(ada).open("/")
    assert "Nothing is due until 4 March 2028." in words(page)
    assert not page.select("main .btn-primary")
    assert page.select_one(f'a[href="/certificates/{certificate.id}"]')


def test_the_module_that_ends_first_is_due_first(browser, stage, ada, both_adopted):
    accept(ada, stage.clinic, "b", date(2024, 6, 10))
    accept(ada, stage.clinic, "a", date(2024, 7, 1))
    page = browser.sign_in(ada).open("/")
    assert words(page.select_one("#next")) == "Next: About b"
    assert "Your pass counts until 10 June 2026." in words(page)


def test_what_somebody_holds_comes_before_what_they_never_held(browser, stage, ada, both_adopted):
    """Two credentials ask for module A, which she never took; what she holds rests on module B and ends in 9 days."""
    make_policy("a", slug="first", title="A first credential")
    make_policy("b", slug="held", title="What she holds")
    accept(ada, stage.clinic, "b", date(2024, 6, 10))
    page = browser.sign_in(ada).open("/")
    assert words(page.select_one("#next")) == "Next: About b"
    assert "Your pass counts until 10 June 2026." in words(page)


def test_a_module_that_lapsed_says_so(browser, stage, ada, both_adopted):
    make_pass(ada, stage.clinic, "b", date(2024, 5, 1))
    page = browser.sign_in(ada).open("/")
    assert "Your pass counted until 1 May 2026." in words(page)


def test_what_the_clinic_has_not_adopted_is_not_urged(browser, stage, ada):
    make_pass(ada, stage.clinic, "a", date(2026, 5, 3))
    page = browser.sign_in(ada).open("/")
    assert words(page.select_one("#next")) == "Nothing counts yet"
    assert primary(page) == ("Read About b", "/modules/b/")


def test_the_director_sees_how_the_clinic_stands(director, stage):
    for n, state in enumerate(["lapsed", "current", "current", "missing"]):
        make_practitioner(stage.clinic, stage.policy, state, f"P{n}")
    page = director.open("/")
    assert [words(count) for count in page.select(".count")] == ["1 Lapsed", "1 Missing", "0 Due soon", "2 Current"]
    assert primary(page) == ("Open the roster", f"/clinics/{stage.clinic.slug}/roster")
    menu = [words(one) for one in page.select("#site-nav > ul > li")]
    assert menu == ["Roster", "Today", "Clinic Modules Credentials Invitations Corrections Other systems Studies"]
    director.follow("2 Current")
    assert [words(link) for link in director.page.select("tbody th a")] == ["P1", "P2"]


def test_the_director_sees_what_waits_to_be_adopted(director, stage):
    page = director.open("/")
    assert "1 module waits for the clinic to adopt it." in words(page)
    publish(make_content("a", summary="It says something new."))
    page = director.open("/")
    assert "2 modules wait for the clinic to adopt them." in words(page)
    director.follow("See the clinic’s modules")
    assert director.address == f"/clinics/{stage.clinic.slug}/modules"


def test_an_empty_clinic_asks_for_its_first_practitioner(director, stage):
    page = director.open("/")
    assert "Nobody practices here yet." in words(page)
    assert primary(page) == ("Invite a practitioner", f"/clinics/{stage.clinic.slug}/invitations")


def test_every_clinic_is_counted_on_its_own_day(browser, stage, director, today):
    """On 1 June at noon in Denver it is 2 June in Auckland."""
    there = make_clinic(name="Auckland", time_zone="Pacific/Auckland")
    make_member(stage.director, "director", there)
    for clinic in (stage.clinic, there):
        person = make_practitioner(clinic, stage.policy, "missing", "P")
        accept(person, clinic, "a", date(2024, 6, 1))
        accept(person, clinic, "b", date(2024, 6, 1))
    page = director.open("/")
    here, over_there = [{words(count) for count in counts.select(".count")} for counts in page.select("nav.counts")]
    assert here == {"0 Lapsed", "0 Missing", "1 Due soon", "0 Current"}
    assert over_there == {"1 Lapsed", "0 Missing", "0 Due soon", "0 Current"}
    counted = [words(counts.find_previous_sibling("p")) for counts in page.select("nav.counts")]
    assert counted == [stage.policy.title] * 2, "the numbers say what they count"


def test_the_educator_sees_the_banks(browser, stage):
    educator = browser.sign_in(make_person("educator", stage.clinic))
    page = educator.open("/")
    assert tiles(page) == ["About a Version 1, 8 items", "About b Version 1, 8 items"]
    assert primary(page) == ("Open the question banks", "/banks/")
    educator.follow("About a")
    assert educator.address == "/banks/a/"


def test_the_administrator_sees_the_outbox_and_the_clinics(browser, stage):
    mail.write("a@example.org", "Hello", "Hello")
    db.session.commit()
    page = browser.sign_in(make_person("administrator")).open("/")
    assert [words(count) for count in page.select(".count")][:2] == ["1 Mail waiting in the outbox", "1 Clinics"]
    assert page.select_one(".count")["href"] == "/admin/outbox"
    assert primary(page) == ("Open administration", "/admin/")


def test_several_roles_several_sections_and_one_thing_to_do(browser, stage, ada):
    for role in ("director", "educator"):
        make_member(ada, role, stage.clinic)
    make_member(ada, "administrator")
    page = browser.sign_in(ada).open("/")
    headings = [words(heading) for heading in page.select("main h2")]
    assert headings == ["Next: About a", "Needling knowledge", "Riverbend", "Question banks", "This installation"]
    assert primary(page)[0] == "Take the quiz"


@pytest.mark.parametrize("ended", [True, False])
def test_somebody_without_a_role(browser, app, ended):
    person = make_person(None, email="nobody@example.org")
    if ended:
        make_member(person, "practitioner", left_on=date(2021, 1, 1))
    page = browser.sign_in(person).open("/")
    assert "You hold no role at the moment" in words(page)
    assert "nobody@example.org" in words(page)
    assert primary(page) == ("Open my account", "/account")


def test_a_stranger_signs_in_first(browser, app):
    browser.open("/")
    assert browser.address.startswith("/sign-in")


def test_before_any_bank_was_loaded(browser, app):
    clinic = make_clinic()
    person = make_person(clinic=clinic)
    for role in ("director", "educator"):
        make_member(person, role, clinic)
    page = browser.sign_in(person).open("/")
    assert "No certificate takes anything of you at the moment." in words(page)
    assert "No bank has been published yet." in words(page)


def test_the_statements_do_not_grow(browser, stage, ada, statements):
    make_member(ada, "director", stage.clinic)
    who = browser.sign_in(ada)
    who.open("/")
    with statements() as few:
        who.open("/")
    for n in range(12):
        make_practitioner(stage.clinic, stage.policy, ["lapsed", "missing"][n % 2], f"P{n}")
        publish(make_content(f"module-{n}"))
        other = make_clinic()
        make_member(ada, "director", other)
        make_practitioner(other, stage.policy, "current", f"Q{n}")
    with statements() as many:
        who.open("/")
    assert len(many) == len(few) <= 15, "\n\n".join(many)
