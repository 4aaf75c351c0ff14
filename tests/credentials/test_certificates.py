"""The holder's pages: what I hold, what is to do, and one certificate."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import accept, make_pass, make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish, publish_policy

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
BEFORE, AFTER = date(2026, 6, 1), date(2028, 3, 2)


@pytest.fixture
def modules(app):
    return publish(make_content("a")), publish(make_content("b"))


@pytest.fixture
def clinic(app):
    return make_clinic(name="Riverbend")


@pytest.fixture
def ada(clinic, modules):
    make_policy("a", "b")
    return make_person(clinic=clinic, name="Ada Okafor")


def states(page):
    return [words(pill) for pill in page.select(".rows .state")]


def test_nothing_yet_says_what_it_takes(browser, ada):
    page = browser.sign_in(ada).open("/certificates/")
    assert "You do not hold it yet. 0 of 2 requirements met." in words(page)
    assert states(page) == ["Missing", "Missing"]
    assert page.select_one(".btn-primary")["href"] == "/modules/a/quiz"
    assert "No certificates yet" in words(page)


def test_each_module_can_be_read_and_taken(browser, ada):
    holder = browser.sign_in(ada)
    page = holder.open("/certificates/")
    links = {link["href"] for link in page.select(".rows a")}
    assert links == {"/modules/a/", "/modules/a/quiz", "/modules/b/", "/modules/b/quiz"}


@time_machine.travel(noon(BEFORE), tick=False)
def test_half_of_it(browser, ada, clinic):
    accept(ada, clinic, "a", MARCH)
    page = browser.sign_in(ada).open("/certificates/")
    assert states(page) == ["Current until 1 March 2028", "Missing"]
    assert page.select_one(".btn-primary")["href"] == "/modules/b/quiz"


@time_machine.travel(noon(BEFORE), tick=False)
def test_what_is_held_leads_to_its_page(browser, ada, clinic):
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, clinic, "b", APRIL)
    holder = browser.sign_in(ada)
    page = holder.open("/certificates/")
    assert "Nothing is due until 1 January 2028." in words(page)
    assert words(page.select_one("main .state")) == "Current until 1 March 2028"
    holder.follow("Open the certificate")
    assert holder.address == f"/certificates/{certificate.id}"


@pytest.mark.parametrize(
    ("day", "state", "sentence"),
    [
        (date(2028, 1, 1), "Current until 1 March 2028", "Nothing is due until 1 January 2028."),
        (date(2028, 1, 2), "Due soon until 1 March 2028", "Your certificate ends on 1 March 2028."),
        (date(2028, 3, 1), "Due soon until 1 March 2028", "Your certificate ends on 1 March 2028."),
        (date(2028, 3, 2), "Lapsed ended 1 March 2028", "Your certificate ended on 1 March 2028."),
    ],
)
def test_the_state_follows_the_day_in_the_clinic(browser, ada, clinic, day, state, sentence):
    accept(ada, clinic, "a", MARCH)
    accept(ada, clinic, "b", APRIL)
    with time_machine.travel(noon(day), tick=False):
        page = browser.sign_in(ada).open("/certificates/")
    assert words(page.select_one("main .state")) == state
    assert sentence in words(page)


@pytest.mark.parametrize(
    ("zone", "state"), [("America/Denver", "Due soon"), ("UTC", "Lapsed"), ("Pacific/Auckland", "Lapsed")]
)
def test_the_last_day_is_over_when_it_is_over_where_the_clinic_is(browser, modules, zone, state):
    """23:30 in Denver on the last day is already tomorrow in Auckland, whatever the server's clock says."""
    make_policy("a", "b")
    clinic = make_clinic(time_zone=zone)
    ada = make_person(clinic=clinic)
    accept(ada, clinic, "a", MARCH)
    [certificate] = accept(ada, clinic, "b", APRIL)
    with time_machine.travel("2028-03-02T06:30:00+00:00", tick=False):
        page = browser.sign_in(ada).open(f"/certificates/{certificate.id}")
    assert words(page.select_one("main .state")).startswith(state)


def test_a_policy_that_changed_after_everything_was_passed(browser, ada, clinic):
    """Nothing is issued behind anybody's back: the next pass does it, and the page says so."""
    make_pass(ada, clinic, "a", MARCH)
    make_pass(ada, clinic, "b", MARCH)
    with time_machine.travel(noon(BEFORE), tick=False):
        page = browser.sign_in(ada).open("/certificates/")
    assert "The certificate comes with the next thing that is recorded for it." in words(page)


def test_without_any_credential_the_page_is_calm(browser, clinic):
    page = browser.sign_in(make_person(clinic=clinic)).open("/certificates/")
    assert "No certificates yet" in words(page)


@pytest.fixture
def certificate(ada, clinic):
    accept(ada, clinic, "a", MARCH)
    return accept(ada, clinic, "b", APRIL)[0]


@time_machine.travel(noon(BEFORE), tick=False)
def test_the_certificate(browser, ada, certificate):
    page = browser.sign_in(ada).open(f"/certificates/{certificate.id}")
    paper = words(page.select_one(".certificate"))
    for said in (
        "Assessment-based certificate",
        "Needling knowledge",
        "Ada Okafor",
        "About a; About b",
        "First day 1 April 2026",
        "Last day 1 March 2028",
        "Riverbend",
        "It is not a license and not clearance by itself.",
        f"http://localhost/check/{certificate.code}",
    ):
        assert said in paper
    assert words(page.select_one("main .state")) == "Current until 1 March 2028"
    evidence = words(page.select_one("[aria-labelledby=evidence]"))
    assert "About a Passed on 1 March 2026, version 1" in evidence
    assert "About b Passed on 1 April 2026, version 1" in evidence
    assert "It lasts as long as the oldest of what it rests on counts." in evidence


def test_the_qr_code_is_drawn_without_styles(browser, ada, certificate):
    drawing = browser.sign_in(ada).open(f"/certificates/{certificate.id}").select_one("svg.certificate-qr")
    assert drawing.select("path")
    assert not drawing.select("[style]")
    assert not drawing.has_attr("style")


class TestWithAPublicAddress:
    @pytest.fixture
    def settings(self):
        return {"PUBLIC_URL": "https://trainer.clinic.example"}

    def test_the_link_on_paper_is_the_public_one(self, browser, ada, certificate):
        page = browser.sign_in(ada).open(f"/certificates/{certificate.id}")
        link = page.select_one(".certificate-check a")["href"]
        assert link == f"https://trainer.clinic.example/check/{certificate.code}"


def test_a_renewed_certificate_and_the_new_one_lead_to_each_other(browser, ada, clinic, certificate):
    [newer] = accept(ada, clinic, "a", date(2028, 2, 1))
    with time_machine.travel(noon(date(2028, 2, 2)), tick=False):
        holder = browser.sign_in(ada)
        page = holder.open(f"/certificates/{certificate.id}")
        assert words(page.select_one("main .state")) == "Current until 1 March 2028", "not due: it has been renewed"
        holder.follow("the newer certificate")
        assert holder.address == f"/certificates/{newer.id}"
        holder.follow("The certificate that ran until 1 March 2028")
        assert holder.address == f"/certificates/{certificate.id}"


def test_evidence_leads_to_the_result_of_the_attempt(browser):
    version, clinic = publish(), make_clinic()
    publish_policy("lungs")
    adopt(version, clinic)
    candidate = browser.sign_in(make_person(clinic=clinic))
    candidate.open("/modules/lungs/quiz")
    candidate.press("Start the quiz")
    while "Hand in" not in candidate.page.select_one("main .btn-primary").text:
        right = next(card for card in candidate.page.select(".option-card") if "right" in card.text)
        last = "Review answers" in candidate.page.select_one("#question").text
        candidate.press("Review answers" if last else "Next", answer=right.select_one("input")["value"])
    candidate.press(words(candidate.page.select_one("main button.btn-primary")))
    candidate.open("/certificates/")
    candidate.follow("Open the certificate")
    candidate.follow("attempt 1")
    assert candidate.address == "/attempts/1/result"


@pytest.mark.parametrize("who", ["colleague", "director", "nobody"])
def test_a_certificate_is_its_holders_alone(browser, clinic, certificate, who):
    stranger = make_person("director" if who == "director" else None)
    if who == "colleague":
        make_member(stranger, "practitioner", clinic)
    browser.sign_in(stranger).open(f"/certificates/{certificate.id}", status=404)


def test_a_certificate_that_never_was(browser, ada):
    browser.sign_in(ada).open("/certificates/99999", status=404)


def test_the_pages_take_the_same_number_of_statements_however_much_was_earned(browser, ada, clinic, statements):
    accept(ada, clinic, "a", MARCH)
    [first] = accept(ada, clinic, "b", APRIL)
    holder = browser.sign_in(ada)
    holder.open("/certificates/")
    with statements() as one:
        holder.open("/certificates/")
    for year in range(2027, 2033):
        accept(ada, clinic, "a", date(year, 3, 1))
        accept(ada, clinic, "b", date(year, 4, 1))
    with statements() as many:
        holder.open("/certificates/")
    assert len(many) == len(one) <= 10, many
    with statements() as seen:
        holder.open(f"/certificates/{first.id}")
    assert len(seen) <= 10, seen
