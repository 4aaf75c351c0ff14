"""Who may observe whom, and on which day."""

from datetime import date

from tests.browser import words
from tests.builders import make_member, make_person
from tests.credentials.builders import make_certificate, make_entry, make_policy
from tests.credentials.ledger.builders import ALL, ASKING, CHECKLIST, EVERYTHING, MINE, TODAY, YESTERDAY, page_of, told
from trainer.db import db
from trainer.people.actions import set_profession


def test_a_colleague_observes_without_being_asked(browser, stage, otto):
    page = browser.sign_in(otto)
    page.open(MINE)
    page.follow("Needling of the thorax")
    assert [words(one) for one in page.page.select("#colleague option")] == ["Choose", "Ada Okafor, physical therapist"]
    assert "Choose somebody" in words(page.press("Sign the practical", 422, **ALL))
    page.press("Sign the practical", colleague=str(stage.ada.id), **ALL, remarks="Calm hand")
    [entry] = stage.entries()
    assert (entry.kind, entry.by, entry.details["checklist"], entry.details["remarks"]) == (
        "practical",
        otto,
        CHECKLIST,
        "Calm hand",
    )
    assert told(stage) == ["practical.observed"]


def test_whom_the_policy_does_not_want_is_told_why_and_cannot(browser, stage):
    cleo = browser.sign_in(make_person(clinic=stage.clinic, name="Cleo Øst", profession="chiropractor"))
    page = cleo.open(MINE)
    assert "Cleo Øst is on record as chiropractor" in words(page)
    assert not page.select(".tile a")
    assert "As of today you could not sign it" in words(cleo.open(f"{MINE}/needling/thorax"))
    page = cleo.press("Sign the practical", 422, colleague=str(stage.ada.id), **ALL)
    assert "is observed by: physical therapist" in words(page.select_one(".error-summary"))
    assert stage.entries() == []
    cleo.open(f"{MINE}/needling/lumbar", 404)


def test_where_the_policy_names_no_observer_a_director_observes_or_says_who_did(browser, stage, otto):
    """Else any two colleagues, whatever they are, could sign for one another."""
    practical = {key: said for key, said in EVERYTHING["requires"][1].items() if key != "observer"}
    make_policy(title="Needling", **EVERYTHING | {"requires": [practical]})
    page, address = browser.sign_in(otto), f"{MINE}/needling/thorax"
    assert "does not say who may observe it" in words(page.open(MINE))
    assert "As of today you could not sign it" in words(page.open(address))
    refused = words(page.press("Sign the practical", 422, colleague=str(stage.ada.id), **ALL))
    assert "The policy does not say who may observe it: a director does, or asks whoever did." in refused
    dora = browser.sign_in(stage.dora)
    dora.open(address)
    dora.press("Sign the practical", colleague=str(stage.ada.id), **ALL)
    dora.open(stage.address(ASKING))
    dora.press("Ask for the signature", observer=str(otto.id), on=YESTERDAY.isoformat())
    page.open(page_of(stage.entries()[0]))
    page.press("Sign the practical", **ALL)
    assert [one.by for one in stage.entries() if one.kind == "practical"] == [otto, stage.dora]


def test_a_clinic_that_asks_for_none(browser, stage):
    make_policy(title="Needling", requires=[{"module": "a", "within_months": 24}])
    assert "No practical is asked for here" in words(browser.sign_in(stage.ada).open(MINE))


def test_only_the_observer_says_on_which_day(browser, dora, stage, otto):
    make_entry(
        stage.ada,
        stage.clinic,
        "practical",
        "needling/thorax",
        YESTERDAY,
        details={"title": "Needling of the thorax", "observer": {"person": otto.id, "name": "Otto Brandt"}},
    )
    [entry] = stage.entries()
    dora.open(stage.address(f"entries/{entry.id}/correction"))
    page = dora.press("Correct the line", 422, reason="Wrong day", first="2026-05-01")
    assert "Only Otto Brandt, who observed it, can say on which day." in words(page)


def test_a_profession_taken_up_today_lets_nobody_sign_for_yesterday(browser, stage):
    nia = make_person("director", stage.clinic, name="Nia Moreau")
    director = make_person("director", stage.clinic)
    set_profession(nia.memberships[0], "physical therapist", on=TODAY, reason="License seen", by=director)
    db.session.commit()
    page = browser.sign_in(nia)
    page.open(f"{MINE}/needling/thorax")
    refused = page.press("Sign the practical", 422, colleague=str(stage.ada.id), **ALL, on=YESTERDAY.isoformat())
    assert "Nia Moreau is on record as none of these" in words(refused)
    page.press("Sign the practical", colleague=str(stage.ada.id), **ALL, on=TODAY.isoformat())


def test_with_another_day_the_observer_has_to_be_qualified_on_that_one(browser, stage, otto):
    """What Otto held on the day that he named first says nothing of another one."""
    practical = EVERYTHING["requires"][1] | {"observer": {"holds": ["mentor"]}}
    make_policy(title="Needling", **EVERYTHING | {"requires": [practical]})
    mentor = make_policy("m", slug="mentor", title="Mentor", by_default=False)
    held = make_certificate(otto, stage.clinic, mentor, valid_from=date(2026, 5, 1))
    make_member(otto, "director", stage.clinic)
    page = browser.sign_in(otto)
    page.open(f"{MINE}/needling/thorax")
    page.press("Sign the practical", colleague=str(stage.ada.id), **ALL)
    [entry] = stage.entries()
    page.open(stage.address(f"entries/{entry.id}/correction"))
    refused = words(page.press("Correct the line", 422, reason="Wrong day", first="2026-04-30"))
    assert "observed by somebody who holds Mentor on that day. Otto Brandt did not." in refused
    page.press("Correct the line", reason="Wrong day", first="2026-05-01")
    again = stage.entries()[0]
    assert again.from_on == date(2026, 5, 1)
    assert again.details["observer"]["holds"] == [{"credential": "mentor", "certificate": held.id}]
    make_policy(title="Needling", requires=[{"module": "a", "within_months": 24}])
    page.open(stage.address(f"entries/{again.id}/correction"))
    assert "asks for it any more" in words(page.press("Correct the line", 422, reason="Again", first="2026-05-02"))
