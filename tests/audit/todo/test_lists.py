"""Who is on which list, and who is not: each rule of the day on the very day, at both ends."""

from datetime import date, timedelta

import pytest
import time_machine

from tests.audit.builders import TODAY, Right, make_attempt, make_practitioner
from tests.audit.todo.test_rules import CHECKS
from tests.builders import LONG_AGO, make_clinic, make_member, make_person, saved
from tests.credentials.builders import make_certificate, make_entry, make_policy, noon
from tests.quizzes.builders import adopt
from trainer import clock
from trainer.audit.todo.pages.today import Day
from trainer.credentials import queries as credentials
from trainer.credentials.assignments.models import Assignment, AssignmentWithdrawal
from trainer.db import db
from trainer.quizzes.models import ConfidentMiss


def on(clinic, list_name: str, band: str = "") -> list:
    ground = Day(clinic, clock.today(clinic.time_zone), credentials.shelf([clinic.id]))
    statement = ground.statement(list_name, band)
    return [] if statement is None else list(db.session.execute(statement))


def names(clinic, list_name: str, band: str = "") -> list[str]:
    return [one.name for one in on(clinic, list_name, band)]


def ends_in(stage, days: int, name: str, **changes):
    person = make_person(clinic=stage.clinic, name=name, **changes)
    until = TODAY + timedelta(days=days)
    make_certificate(person, stage.clinic, stage.policy, valid_from=date(2025, 1, 1), valid_until=until)
    return person


def on_leave(person, stage, from_on=TODAY, until_on=None):
    return make_entry(person, stage.clinic, "leave", "", from_on, until_on=until_on)


def test_a_band_reaches_to_its_very_day(stage):
    """Within 7 days lapses what has its last day today or on one of the 7 days after."""
    for days in (-1, 0, 7, 8, 30, 31, 60, 61, 90, 91):
        ends_in(stage, days, f"in {days}")
    assert names(stage.clinic, "lapses", "lapsed") == ["in -1"]
    assert names(stage.clinic, "lapses", "7") == ["in 0", "in 7"]
    assert names(stage.clinic, "lapses", "30") == ["in 0", "in 7", "in 8", "in 30"]
    assert names(stage.clinic, "lapses", "60")[-1] == "in 60"
    assert names(stage.clinic, "lapses", "90")[-1] == "in 90"
    assert "in 91" not in names(stage.clinic, "lapses")


def test_the_last_day_is_one_of_the_clinic(stage):
    """At noon in Denver it is the next day in Auckland."""
    there = make_clinic(name="Auckland", time_zone="Pacific/Auckland")
    ada = ends_in(stage, 0, "Ada")
    make_member(ada, "practitioner", there)
    assert names(stage.clinic, "lapses", "lapsed") == []
    assert names(there, "lapses", "lapsed") == ["Ada"]


def test_who_is_away_or_gone_or_suspended_is_on_no_list(stage):
    away, back, gone, ended, going, stopped = (
        ends_in(stage, 3, name) for name in ("away", "back", "gone", "ended", "going", "stopped")
    )
    on_leave(away, stage)
    leave = on_leave(back, stage, TODAY - timedelta(days=9))
    make_entry(back, stage.clinic, "return", "", TODAY, refers_to_id=leave.id)
    gone.memberships[0].left_on = TODAY - timedelta(days=1)
    going.memberships[0].left_on = TODAY  # the last day still counts
    ended.memberships[0].left_on, ended.memberships[0].ended_at = TODAY, noon(TODAY)
    db.session.commit()
    make_entry(stopped, stage.clinic, "suspension", "needling", TODAY)
    assert names(stage.clinic, "lapses") == ["back", "going"]
    make_entry(back, stage.clinic, "correction", "", TODAY, refers_to_id=leave.id)
    assert names(stage.clinic, "lapses") == ["back", "going"]


def test_a_leave_begins_and_ends_on_its_days(stage):
    last, over, soon = (ends_in(stage, 3, name) for name in ("last", "over", "soon"))
    on_leave(last, stage, TODAY - timedelta(days=5), TODAY)
    on_leave(over, stage, TODAY - timedelta(days=5), TODAY - timedelta(days=1))
    on_leave(soon, stage, TODAY + timedelta(days=1))
    assert names(stage.clinic, "lapses") == ["over", "soon"]


def test_of_somebody_entered_twice_both_records_count_once(stage):
    kept = make_person(clinic=stage.clinic, name="Kept")
    gone = ends_in(stage, 3, "Gone")
    gone.merged_into_id, gone.merged_at = kept.id, noon(TODAY)
    db.session.commit()
    assert names(stage.clinic, "lapses") == ["Kept"]


def license_policy(**changes):
    needs = {"license": "CO", "checked_within_days": 120} | changes
    return make_policy(slug="practice", title="Practice", requires=[needs])


def test_licenses_are_found_as_the_rule_says(stage):
    """The same table of stories as the rule has, asked of the database."""
    license_policy()
    for story, good, bad, ends, _ in CHECKS:
        person = make_person(clinic=stage.clinic, name=story)
        for number, is_good in ((good, True), (bad, False)):
            if number is not None:
                until = TODAY - timedelta(days=ends) if is_good and ends is not None else None
                first = min(TODAY - timedelta(days=number), until or TODAY)
                make_entry(person, stage.clinic, "license", "CO", first, good=is_good, until_on=until)
    expected = {story: found for story, good, _, ends, found in CHECKS if found and (ends is None or good >= ends)}
    found = {one.name: one.finding for one in on(stage.clinic, "licenses")}
    assert expected.items() <= found.items()
    assert not {story for story, *_, nothing in CHECKS if nothing is None} & found.keys()


def test_only_the_license_that_is_asked_for_counts_and_nothing_voided(stage):
    license_policy()
    ada, ben = (make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben"))
    make_entry(ada, stage.clinic, "license", "UT", TODAY)
    wrong = make_entry(ben, stage.clinic, "license", "CO", TODAY)
    assert names(stage.clinic, "licenses") == ["Ada"]
    make_entry(ben, stage.clinic, "correction", "CO", TODAY, refers_to_id=wrong.id)
    assert names(stage.clinic, "licenses") == ["Ada", "Ben"]
    on_leave(ada, stage)
    kept = make_person(clinic=stage.clinic, name="Kept")
    make_entry(kept, stage.clinic, "license", "CO", TODAY)
    ben.merged_into_id, ben.merged_at = kept.id, noon(TODAY)
    db.session.commit()
    assert names(stage.clinic, "licenses") == []


def test_a_license_is_asked_of_the_profession_of_the_day(stage):
    of_therapists = {
        "by_profession": {"physical therapist": [{"license": "CO", "checked_within_days": 120}]},
        "otherwise": [{"module": "a", "within_months": 24}],
    }
    make_policy(slug="practice", title="Practice", requires=[of_therapists])
    make_person(clinic=stage.clinic, name="Ada")
    make_person(clinic=stage.clinic, name="Ben", profession="acupuncturist")
    assert names(stage.clinic, "licenses") == ["Ada"]


def attempts(person, stage, *results, adoption=True, clinic=None):
    """Finished on consecutive days, the last one yesterday."""
    return [
        make_attempt(
            person,
            clinic or stage.clinic,
            stage.module,
            Right(right),
            TODAY - timedelta(days=len(results) - place),
            stage.adoption if adoption else None,
        )
        for place, right in enumerate(results)
    ]


def test_not_passed_twice_means_since_the_last_pass(stage):
    stories = {
        "twice": (3, 3),
        "once": (3,),
        "passed since": (3, 3, 18),
        "passed in between": (3, 18, 3),
        "again after a pass": (3, 18, 3, 3, 3),
    }
    for name, results in stories.items():
        attempts(make_person(clinic=stage.clinic, name=name), stage, *results)
    practiced = make_person(clinic=stage.clinic, name="practice")
    attempts(practiced, stage, 3, 3, adoption=False)
    found = {one.name: one.times for one in on(stage.clinic, "failed")}
    assert found == {"twice": 2, "again after a pass": 3}


def test_a_pass_in_practice_changes_nothing_one_elsewhere_does(stage):
    elsewhere = make_clinic()
    adopt(stage.module, elsewhere)
    ada, ben = (make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben"))
    for person in (ada, ben):
        attempts(person, stage, 3, 3, 0)
    make_attempt(ada, stage.clinic, stage.module, Right(18), TODAY, None)
    make_attempt(ben, elsewhere, stage.module, Right(18), TODAY, stage.adoption)
    assert names(stage.clinic, "failed") == ["Ada"]
    assert names(elsewhere, "failed") == []


def test_of_somebody_entered_twice_all_attempts_count(stage):
    kept, gone = (make_person(clinic=stage.clinic, name=name) for name in ("Kept", "Gone"))
    attempts(kept, stage, 3)
    attempts(gone, stage, 3, 3)
    gone.merged_into_id, gone.merged_at = kept.id, noon(TODAY)
    db.session.commit()
    assert [(one.name, one.times) for one in on(stage.clinic, "failed")] == [("Kept", 3)]
    make_attempt(gone, stage.clinic, stage.module, Right(18), TODAY, stage.adoption)
    assert names(stage.clinic, "failed") == []


def was_sure(attempt, stage, *numbers):
    item = stage.module.items[0].id
    for number in numbers:
        saved(ConfidentMiss(attempt_id=attempt.id, number=number, item_version_id=item, recorded_at=noon(TODAY)))


def test_the_newest_attempt_says_who_was_sure_of_a_dangerous_error(stage):
    ada, ben, cleo, dan = (make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben", "Cleo", "Dan"))
    [passed] = attempts(ada, stage, 18)  # passed all the same
    was_sure(passed, stage, 2, 7)
    first, _ = attempts(ben, stage, 3, 3)
    was_sure(first, stage, 1)
    [practice] = attempts(cleo, stage, 3, adoption=False)
    was_sure(practice, stage, 1)
    was_sure(
        make_attempt(dan, stage.clinic, stage.module, Right(3), TODAY - timedelta(days=91), stage.adoption), stage, 1
    )
    assert [(one.name, one.times) for one in on(stage.clinic, "confident")] == [("Ada", 2)]
    on_leave(ada, stage)
    assert names(stage.clinic, "confident") == []


def test_an_error_is_news_for_ninety_days(stage):
    [attempt] = attempts(make_person(clinic=stage.clinic, name="Ada"), stage, 3)
    was_sure(attempt, stage, 1)
    for days, found in ((89, ["Ada"]), (90, [])):  # after the attempt, which was yesterday
        with time_machine.travel(noon(TODAY + timedelta(days=days)), tick=False):
            assert names(stage.clinic, "confident") == found


def request(person, stage, until, **changes):
    asked = make_entry(person, stage.clinic, "temporary_request", "needling", TODAY, until_on=until, **changes)
    return asked, lambda: make_entry(
        person, stage.clinic, "temporary", "needling", TODAY, until_on=until, refers_to_id=asked.id
    )


def test_clearances_wait_until_they_are_approved_and_are_listed_again_before_they_end(stage):
    ada, ben = (make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben"))
    _, approve = request(ada, stage, TODAY + timedelta(days=13), by_id=stage.director.id)
    _, approve_long = request(ben, stage, TODAY + timedelta(days=14))
    assert [(one.name, one.state) for one in on(stage.clinic, "clearances")] == [("Ada", "waiting"), ("Ben", "waiting")]
    approve()
    approve_long()
    assert [(one.name, one.state) for one in on(stage.clinic, "clearances")] == [("Ada", "ending")]
    make_certificate(ada, stage.clinic, stage.policy, valid_from=TODAY, valid_until=TODAY + timedelta(days=300))
    assert names(stage.clinic, "clearances") == []


def test_a_request_whose_last_day_has_passed_waits_no_more(stage):
    ada = make_person(clinic=stage.clinic, name="Ada")
    asked, _ = request(ada, stage, TODAY)
    assert names(stage.clinic, "clearances") == ["Ada"]
    with time_machine.travel(noon(TODAY + timedelta(days=1)), tick=False):
        assert names(stage.clinic, "clearances") == []
    make_entry(ada, stage.clinic, "correction", "needling", TODAY, refers_to_id=asked.id)
    assert names(stage.clinic, "clearances") == []


def test_assignments_are_listed_until_they_are_met_or_withdrawn(stage):
    people = [make_person(clinic=stage.clinic, name=name) for name in ("Ada", "Ben", "Cleo")]
    made = [
        saved(
            Assignment(
                person_id=one.id, clinic_id=stage.clinic.id, kind="module", subject="a", due_on=TODAY, reason="",
                asked_by_id=stage.director.id, asked_at=LONG_AGO,
            )
        )
        for one in people
    ]  # fmt: skip
    assert names(stage.clinic, "assigned") == ["Ada", "Ben", "Cleo"]
    make_entry(people[0], stage.clinic, "module", "a", TODAY)
    saved(
        AssignmentWithdrawal(
            assignment_id=made[1].id, withdrawn_at=noon(TODAY), by_id=stage.director.id, reason="Not needed."
        )
    )
    assert names(stage.clinic, "assigned") == ["Cleo"]


@pytest.mark.parametrize("list_name", ["lapses", "licenses", "failed", "confident", "clearances", "assigned"])
def test_another_clinic_sees_nothing_of_it(stage, list_name):
    license_policy()
    ada = ends_in(stage, 3, "Ada")
    for attempt in attempts(ada, stage, 3, 3):
        was_sure(attempt, stage, 1)
    request(ada, stage, TODAY)
    make_practitioner(stage.clinic, stage.policy, "lapsed", "Ben")
    assert names(make_clinic(), list_name) == []
