"""Numbers follow what corrections have marked again; how it was first marked stays to be read."""

from datetime import timedelta

import numpy as np
import time_machine

from tests.browser import words
from tests.builders import make_person
from tests.insight.corrections.builders import FAULTY, FIRST, another_clinic, approve, key, make_ward, propose, sit
from trainer.db import db
from trainer.insight.again import Approved, Judge, answers_of, approvals
from trainer.insight.columns import Asked
from trainer.insight.rules.answers import LEFT
from trainer.insight.studies import queries as studies
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


def scores(ward, first: bool = False) -> dict[int, float]:
    """Of the faulty question, by attempt."""
    module_id = ward.version.module_id
    found = answers_of(Asked(module_id, as_first_marked=first), approvals(module_id))
    rows = zip(found.attempt_ids[found.attempt], found.item_ids[found.item], found.score, strict=True)
    return {int(attempt): float(score) for attempt, item, score in rows if item == ward.item.id}


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


def test_what_one_clinic_approved_marks_nothing_at_another_and_nothing_before_it_was_approved():
    judge = Judge(
        [
            Approved(decision, clinic, decision, FIRST, remedy, 7, None)
            for decision, clinic, remedy in ((1, 1, "credit"), (2, 2, "drop"))
        ]
    )
    assert [judge.score(7, 1, decision, "x") for decision in (0, 1, 2)] == [LEFT, 1, 1]
    assert judge.score(7, 2, 1, "x") == LEFT
    assert np.isnan(judge.score(7, 2, 2, "x"))
