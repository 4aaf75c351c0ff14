"""A director imports people and their earlier certificates, sees beforehand what that does, and takes it back."""

from datetime import date

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.exc import IntegrityError

from tests.browser import words
from tests.builders import make_clinic, make_member, make_person
from tests.credentials.builders import make_entry
from tests.credentials.importing.builders import ADA, BEN, HEAD, csv_of, xlsx_of
from trainer import clock
from trainer.credentials.importing import actions
from trainer.credentials.importing.adding import Adding
from trainer.credentials.importing.models import ImportBatch, ImportFile, ImportRow
from trainer.credentials.models import Certificate, Entry
from trainer.credentials.pages import standings_of
from trainer.db import db
from trainer.mail import Letter
from trainer.people.models import Invitation, Membership, Person
from trainer.trail import Event

TODAY = date(2026, 6, 1)


def counts(page) -> dict[str, str]:
    return {words(row.dt): words(row.dd).split()[0].rstrip(",") for row in page.select("main > dl.rows > div")}


def lines(page) -> list[str]:
    return [words(row) for row in page.select("tbody tr")]


def person(email: str) -> Person:
    return db.session.scalars(select(Person).filter_by(email=email)).one()


def how_many(model) -> int:
    return db.session.scalars(select(func.count()).select_from(model)).one()


def told(name: str) -> list[dict]:
    return list(db.session.scalars(select(Event.details).where(Event.name == name)))


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


def test_undone_as_one(stage):
    stage.do(csv_of(ADA, BEN))
    ada = person("ada@example.org")
    stage.browser.follow("Undo this import")
    stage.browser.press("Undo the whole import", 422)
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert "This import was undone" in words(stage.browser.page)
    assert standings_of(ada, TODAY) == []
    assert ada.deactivated_at
    assert not ada.holds("practitioner", clinic=stage.clinic)
    assert how_many(Certificate) == 1, "nothing is deleted"
    voiding = db.session.scalars(select(Entry).filter_by(kind="correction")).all()
    assert {one.reason for one in voiding} == {"Undo of import 1: The wrong clinic"}
    assert {bool(one.certificate_id) for one in voiding} == {True, False}
    assert [one["reason"] for one in told("import.undone")] == ["The wrong clinic"]
    stage.browser.open(f"{stage.imports}/1/undoing", 409)
    make_member(ada, "practitioner", stage.clinic)
    assert [one.state for one in standings_of(ada, TODAY)] == ["missing"]


def test_an_import_is_there_as_a_whole_or_not_at_all(stage, monkeypatch):
    stage.try_out(csv_of(ADA, BEN))
    before = how_many(Person), how_many(Certificate), how_many(ImportRow), len(told("person.joined"))

    def breaks_off(*_):
        raise IntegrityError("INSERT", {}, Exception("UNIQUE constraint failed: person.email"))

    with monkeypatch.context() as patch:
        patch.setattr(Adding, "add_certificates", breaks_off)
        stage.browser.press("Import: 2 new people, 1 certificate", 409)
    assert (how_many(Person), how_many(Certificate), how_many(ImportRow), len(told("person.joined"))) == before
    stage.browser.open(f"{stage.imports}/1")
    stage.browser.press("Import: 2 new people, 1 certificate")
    assert how_many(Person) == 3
    assert how_many(ImportRow) == 2
    assert how_many(Certificate) == len(told("import.made")) == 1


def test_the_certificate_itself_says_where_it_comes_from(stage):
    stage.do(csv_of(ADA))
    ada = stage.browser.sign_in(person("ada@example.org"))
    [held] = db.session.scalars(select(Certificate))
    said = "Entered here from an earlier certificate of Course A: imported, not verified."
    assert said in words(ada.open(f"/certificates/{held.id}"))
    said = words(stage.browser.open(f"/check/{held.code}"))
    assert "from an earlier certificate of Course A: imported, not verified. No quiz was taken for it here." in said
    assert "a written quiz was passed" not in said


def test_after_an_undo_the_file_can_be_imported_again_and_undone_again(stage):
    for number in (1, 2):
        stage.do(csv_of(ADA))
        ada = person("ada@example.org")
        assert [one.state for one in standings_of(ada, TODAY)] == ["current"], number
        assert ada.active
        stage.browser.follow("Undo this import")
        stage.browser.press("Undo the whole import", reason="Tried out")
        assert not person("ada@example.org").active


def test_an_undo_leaves_alone_who_has_something_else_on_record(stage):
    stage.do(csv_of(ADA, BEN))
    ben = person("ben@example.org")
    make_entry(ben, stage.clinic, "document", "cpr", TODAY)
    stage.browser.follow("Undo this import")
    stage.browser.press("Undo the whole import", reason="The wrong clinic")
    assert ben.active
    assert not ben.holds("practitioner", clinic=stage.clinic)


def test_nobody_undoes_what_is_their_own(stage):
    stage.do(csv_of(ADA))
    ada = person("ada@example.org")
    make_member(ada, "director", stage.clinic)
    stage.browser.sign_in(ada).open(f"{stage.imports}/1/undoing", 409)


def test_what_changed_in_between_is_shown_again_first(stage):
    stage.try_out(csv_of(ADA, BEN))
    make_person(clinic=stage.clinic, name="Ben Kovács", email="ben@example.org")
    page = stage.browser.press("Import: 2 new people, 1 certificate", 422)
    assert "Something has changed since this page was shown" in words(page)
    stage.browser.press("Import: 1 new person, 1 certificate")
    assert how_many(Certificate) == 1


def test_of_a_dropped_file_nothing_is_kept(stage):
    stage.try_out(csv_of(ADA))
    stage.browser.press("Drop the file")
    assert how_many(ImportBatch) == how_many(ImportFile) == 0


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


def test_whether_letters_go_out_is_shown_and_confirmed_too(stage):
    page = stage.try_out(csv_of(ADA))
    assert "A letter goes to each new person" not in words(page)
    digest, address = page.select_one("[name=digest]")["value"], stage.browser.address.partition("?")[0]
    stage.browser.open(f"{address}/mapping")
    page = stage.browser.press("Show what would be done", letters="y")
    assert "A letter goes to each new person" in words(page)
    page = stage.browser.post(f"{address}/confirmation", 422, digest=digest)
    assert "Something has changed since this page was shown." in words(page)
    assert how_many(Letter) == 0


def test_columns_changed_while_somebody_confirms(stage, monkeypatch):
    """Of the two who are at it at the same moment one is told, and what is done is what its record says."""
    stage.try_out(csv_of(ADA))
    real = actions.confirm

    def overtaken(batch, counts, *, by):
        with db.engine.begin() as connection:
            connection.execute(update(ImportBatch).values(work_number=ImportBatch.work_number + 1))
        real(batch, counts, by=by)

    monkeypatch.setattr(actions, "confirm", overtaken)
    page = stage.browser.press("Import: 1 new person, 1 certificate", status=409)
    assert "its columns were changed, a moment ago" in words(page)
    assert how_many(Person) == 1


@pytest.mark.parametrize("what", ["mapping", "removal"])
def test_what_is_confirmed_at_the_same_moment_is_neither_mapped_anew_nor_dropped(stage, monkeypatch, what):
    stage.try_out(csv_of(ADA))
    address, real = stage.browser.address.partition("?")[0], actions.hold_open
    if what == "mapping":
        stage.browser.open(f"{address}/mapping")

    def overtaken(batch):
        with db.engine.begin() as connection:
            connection.execute(update(ImportBatch).values(made_at=clock.now()))
        real(batch)

    monkeypatch.setattr(actions, "hold_open", overtaken)
    page = stage.browser.press("Drop the file" if what == "removal" else "Show what would be done", status=409)
    assert "was confirmed already" in words(page)
    assert how_many(ImportFile) == 1


def test_a_file_that_is_no_file_is_asked_for_again(stage):
    stage.browser.open(stage.imports)
    page = stage.browser.post(stage.imports, 422, file="people.csv")
    assert "Choose a file" in words(page)
