"""The transcript: all that one person holds or held, on paper."""

from datetime import date

import pytest
import time_machine

from tests.builders import make_person
from tests.credentials.builders import accept, make_entry, make_pass, noon
from tests.credentials.documents.paper import Paper

pytestmark = pytest.mark.usefixtures("policy")


def transcript(browser, person, size="letter") -> Paper:
    mine = browser.sign_in(person)
    mine.open(f"/certificates/transcript/{size}.pdf")
    assert mine.response.mimetype == "application/pdf"
    return Paper(mine.response.data)


@time_machine.travel(noon(date(2028, 3, 2)), tick=False)
def test_it_lists_what_was_held_with_the_state_of_today_and_what_was_passed(browser, ada, clinic):
    accept(ada, clinic, "a", date(2026, 3, 1))
    [first] = accept(ada, clinic, "b", date(2026, 3, 1))
    read = transcript(browser, ada)
    read.assert_accessible()
    assert "As of 2 March 2028, 12:00 MST." in read.text
    assert f"Needling knowledge 1 March 2026 1 March 2028 Lapsed Riverbend {first.code[:4]}-" in read.text
    assert read.text.count("version 1 1 March 2026 Riverbend") == 2
    assert read.kinds().count("Table") == 2
    assert read.kinds().count("TH") == 10


@time_machine.travel(noon(date(2028, 3, 2)), tick=False)
def test_what_was_renewed_says_so(browser, ada, clinic):
    """The day after the last day of the older one: it has not lapsed, it was renewed."""
    for day in (date(2026, 3, 1), date(2027, 6, 1)):
        for module in ("a", "b"):
            accept(ada, clinic, module, day)
    read = transcript(browser, ada)
    assert "1 March 2026 1 March 2028 Renewed" in read.text
    assert "1 June 2027 1 June 2029 Current" in read.text
    assert "This lists certificates and what counts for them." in read.text


@time_machine.travel(noon(date(2026, 6, 1)), tick=False)
def test_what_was_entered_in_error_is_not_on_it(browser, ada, clinic):
    wrong = make_pass(ada, clinic, "a", date(2026, 3, 1))
    make_pass(ada, clinic, "b", date(2026, 3, 1))
    make_entry(ada, clinic, "correction", "", date(2026, 4, 1), refers_to_id=wrong.id, reason="Somebody else's")
    text = transcript(browser, ada).text
    assert "About b version 1 1 March 2026" in text
    assert "About a" not in text


def test_it_holds_nothing_of_anybody_else(browser, ada, clinic, certificate_for):
    other = make_person(clinic=clinic, name="Somebody Else")
    accept(other, clinic, "a", date(2026, 3, 1))
    certificate = certificate_for(other)
    read = transcript(browser, ada, "a4")
    assert "Somebody Else" not in read.text
    assert certificate.code[:4] not in read.text
    assert "None so far." in read.text
    assert "Nothing so far." in read.text
    assert read.sheets == [(210, 297)]


@pytest.mark.sqlite
def test_a_long_career_has_its_header_on_every_page(browser, ada, clinic, certificate_for):
    for year in range(70):
        certificate_for(ada, valid_from=date(1950 + year, 1, 1), valid_until=date(1951 + year, 1, 1))
    read = transcript(browser, ada)
    assert len(read.sheets) > 1
    assert f"Page 1 of {len(read.sheets)}" in read.text
    assert read.text.count("First day") == len(read.sheets)
