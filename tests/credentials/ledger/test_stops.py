"""Suspension and reinstatement, revocation, leave and return."""

from datetime import date

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate, make_entry
from tests.credentials.ledger.builders import state


def test_a_suspension_and_its_end(dora, stage, certificate):
    assert state(stage) == "current"
    dora.open(stage.address("record"))
    [address] = {a["href"] for a in dora.page.select("a.btn") if words(a).startswith("Suspend")}
    dora.open(address)
    page = dora.press("Suspend", 422)
    assert "Say why. The reason stays on the record" in words(page)
    dora.press("Suspend", reason="Complaint under review")
    assert state(stage) == "stopped"
    assert "Suspended since 1 June 2026: Complaint under review" in words(dora.page)
    dora.follow("Reinstate to Needling")
    dora.press("Reinstate", reason="Nothing in it")
    assert state(stage) == "current"
    assert [one.kind for one in stage.entries()][:2] == ["reinstatement", "suspension"]
    assert {one.by.name for one in stage.entries()[:2]} == {"Dora Díaz"}


def test_a_suspension_can_begin_earlier_or_later_and_have_a_last_day(dora, stage, certificate):
    dora.open(stage.address("suspensions?credential=needling"))
    assert "The last day comes before the first" in words(
        dora.press("Suspend", 422, on="2026-07-01", until_on="2026-06-30", reason="Course first")
    )
    dora.press("Suspend", until_on="2026-07-10")
    assert [state(stage, date(2026, month, day)) for month, day in ((6, 30), (7, 1), (7, 10), (7, 11))] == [
        "current",
        "stopped",
        "stopped",
        "due_soon",
    ]


def test_a_suspension_cannot_end_before_it_began(dora, stage, certificate):
    entry = make_entry(stage.ada, stage.clinic, "suspension", "needling", date(2026, 5, 20), reason="Why")
    dora.open(stage.address(f"suspensions/{entry.id}/reinstatement"))
    page = dora.press("Reinstate", 422, on="2026-05-19", reason="Never was")
    assert "A suspension cannot end before it began" in words(page)
    assert words(page.select_one("#reason")) == "Never was"


def test_what_another_clinic_suspended_is_theirs_to_lift(dora, stage, certificate):
    other = make_entry(stage.ada, make_clinic(), "suspension", "needling", date(2026, 5, 20), reason="A secret")
    page = dora.open(stage.address("record"))
    assert "by another clinic, which alone can lift it" in words(page)
    assert "A secret" not in words(page)
    dora.open(stage.address(f"suspensions/{other.id}/reinstatement"), 404)


def test_an_ended_suspension_is_not_ended_twice(dora, stage, certificate):
    entry = make_entry(stage.ada, stage.clinic, "suspension", "needling", date(2026, 5, 20))
    dora.open(stage.address(f"suspensions/{entry.id}/reinstatement"))
    dora.press("Reinstate", reason="Done")
    dora.open(stage.address(f"suspensions/{entry.id}/reinstatement"), 404)


def test_a_revocation_says_what_it_ends_and_ends_it(dora, stage, certificate):
    older = make_certificate(
        stage.ada, stage.clinic, stage.policy, valid_from=date(2024, 1, 1), valid_until=date(2026, 1, 1)
    )
    page = dora.open(stage.address(f"certificates/{certificate.id}/revocation"))
    assert "1 January 2026 to 1 January 2028" in words(page)
    assert "1 January 2024 to 1 January 2026" in words(page), f"{older.code} ends as well"
    dora.press("Revoke", reason="Forged attendance")
    assert state(stage) == "stopped"
    assert "Revoke" not in {words(a).split()[0] for a in dora.page.select("main dl a.btn")}
    assert stage.entries()[0].certificate_id == certificate.id
    assert "revoked on 1 June 2026" in words(dora.open(f"/check/{certificate.code}"))


def test_a_certificate_is_revoked_once(dora, stage, certificate):
    address = stage.address(f"certificates/{certificate.id}/revocation")
    dora.open(address)
    dora.press("Revoke", reason="Forged attendance")
    dora.open(address)
    assert "has been revoked already" in words(dora.press("Revoke", 422, reason="Pressed twice"))
    assert [one.kind for one in stage.entries()].count("revocation") == 1
    dora.press("Revoke", on="2026-05-01", reason="It was forged from the first of May")
    assert state(stage, date(2026, 5, 2)) == "stopped"


def test_a_leave_and_the_return(dora, stage, certificate):
    dora.open(stage.address("leaves"))
    dora.press("Record the leave", on="2026-05-20")
    assert state(stage) == "stopped"
    dora.follow("Record the return")
    page = dora.press("Record the return", 422, on="2026-05-10")
    assert "A leave cannot end before it began" in words(page)
    dora.press("Record the return", on="2026-05-30")
    assert state(stage) == "current"
    assert state(stage, date(2026, 5, 29)) == "stopped"


def test_nobody_stops_or_lifts_for_themselves(herself, stage, certificate):
    suspension = make_entry(stage.ada, stage.clinic, "suspension", "needling", date(2026, 5, 20))
    herself.open(stage.address(f"suspensions/{suspension.id}/reinstatement"))
    page = herself.post(herself.address, 422, on="2026-06-01", reason="I am fine")
    assert "Nobody can reinstate themselves" in words(page)
    herself.open(stage.address("suspensions"))
    assert "Nobody can suspend themselves" in words(
        herself.post(herself.address, 422, credential="needling", on="2026-06-01", reason="x")
    )
    herself.open(stage.address(f"certificates/{certificate.id}/revocation"))
    page = herself.post(herself.address, 422, on="2026-06-01", reason="x")
    assert "Nobody can revoke a certificate of themselves" in words(page)
    away = make_entry(stage.ada, stage.clinic, "leave", "", date(2026, 5, 20))
    herself.open(stage.address(f"leaves/{away.id}/return"))
    assert "Nobody can end the leave of themselves" in words(herself.post(herself.address, 422, on="2026-06-01"))


def test_an_own_leave_may_be_entered_as_it_clears_nobody(herself, stage, certificate):
    herself.open(stage.address("record"))
    herself.follow("Leave of absence")
    page = herself.press("Record the leave", 422, on="2026-05-31")
    assert "Nobody can put days that have passed into a leave of their own" in words(page), (
        "it would lengthen the grace"
    )
    herself.press("Record the leave", on="2026-06-01")
    assert state(stage) == "stopped"
    assert "Record the return" not in words(herself.page), "another director says when she is back"


def test_what_is_not_of_this_person_or_clinic_does_not_exist(dora, stage, elsewhere, certificate):
    somebody = make_person(clinic=stage.clinic)
    entry = make_entry(somebody, stage.clinic, "suspension", "needling", date(2026, 5, 20))
    other = make_certificate(stage.ada, make_clinic(), stage.policy, valid_until=date(2027, 1, 1))
    leave = make_entry(stage.ada, stage.clinic, "leave", "", date(2026, 5, 20))
    for page in (
        f"suspensions/{entry.id}/reinstatement",
        f"suspensions/{leave.id}/reinstatement",
        f"leaves/{entry.id}/return",
        f"certificates/{other.id}/revocation",
        f"certificates/{other.id}/correction",
        f"entries/{entry.id}/correction",
    ):
        dora.open(stage.address(page), 404)
    elsewhere.open(stage.address(f"certificates/{certificate.id}/revocation"), 404)
