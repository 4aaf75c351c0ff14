"""Somebody else observed: asked by a director, signed or declined by the observer; or signed without being asked."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from tests.credentials.ledger.builders import ALL, ASKING, EVERYTHING, MINE, TODAY, YESTERDAY, page_of, told
from trainer.audit.packets.gathering import gather
from trainer.audit.packets.telling import of_entry
from trainer.credentials.queries import certificates_of
from trainer.db import db
from trainer.mail import Letter
from trainer.trail import Event


def test_asked_for_it_waits_and_counts_for_nothing(dora, stage, asked):
    assert (asked.kind, asked.subject, asked.from_on, asked.by.name) == (
        "practical_request",
        "needling/thorax",
        YESTERDAY,
        "Dora Díaz",
    )
    assert "Needling of the thorax of 31 May 2026 waits for the signature of Otto Brandt." in words(dora.page)
    asked_for = {words(line.dt): words(line.dd) for line in dora.page.select(".sheet .rows > div")}
    assert asked_for["Needling of the thorax"].startswith("Missing")
    [letter] = db.session.scalars(select(Letter))
    assert letter.to == "otto@example.org"
    assert "They write: Bay 2, before lunch" in letter.text
    assert page_of(asked) in letter.text


def test_the_observer_signs_point_by_point_and_is_who_observed(browser, stage, otto, asked):
    page = browser.sign_in(otto)
    page.open(MINE)
    page.follow("Needling of the thorax: Ada Okafor")
    assert "1 June 2026, 12:00, by Dora Díaz: “Bay 2, before lunch”" in words(page.page)
    assert "Until 1 July 2026" in words(page.page)
    assert "One point is left open" in words(page.press("Sign the practical", 422, met=["1", "2"], verdict="passed"))
    assert "Needling of the thorax of Ada Okafor: signed as passed." in words(page.press("Sign the practical", **ALL))
    signed, request = stage.entries()
    assert (signed.kind, signed.good, signed.from_on, signed.by, signed.refers_to_id) == (
        "practical",
        True,
        YESTERDAY,
        otto,
        request.id,
    )
    assert signed.details["observer"]["name"] == "Otto Brandt"
    assert told(stage) == ["practical.asked", "practical.observed"]
    assert "Needling of the thorax: Ada Okafor, 31 May 2026, passed" in words(page.page)
    assert "This has been signed already." in words(page.open(page_of(request)))
    assert "This has been signed already." in words(page.post(page_of(request), 422, **ALL))
    page = browser.sign_in(stage.dora).open(stage.address("ledger"))
    assert f"Signed (line {signed.id})" in words(page)
    assert "waits for the signature" not in words(browser.sign_in(stage.dora).open(stage.address("record")))


def test_the_observer_declines_and_says_why(browser, stage, otto, asked):
    page = browser.sign_in(otto)
    page.open(page_of(asked))
    page.follow("I do not sign this")
    assert "Say why" in words(page.press("Do not sign it", 422))
    page.press("Do not sign it", reason="I only saw the end of it")
    refusal = stage.entries()[0]
    assert (refusal.kind, refusal.reason, refusal.by) == ("practical_refusal", "I only saw the end of it", otto)
    assert told(stage) == ["practical.asked", "practical.declined"]
    assert "Waiting for your signature" not in words(page.page)
    assert "This has been declined already." in words(page.post(page_of(asked), 422, **ALL))
    assert "I only saw the end of it" in words(browser.sign_in(stage.dora).open(stage.address("ledger")))


def test_a_request_that_was_withdrawn_is_not_signed(browser, dora, stage, otto, asked):
    otto_there = browser.sign_in(otto)
    otto_there.open(page_of(asked))
    dora.open(stage.address("record"))
    dora.follow("Withdraw the request to Otto Brandt")
    dora.press("Correct the line", reason="It was Nia")
    page = otto_there.press("Sign the practical", 422, **ALL)
    assert "This has been withdrawn already." in words(page)
    assert [one.kind for one in stage.entries()] == ["correction", "practical_request"]
    dora.open(stage.address(ASKING))
    dora.press("Ask for the signature", observer=str(otto.id), on=YESTERDAY.isoformat())


def test_the_front_page_says_so_until_it_is_answered(browser, otto, asked):
    there = browser.sign_in(otto)
    page = there.open("/")
    assert "Needling of the thorax of Ada Okafor, observed on 31 May 2026, waits for your signature." in words(page)
    there.open(page.select_one(f"main a[href='{page_of(asked)}']")["href"])
    there.press("Sign the practical", **ALL)
    assert "waits for your signature" not in words(there.open("/"))


def test_after_thirty_days_nobody_signs_from_memory(browser, stage, otto, asked):
    with time_machine.travel(noon(TODAY) + timedelta(days=31), tick=False):
        page = browser.sign_in(otto)
        assert "can no longer be signed" in words(page.open(page_of(asked)))
        page.open(page_of(asked) + "/refusal")
        assert "can no longer be signed" in words(page.post(page_of(asked), 422, **ALL))
        assert "Waiting for your signature" not in words(page.open(MINE))
        assert "waits for the signature" not in words(browser.sign_in(stage.dora).open(stage.address("record")))
    with time_machine.travel(noon(TODAY) + timedelta(days=30), tick=False):
        page = browser.sign_in(otto)
        page.open(page_of(asked))
        page.press("Sign the practical", **ALL)


def test_only_who_was_asked_sees_and_signs_it(browser, stage, otto, asked, elsewhere):
    nia = make_person(clinic=stage.clinic, name="Nia Moreau")
    for somebody in (browser.sign_in(nia), browser.sign_in(stage.ada), browser.sign_in(stage.dora), elsewhere):
        for page in (page_of(asked), page_of(asked) + "/refusal"):
            somebody.open(page, 404)
    assert "Waiting for your signature" not in words(browser.sign_in(nia).open(MINE))
    elsewhere.open(MINE, 404)


def test_who_is_not_qualified_on_that_day_is_not_asked(dora, stage, otto):
    cleo = make_person(clinic=stage.clinic, name="Cleo Øst", profession="chiropractor")
    page = dora.open(stage.address(ASKING))
    assert "As of today could sign Otto Brandt" in words(page)
    assert "Cleo Øst is on record as chiropractor" in words(page.select_one("#others"))
    page = dora.press("Ask for the signature", 422, observer=str(cleo.id), reason="Please")
    assert "is observed by: physical therapist. Cleo Øst is on record as chiropractor." in words(page)
    assert words(page.select_one("#reason")) == "Please", "nothing typed is lost"
    assert "Choose somebody" in words(dora.press("Ask for the signature", 422, observer=""))
    assert "Choose somebody" in words(dora.press("Ask for the signature", 422, observer=str(stage.ada.id)))
    assert "That day has not come yet" in words(
        dora.press("Ask for the signature", 422, observer=str(otto.id), on="2026-06-02")
    )
    assert stage.entries() == []


def test_who_lost_the_qualification_meanwhile_for_that_day_does_not_sign(browser, stage, otto):
    """What counts is the day of the observation, by what is known when it is signed."""
    practical = EVERYTHING["requires"][1] | {"observer": {"holds": ["mentor"]}}
    make_policy(title="Needling", **EVERYTHING | {"requires": [practical]})
    mentor = make_policy("m", slug="mentor", title="Mentor", by_default=False)
    make_certificate(otto, stage.clinic, mentor)
    dora = browser.sign_in(stage.dora)
    dora.open(stage.address(ASKING))
    dora.press("Ask for the signature", observer=str(otto.id), on=YESTERDAY.isoformat())
    [request] = stage.entries()
    make_entry(otto, stage.clinic, "suspension", "mentor", YESTERDAY, reason="Complaint")
    page = browser.sign_in(otto)
    page.open(page_of(request))
    refused = words(page.press("Sign the practical", 422, **ALL))
    assert "observed by somebody who holds Mentor on that day. Otto Brandt did not." in refused


def test_two_do_not_wait_about_one_day(dora, stage, otto, asked):
    page = dora.open(stage.address(ASKING))
    assert "waits for Otto Brandt already" in words(page)
    page = dora.press("Ask for the signature", 422, observer=str(otto.id), on=YESTERDAY.isoformat())
    assert "A signature is waited for already about that day" in words(page)
    dora.press("Ask for the signature", observer=str(otto.id), on="2026-05-30")


def test_what_is_asked_for_no_more_can_only_be_declined(browser, stage, otto, asked):
    make_policy(title="Needling", requires=[{"module": "a", "within_months": 24}])
    page = browser.sign_in(otto)
    page.open(MINE)
    page.follow("Needling of the thorax: Ada Okafor")
    assert "asks for Needling of the thorax any more, so it cannot be signed" in words(page.page)
    page.press("Do not sign it", reason="Not asked for any more")
    assert told(stage) == ["practical.asked", "practical.declined"]


def test_nobody_asks_for_themselves(herself, stage, otto):
    herself.open(stage.address(ASKING))
    page = herself.post(stage.address(ASKING), 422, observer=str(otto.id), on="2026-06-01")
    assert "Nobody can have a practical signed for themselves" in words(page)
    assert stage.entries() == []


def test_the_packet_names_the_observer_and_not_who_asked(browser, dora, stage, otto):
    make_policy(title="Needling", **EVERYTHING | {"requires": [EVERYTHING["requires"][1]]})
    dora.open(stage.address(ASKING))
    dora.press("Ask for the signature", observer=str(otto.id))
    page = browser.sign_in(otto)
    page.open(MINE)
    page.follow("Needling of the thorax: Ada Okafor")
    page.press("Sign the practical", **ALL)
    [certificate] = certificates_of(stage.ada)
    signed, request = stage.entries()
    found = gather(certificate)
    assert found.rows["entry"] == {signed.id, request.id}
    row = {column.name: getattr(signed, column.name) for column in signed.__table__.columns}
    assert "observed by Otto Brandt (physical therapist)" in of_entry(row)
    names = db.session.scalars(select(Event.name).where(Event.id.in_(found.rows["event"])))
    assert {"practical.asked", "practical.observed"} <= set(names)


@pytest.mark.sqlite
def test_the_statements_do_not_grow_with_colleagues_and_requests(browser, dora, stage, otto, statements):
    def counted() -> list[int]:
        found = []
        for person, address in ((dora, stage.address(ASKING)), (browser.sign_in(otto), MINE)):
            person.open(address)
            with statements() as seen:
                person.open(address)
            found.append(len(seen))
        return found

    few = counted()
    for _ in range(5):
        other = make_person(clinic=stage.clinic)
        details = {"title": "Needling", "observer": {"person": otto.id, "name": otto.name}}
        make_entry(other, stage.clinic, "practical_request", "needling/thorax", TODAY, details=details, by_id=otto.id)
        make_member(other, "educator", stage.clinic)
    assert counted() == few
    assert max(few) <= 14, few
