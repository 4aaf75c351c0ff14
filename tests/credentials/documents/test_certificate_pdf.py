"""The certificate on paper: what it says, for whom, and that everybody can read it."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.builders import make_member, make_person, saved
from tests.credentials.builders import accept, noon
from tests.credentials.documents.paper import Paper

pytestmark = pytest.mark.usefixtures("clinic", "policy")


def paper(browser, address) -> Paper:
    browser.open(address)
    assert browser.response.mimetype == "application/pdf"
    return Paper(browser.response.data)


@time_machine.travel(noon(date(2026, 4, 1)), tick=False)
def test_it_says_whose_it_is_what_it_rests_on_and_where_to_check_it(browser, ada, clinic):
    accept(ada, clinic, "a", date(2026, 3, 1))
    [certificate] = accept(ada, clinic, "b", date(2026, 4, 1))
    text = paper(browser.sign_in(ada), f"/certificates/{certificate.id}/letter.pdf").text
    code = certificate.code
    for said in (
        "Assessment-based certificate",
        "Needling knowledge",
        "Ada Okafor",
        "The holder passed a written quiz on each module.",
        "First day 1 April 2026",
        "Last day 1 March 2028, which still counts",
        "Riverbend",
        "Policy Version 1: lasts as long as the oldest of what it rests on counts",
        "Issued 1 April 2026, 12:00 MDT",
        "version 1, 1 March 2026",
        "version 1, 1 April 2026",
        "-".join(code[start : start + 4] for start in range(0, 16, 4)),
        f"/check/{code}",
        "It is not a license and not clearance by itself.",
    ):
        assert said in text, text
    assert "Renews" not in text


@time_machine.travel(noon(date(2027, 6, 1)), tick=False)
def test_a_renewal_names_the_one_before_it(browser, ada, clinic):
    accept(ada, clinic, "a", date(2026, 3, 1))
    [first] = accept(ada, clinic, "b", date(2026, 3, 1))
    accept(ada, clinic, "a", date(2027, 6, 1))
    [second] = accept(ada, clinic, "b", date(2027, 6, 1))
    text = paper(browser.sign_in(ada), f"/certificates/{second.id}/a4.pdf").text
    assert f"Renews {first.code[:4]}-{first.code[4:8]}" in text


@pytest.mark.sqlite
@pytest.mark.parametrize(("size", "sheet"), [("a4", (210, 297)), ("letter", (216, 279))])
def test_it_is_one_accessible_sheet(browser, ada, certificate_for, size, sheet):
    certificate = certificate_for(ada)
    read = paper(browser.sign_in(ada), f"/certificates/{certificate.id}/{size}.pdf")
    assert read.sheets == [sheet]
    read.assert_accessible()
    assert read.said("dc:title//rdf:li") == "Needling knowledge: certificate of Ada Okafor"
    assert [tag.alt for tag in read.tags if tag.kind == "Figure"] == [
        "Trainer",
        f"QR code that leads to http://localhost/check/{certificate.code}",
    ]


@pytest.mark.sqlite
def test_the_same_certificate_is_the_same_file(browser, ada, certificate_for):
    holder, address = browser.sign_in(ada), f"/certificates/{certificate_for(ada).id}/a4.pdf"
    assert paper(holder, address).pdf == paper(holder, address).pdf


@pytest.mark.sqlite
def test_only_these_sizes(browser, ada, certificate_for):
    browser.sign_in(ada).open(f"/certificates/{certificate_for(ada).id}/a3.pdf", status=404)


def test_somebody_elses_does_not_exist(browser, ada, clinic, certificate_for):
    certificate = certificate_for(ada)
    director = make_person("director", clinic)
    make_member(director, "administrator")
    for other in (director, make_person(clinic=clinic), make_person()):
        for page in ("a4.pdf", "letter.pdf", "wallet"):
            browser.sign_in(other).open(f"/certificates/{certificate.id}/{page}", status=404)


@pytest.mark.sqlite
def test_the_name_is_the_one_of_the_day(browser, ada, certificate_for):
    certificate = certificate_for(ada)
    ada.name = "Ada Married"
    saved(ada)
    assert "Ada Okafor" in paper(browser.sign_in(ada), f"/certificates/{certificate.id}/a4.pdf").text


@pytest.mark.sqlite
def test_a_name_that_cannot_be_set_is_refused_on_a_calm_page(browser, ada, certificate_for):
    certificate = certificate_for(ada, holder_name="Ann 😀 Lee")
    page = browser.sign_in(ada).open(f"/certificates/{certificate.id}/a4.pdf", status=409)
    assert "No font here has “😀” (U+1F600 GRINNING FACE), which the name “Ann 😀 Lee” contains." in words(page)
    assert "not replaced by boxes" in words(page)
