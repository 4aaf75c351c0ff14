"""Numbers follow what corrections have marked again; how it was first marked stays to be read."""

from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import time_machine
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_person
from tests.insight.corrections.builders import (
    FAULTY,
    FIRST,
    UNTIL,
    another_clinic,
    approve,
    item_named,
    key,
    make_ward,
    propose,
    sit,
)
from trainer.db import db
from trainer.insight.again import Judge, answers_of
from trainer.insight.columns import Asked
from trainer.insight.corrections import actions as corrections
from trainer.insight.corrections.models import Regrading
from trainer.insight.corrections.queries.approvals import Approved, approvals
from trainer.insight.corrections.radius import Plan, radius
from trainer.insight.rebuilding import firsts
from trainer.insight.rules.answers import LEFT
from trainer.insight.studies import queries as studies
from trainer.insight.studies.ties import ties_of
from trainer.people import actions as people
from trainer.quizzes import actions

RIGHT_ONCE = {"lungs-anatomy-1": "wrong"}


def test_numbers_follow_the_newest_marking_and_the_first_can_be_chosen(app, browser, monkeypatch):
    """Ada chose what is right by the new key; Ben and, at a clinic that approved nothing, Cem what was right before."""
    with time_machine.travel(FIRST, tick=False) as clock:
        ward = make_ward()
        other = another_clinic(ward)
        sit(ward.person("Ada"), ward, {FAULTY: "wrong"})
        sit(ward.person("Ben"), ward, RIGHT_ONCE)
        sit(make_person(clinic=other.clinic, name="Cem"), other, {})
        educator = browser.sign_in(ward.educator)
        page = educator.open(f"/numbers/lungs/items/{FAULTY}/")
        assert "As corrected" not in words(page.main), "nothing was corrected"

        clock.shift(timedelta(minutes=5))
        monkeypatch.setattr(studies, "FEWEST_TAKERS", 1)
        before = studies.scores(ward.version.module_id)
        approve(ward, propose(ward, "key", key(ward.item, "wrong")))
        after = studies.scores(ward.version.module_id)
        assert [new > old for new, old in zip(after, before, strict=True)] == [True, False, False]
        assert (after[1] < before[1], after[2] == before[2]) == (True, True), "a study reads what stands"
        page = educator.open(f"/numbers/lungs/items/{FAULTY}/")
        said = words(page.main)
        assert "Version 1: Marked with another key, approved by 1 clinic" in said
        assert "Corrected: marked with another key" in words(page.select("table")[0])
        assert [words(cell).split()[0] for cell in page.select("table")[0].select("tbody td")[:3]] == ["3", "0", "67%"]
        assert [words(one.th).endswith("Key") for one in page.select("table")[1].select("tbody tr")] == [
            "wrong" in words(one.th) for one in page.select("table")[1].select("tbody tr")
        ]
        page = educator.press("Show", marking="first")
        assert "As first marked" in words(page.main)
        assert words(page.select("table")[0].select("tbody td")[2]).startswith("67%"), "Ben and Cem"
        assert scores(ward, first=True) == {1: 0, 2: 1, 3: 1}
        assert scores(ward) == {1: 1, 2: 0, 3: 1}
        said = words(educator.open("/numbers/lungs/").main)
        assert f"{FAULTY}, version 1 : Marked with another key" in said
        assert "Corrected: marked with another key" in said

        approve(other, propose(ward, "drop"), by=other.director)
        assert scores(ward) == {1: 1, 2: 0}, "dropped where Cem sat it"
        said = words(educator.open("/numbers/lungs/form/").main)
        assert "1 attempt has another number of questions and is left out here: a question that was dropped" in said
        assert "left out here" not in words(educator.press("Show", marking="first").main)
        assert words(educator.open("/numbers/").select_one("tbody tr")).startswith("About lungs 3 3 100%")


def scores(ward, first: bool = False, item: int | None = None) -> dict[int, float]:
    """Of a question, the faulty one unless another is named, by attempt."""
    module_id = ward.version.module_id
    found = answers_of(Asked(module_id, as_first_marked=first), approvals(module_id))
    rows = zip(found.attempt_ids[found.attempt], found.item_ids[found.item], found.score, strict=True)
    wanted = item or ward.item.id
    return {int(attempt): float(score) for attempt, asked, score in rows if asked == wanted}


def test_of_two_accounts_that_were_merged_only_the_first_attempt_is_one(app):
    """Whichever account stays; also where the one that stays sat later."""
    with time_machine.travel(FIRST, tick=False) as clock:
        ward = make_ward()
        gone, kept, third = (ward.person(name) for name in ("Ada", "Ada O.", "Ben"))
        later, first = sit(gone, ward, {}, hand_in=False), sit(kept, ward, {})
        sit(third, ward, {})
        clock.shift(timedelta(minutes=5))
        actions.submit(later)
        db.session.commit()
        asked = Asked(ward.version.module_id)
        assert len(answers_of(asked, ()).attempt_ids) == 3
        people.merge(gone, kept, by=make_person("administrator"), reason="Entered twice.")
        db.session.commit()
        assert first.id in answers_of(asked, ()).attempt_ids
        assert later.id not in answers_of(asked, ()).attempt_ids
        assert len(answers_of(asked, ()).attempt_ids) == 2


def test_what_one_clinic_approved_marks_nothing_at_another_and_the_last_of_several_holds():
    judge = Judge(
        [
            Approved(decision, clinic, decision, FIRST, remedy, 7, None)
            for decision, clinic, remedy in ((1, 1, "drop"), (2, 2, "drop"), (3, 1, "credit"))
        ]
    )
    assert judge.score(7, 1, "x") == 1
    assert np.isnan(judge.score(7, 2, "x"))
    assert judge.score(7, 3, "x") == judge.score(8, 1, "x") == LEFT


def test_where_corrections_cancel_out_each_question_counts_as_corrected_and_a_pass_by_correction_is_one(app):
    """Ada's points stay as they were: what she lost with one question she gained with the other. Ben gained both."""
    with time_machine.travel(FIRST, tick=False):
        ward = make_ward()
        other = item_named(ward.version, "lungs-anatomy-1")
        ben = ward.person("Ben")
        sit(ward.person("Ada"), ward, {FAULTY: "wrong"})
        sit(ben, ward, {FAULTY: "wrong", "lungs-anatomy-1": "wrong"})
        assert ties_of(ben.email, ward.version.module, ward.educator) == ["has to pass"]
        keys = {one.id: key(one, "wrong") for one in (ward.item, other)}
        rekey = Plan(ward.version.module_id, "key", keys, UNTIL)
        proposal = corrections.Proposal(rekey, "Both keys.", radius(rekey).digest)
        approve(ward, corrections.propose(proposal, ward.educator)[0])
        assert list(db.session.scalars(select(Regrading.attempt_id))) == [2], "Ada's was not marked again"
        assert (scores(ward), scores(ward, item=other.id)) == ({1: 1, 2: 1}, {1: 0, 2: 1})
        assert (scores(ward, first=True), scores(ward, first=True, item=other.id)) == ({1: 0, 2: 0}, {1: 1, 2: 0})
        assert ties_of(ben.email, ward.version.module, ward.educator) == ["takes"]


def test_which_attempts_are_first_by_the_accounts_of_that_moment():
    """Two accounts (1 and 2) of one person became 2 on day 3; 9 is somebody else."""
    names = ("id", "submitted_at", "person_id", "module_id")
    sat = (
        (1, 1, 1, "a"),
        (2, 2, 2, "a"),
        (3, 2, 9, "a"),
        (4, 4, 1, "b"),
        (5, 5, 2, "b"),
        (6, 6, 9, "b"),
        (7, 7, 9, "a"),
    )
    merged = {1: {"merged_into_id": 2, "merged_at": 3}}
    never = {"merged_into_id": None, "merged_at": None}
    rows = [SimpleNamespace(**dict(zip(names, one, strict=True)), **merged.get(one[2], never)) for one in sat]
    assert list(firsts(rows)) == [1, 2, 3, 4, 6]
