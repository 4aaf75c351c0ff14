"""Assignments: asked by a day, shown to whom they are for, done by evidence that comes after, or withdrawn."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from sqlalchemy import insert

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_certificate, make_entry, make_pass, make_policy, noon
from tests.quizzes.builders import adopt, make_content, publish
from trainer import clock
from trainer.credentials.actions import Occasion
from trainer.credentials.assignments import actions, asked_of
from trainer.credentials.assignments.actions import Task
from trainer.credentials.assignments.models import Assignment, AssignmentWithdrawal
from trainer.credentials.assignments.rules import state_of
from trainer.db import db
from trainer.errors import Refused
from trainer.trail import Event

TODAY = date(2026, 6, 1)
MODULE = Task("module", "a", "About a")
CREDENTIAL = Task("credential", "needling", "Needling knowledge")
BEFORE, AFTER = datetime(2026, 5, 1, tzinfo=UTC), datetime(2026, 5, 3, tzinfo=UTC)


@pytest.mark.parametrize(
    ("due_on", "met_at", "withdrawn_at", "state"),
    [
        (TODAY, None, None, "open"),  # the last day counts
        (TODAY - timedelta(days=1), None, None, "overdue"),
        (TODAY - timedelta(days=1), AFTER, None, "done"),
        (TODAY, None, AFTER, "withdrawn"),
        (TODAY, BEFORE, AFTER, "done"),
        (TODAY, AFTER, BEFORE, "withdrawn"),  # what came later does not bring it back
    ],
)
def test_how_one_stands(due_on, met_at, withdrawn_at, state):
    assert state_of(due_on, met_at, withdrawn_at, TODAY) == state


@pytest.fixture
def clinic(app):
    with time_machine.travel(noon(TODAY), tick=False):
        make_policy("a")
        yield make_clinic(name="Riverbend")


@pytest.fixture
def ada(clinic):
    return make_person(clinic=clinic, name="Ada Okafor")


@pytest.fixture
def dora(clinic):
    return make_person("director", clinic, name="Dora Díaz")


def ask(person, clinic, by, task=MODULE, due_on=TODAY + timedelta(days=14), reason="Before the course.") -> Assignment:
    assignment = actions.assign(Occasion(person, clinic, by, TODAY, reason), task, due_on)
    db.session.commit()
    return assignment


def states(person) -> list[str]:
    return [one.state for one in asked_of(person)]


def later(days: int):
    return time_machine.travel(noon(TODAY + timedelta(days=days)), tick=False)


def test_a_module_is_done_by_a_pass_that_is_recorded_after_it_was_asked(clinic, ada, dora):
    make_pass(ada, clinic, "a", TODAY - timedelta(days=3))
    ask(ada, clinic, dora)
    make_pass(ada, clinic, "b", TODAY + timedelta(days=1))
    assert states(ada) == ["open"]
    with later(15):
        assert states(ada) == ["overdue"]
        passed = make_pass(ada, clinic, "a", TODAY + timedelta(days=15))
        assert states(ada) == ["done"]
        make_entry(ada, clinic, "correction", "a", TODAY + timedelta(days=15), refers_to_id=passed.id)
        assert states(ada) == ["overdue"]


def test_an_old_pass_that_is_entered_late_does_it_too(clinic, ada, dora):
    """What counts is when the clinic learned of it: an import may bring evidence that is older than the question."""
    ask(ada, clinic, dora)
    make_pass(ada, clinic, "a", TODAY - timedelta(days=30), recorded_at=noon(TODAY + timedelta(days=2)))
    assert states(ada) == ["done"]


def test_a_credential_is_done_by_a_certificate_of_it(clinic, ada, dora):
    policy, other = make_policy("a"), make_policy("a", slug="other", title="Other")
    make_certificate(ada, clinic, policy)  # issued in January
    ask(ada, clinic, dora, CREDENTIAL)
    make_certificate(ada, clinic, other, issued_at=noon(TODAY + timedelta(days=1)))
    assert states(ada) == ["open"]
    held = make_certificate(ada, clinic, policy, issued_at=noon(TODAY + timedelta(days=1)))
    assert states(ada) == ["done"]
    make_entry(ada, clinic, "correction", "needling", TODAY, certificate_id=held.id)
    assert states(ada) == ["open"]


def test_a_pass_under_an_account_that_was_merged_counts(clinic, ada, dora):
    ask(ada, clinic, dora)
    twin = make_person(clinic=clinic)
    twin.merged_into_id, twin.merged_at = ada.id, noon(TODAY)
    db.session.commit()
    make_pass(twin, clinic, "a", TODAY + timedelta(days=1))
    assert states(ada) == ["done"]


def test_nobody_asks_themselves_and_no_day_that_has_passed(clinic, ada, dora):
    for person, due_on in ((dora, TODAY), (ada, TODAY - timedelta(days=1))):
        with pytest.raises(Refused):
            ask(person, clinic, dora, due_on=due_on)
        db.session.rollback()
    ask(ada, clinic, dora, due_on=TODAY)
    with time_machine.travel(datetime(2026, 6, 2, 5, 59, tzinfo=UTC), tick=False):  # a minute to midnight in Denver
        assert states(ada) == ["open"]
    with time_machine.travel(datetime(2026, 6, 2, 6, tzinfo=UTC), tick=False):
        assert states(ada) == ["overdue"]


def test_whom_it_is_for_sees_it_on_two_pages_until_it_is_done(browser, clinic, ada, dora):
    version = publish(make_content("a"))
    adopt(version, clinic)
    ask(ada, clinic, dora)
    ask(ada, clinic, dora, CREDENTIAL, due_on=TODAY + timedelta(days=3), reason="")
    holder = browser.sign_in(ada)
    for address in ("/", "/certificates/"):
        page = holder.open(address)
        asked = [words(one) for one in page.select(".asked > li")]
        assert asked[0].startswith("Needling knowledge , by 4 June 2026 Dora Díaz, Riverbend See what it takes")
        assert asked[1].startswith("About a , by 15 June 2026 Dora Díaz, Riverbend: Before the course. Take the quiz")
    holder.follow("Take the quiz : About a")
    assert holder.address.startswith("/modules/a/quiz")
    with later(20):
        holder = browser.sign_in(ada)
        assert "by 15 June 2026: that day has passed" in words(holder.open("/"))
        make_pass(ada, clinic, "a", TODAY + timedelta(days=20))
        assert "About a , by" not in words(holder.open("/"))


def test_the_director_withdraws_it_with_a_reason(browser, clinic, ada, dora):
    assignment = ask(ada, clinic, dora)
    director = browser.sign_in(dora)
    page = director.open(f"/clinics/{clinic.slug}/people/{ada.id}")
    assert "By 15 June 2026. Asked by Dora Díaz, 1 June 2026, 12:00: Before the course." in words(page)
    director.follow("Withdraw a")
    director.press("Withdraw", status=422)
    page = director.press("Withdraw", reason="She has left the ward.")
    assert "Withdrawn: She has left the ward." in words(page)
    assert states(ada) == ["withdrawn"]
    line = Event.query.filter_by(name="assignment.withdrawn").one()
    assert (line.about_id, line.sentence) == (ada.id, "need not complete a any more: She has left the ward.")
    director.open(f"/clinics/{clinic.slug}/people/{ada.id}/assignments/{assignment.id}/withdrawal", status=404)


def test_another_clinic_neither_sees_nor_withdraws_it(browser, clinic, ada, dora):
    assignment = ask(ada, clinic, dora)
    there = make_clinic()
    stranger = browser.sign_in(make_person("director", there))
    address = f"/people/{ada.id}/assignments/{assignment.id}/withdrawal"
    stranger.open(f"/clinics/{clinic.slug}{address}", status=404)
    stranger.open(f"/clinics/{there.slug}{address}", status=404)


def test_what_was_asked_is_never_changed(clinic, ada, dora):
    assignment = ask(ada, clinic, dora)
    assignment.due_on = TODAY
    with pytest.raises(TypeError):
        db.session.commit()
    db.session.rollback()


def test_withdrawn_by_two_at_the_same_moment(browser, clinic, ada, dora, monkeypatch):
    assignment = ask(ada, clinic, dora)
    director = browser.sign_in(dora)
    director.open(f"/clinics/{clinic.slug}/people/{ada.id}/assignments/{assignment.id}/withdrawal")
    real = actions.withdraw

    def overtaken(assignment, **said):
        other = {"assignment_id": assignment.id, "withdrawn_at": clock.now(), "by_id": dora.id, "reason": "First."}
        with db.engine.begin() as connection:
            connection.execute(insert(AssignmentWithdrawal), [other])
        real(assignment, **said)

    monkeypatch.setattr(actions, "withdraw", overtaken)
    page = director.press("Withdraw", status=409, reason="Second.")
    assert "Somebody withdrew it a moment ago." in words(page)
    assert [one.reason for one in AssignmentWithdrawal.query] == ["First."]
