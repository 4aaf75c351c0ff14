"""A director imports people and their earlier certificates, sees beforehand what that does, and takes it back."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_entry
from tests.credentials.importing.builders import (
    ADA,
    BEN,
    HEAD,
    TODAY,
    counts,
    csv_of,
    how_many,
    lines,
    person,
    told,
    xlsx_of,
)
from trainer.credentials.importing.models import ImportBatch, ImportRow
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import standings_of
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Invitation, Membership, Person


def test_tried_then_done_then_seen(stage):
    page = stage.try_out(csv_of(ADA, BEN))
    assert counts(page) | {"New people": "2", "New certificates": "1", "Left out": "0"} == counts(page)
    assert how_many(Person) == 1
    assert how_many(Certificate) == 0
    stage.browser.follow("2 Changes")
    assert lines(stage.browser.page)[0] == "2 Ada Okafor New person; new certificate, 1 March 2025 to 28 February 2027"
    stage.browser.press("Import: 2 new people, 1 certificate")
    ada = person("ada@example.org")
    assert (ada.name, ada.profession, ada.password) == ("Ada Okafor", "physical therapist", None)
    assert ada.holds("practitioner", clinic=stage.clinic)
    assert db.session.scalars(select(ImportBatch)).one().preview is None, "the file is kept once, not twice"
    [held] = db.session.scalars(select(Certificate))
    assert (held.person_id, held.valid_from, held.valid_until) == (ada.id, date(2025, 3, 1), date(2027, 2, 28))
    assert held.issued_at.date() == TODAY, "the clock of recording is now"
    [entry] = held.rests_on
    said = entry.details
    assert (said["provenance"], said["issuer"], said["line"]) == ("imported, not verified", "Course A", 2)
    assert said["license"] == "CO 0012345", "zeros that lead it are kept"
    assert [one.state for one in standings_of(ada, TODAY)] == ["current"]
    [made] = told("import.made")
    assert (made["people"], made["certificates"], made["bad"]) == (2, 1, 0)
    assert len(told("certificate.imported")) == 1
    page = stage.browser.open(f"/clinics/riverbend/people/{ada.id}/ledger")
    assert "imported, not verified" in words(page)


def test_the_same_file_again_changes_nothing(stage):
    stage.do(csv_of(ADA, BEN))
    before = how_many(Person), how_many(Certificate), how_many(Entry), how_many(Membership)
    page = stage.try_out(csv_of(ADA, BEN))
    assert counts(page)["No change"] == "2"
    assert "There is nothing to import" in words(page)
    digest = page.select_one("[name=digest]")["value"]
    action = str(page.select_one("form[action$=confirmation]")["action"])
    stage.browser.post(action, 409, digest=digest)
    stage.do(csv_of(ADA, BEN, ["cy@example.org", "Cy Lund", *BEN[2:]]), "more.csv")
    after = how_many(Person), how_many(Certificate), how_many(Entry), how_many(Membership)
    assert after == (before[0] + 1, before[1], before[2], before[3] + 1)


def test_the_mapping_says_that_the_very_same_file_was_sent_before(stage):
    stage.do(csv_of(ADA))
    assert "The very same file was sent before: import 1" in words(stage.send(csv_of(ADA)))


def test_each_bad_row_says_its_line_column_reason_and_mend_and_the_good_ones_are_done(stage):
    bad = [
        ["nobody", *ADA[1:]],
        ["", *ADA[1:4], "", *ADA[5:]],
        [*ADA[:6], "03/04/2025", *ADA[7:]],
        [*ADA[:6], "2026-07-01", *ADA[7:]],
        [*ADA[:7], "2024-02-29", ADA[8]],
        [*ADA[:5], "juggling", *ADA[6:]],
        ["x@example.org", "", *BEN[2:]],
        ["=cmd@example", "X", *BEN[2:]],
    ]
    page = stage.try_out(csv_of(BEN, *bad))
    assert counts(page)["Left out"] == "8"
    assert [row.split()[0] for row in lines(page)] == [str(n) for n in range(3, 11)]
    assert "Say in the mapping whether the day or the month comes first." in lines(page)[2]
    assert "2024-02-29 comes before the first day, 2025-03-01." in lines(page)[4]
    stage.browser.follow("All of them as CSV")
    text = stage.browser.response.text
    assert '3,E-mail,“nobody” is not an email address.,"Write one address, like ada@example.com."' in text
    stage.browser.press("Import: 1 new person, 0 certificates")
    assert counts(stage.browser.open(f"{stage.imports}/1"))["File"]
    assert how_many(ImportRow) == 9
    assert "8 Left out" in words(stage.browser.page)


def test_dates_are_read_in_the_order_that_was_stated(stage):
    row = [*ADA[:6], "03/04/2025", "3.4.2027", ADA[8]]
    stage.do(csv_of(row), dates="dmy")
    [held] = db.session.scalars(select(Certificate))
    assert (held.valid_from, held.valid_until) == (date(2025, 4, 3), date(2027, 4, 3))


def test_a_workbook_with_real_dates(stage):
    stage.do(xlsx_of([*ADA[:6], date(2025, 3, 1), date(2027, 2, 28), "Course A"]), "people.xlsx")
    [held] = db.session.scalars(select(Certificate))
    assert (held.valid_from, held.valid_until) == (date(2025, 3, 1), date(2027, 2, 28))


def test_somebody_is_known_by_the_license_alone(stage):
    eve = make_person(clinic=stage.clinic, name="Eve Stone")
    make_entry(eve, stage.clinic, "license", "CO", TODAY, details={"number": "001-2345"})
    page = stage.try_out(csv_of(["", "", *ADA[2:]]))
    assert counts(page) | {"New people": "0", "Known people": "1", "New certificates": "1"} == counts(page)
    page = stage.try_out(csv_of(ADA))
    assert "The license CO 0012345 belongs to Eve Stone, who has another address." in words(page)


def test_a_license_from_an_earlier_import_tells_who_it_is(stage):
    stage.do(csv_of(ADA))
    page = stage.try_out(csv_of(["", "", "", "co", "001 2345", "needling", "2023-01-01", "2024-12-31", ""]))
    assert counts(page) | {"Known people": "1", "New certificates": "1"} == counts(page)


def test_a_license_that_a_row_above_gives_tells_who_it_is(stage):
    earlier = ["", "", "", "CO", "001-2345", "needling", "2023-03-01", "2025-02-28", ""]
    stage.do(csv_of(ADA, earlier))
    assert {one.person.email for one in db.session.scalars(select(Certificate))} == {"ada@example.org"}
    assert how_many(Certificate) == 2


def test_rows_of_one_file_that_speak_of_the_same_person(stage):
    earlier = [*ADA[:6], "2023-03-01", "2025-02-28", ADA[8]]
    other_name = ["ada@example.org", "Bea Okafor", *BEN[2:]]
    other_address = ["bea@example.org", "Bea Okafor", "", "CO", "0012345", "", "", "", ""]
    page = stage.try_out(csv_of(ADA, earlier, ADA, other_name, other_address))
    assert counts(page) | {"New people": "1", "New certificates": "2", "Left out": "2"} == counts(page)
    assert "Line 2 has the same address with another name" in lines(page)[0]
    assert "Line 2 has the same license with another address" in lines(page)[1]


def test_nobody_enters_a_record_of_themselves(stage):
    page = stage.try_out(csv_of([stage.dora.email, *ADA[1:]]))
    assert "This is you. Nobody enters a record of themselves." in words(page)


def test_whoever_works_elsewhere_is_asked_and_nothing_is_entered(stage):
    eve = make_person(name="Eve Stone", email="ada@example.org")
    page = stage.do(csv_of(ADA))
    assert "Asked by invitation; the certificate waits" in words(page)
    assert how_many(Certificate) == 0
    assert not eve.holds("practitioner", clinic=stage.clinic)
    [asked] = db.session.scalars(select(Invitation))
    assert (asked.email, asked.clinic_id) == ("ada@example.org", stage.clinic.id)
    assert "Invited already" in words(stage.try_out(csv_of(ADA)))


def test_letters_are_written_only_where_that_was_chosen(stage):
    stage.do(csv_of(BEN))
    assert how_many(Letter) == 0
    stage.do(csv_of(ADA), "more.csv", letters="y")
    [letter] = db.session.scalars(select(Letter))
    assert letter.to == "ada@example.org"
    assert "/password/reset" in letter.text


def test_the_certificate_itself_says_where_it_comes_from(stage):
    stage.do(csv_of(ADA))
    ada = stage.browser.sign_in(person("ada@example.org"))
    [held] = db.session.scalars(select(Certificate))
    said = "Entered here from an earlier certificate of Course A: imported, not verified."
    assert said in words(ada.open(f"/certificates/{held.id}"))
    said = words(stage.browser.open(f"/check/{held.code}"))
    assert "from an earlier certificate of Course A: imported, not verified. No quiz was taken for it here." in said
    assert "a written quiz was passed" not in said


def test_the_file_stays_as_it_was_sent_and_is_never_shown_inside_the_browser(stage):
    stage.do(csv_of(ADA))
    stage.browser.open(f"{stage.imports}/1/file")
    assert stage.browser.response.data == csv_of(ADA)
    assert stage.browser.response.headers["Content-Disposition"].startswith("attachment")


def test_another_clinics_imports_do_not_exist(stage):
    stage.do(csv_of(ADA))
    other = make_clinic()
    otto = stage.browser.sign_in(make_person("director", other))
    for page in ("", "/mapping", "/left-out.csv", "/file", "/undoing"):
        otto.open(f"/clinics/{other.slug}/imports/1{page}", 404)
        otto.open(f"{stage.imports}/1{page}", 404)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "The file is empty"),
        (csv_of(), "There are headings and nothing below them"),
        (b"PK\x03\x04 no workbook", "This workbook cannot be opened"),
    ],
    ids=["empty", "headings only", "broken"],
)
def test_a_file_that_cannot_be_read_says_so_beside_the_field(stage, content, said):
    assert said in words(stage.send(content, status=422))
    assert how_many(ImportBatch) == 0


def test_columns_have_to_be_chosen_where_they_say_nothing(stage):
    stage.send(csv_of(["Ada Okafor", "ada@example.org"], head=["Wer", "Wohin"]))
    page = stage.browser.press("Show what would be done", 422)
    assert "Say which column has the email address" in words(page)
    page = stage.browser.press("Show what would be done", column_email="1", column_name="0")
    assert counts(page)["New people"] == "1"


def test_one_credential_for_the_whole_file(stage):
    head = [*HEAD[:5], *HEAD[6:]]
    row = [*ADA[:5], *ADA[6:]]
    stage.do(csv_of(row, head=head), credential="needling")
    assert how_many(Certificate) == 1


def test_a_file_that_is_no_file_is_asked_for_again(stage):
    stage.browser.open(stage.imports)
    page = stage.browser.post(stage.imports, 422, file="people.csv")
    assert "Choose a file" in words(page)
