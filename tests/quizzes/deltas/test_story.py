"""A module changes. An educator releases a short quiz on what changed, a director offers it, a holder takes it."""

from datetime import timedelta

import pytest
from sqlalchemy import inspect, select, update

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.quizzes.builders import adopt, publish, publish_policy, the_attempt
from tests.quizzes.deltas.builders import PAGE, WORDS, change_module, in_days, offer, passed, release
from tests.tamper import tamper
from trainer import clock, mail
from trainer.banks import queries as banks
from trainer.banks.content import SingleBestAnswer
from trainer.credentials.models import Certificate, Entry
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.deltas import tasks
from trainer.quizzes.deltas.models import Delta, DeltaNote, DeltaOffer
from trainer.quizzes.models import Attempt, Response
from trainer.trail import Event


@pytest.fixture
def clinic(app):
    """Ada and Ben passed version 1 and hold a certificate; Cleo passed version 2; Dora long ago; Eli never."""
    clinic = make_clinic(slug="riverbend", name="Riverbend Clinic")
    adopt(publish(), clinic)
    publish_policy("lungs")
    for name, version, days in (("Ada", 1, 100), ("Ben", 1, 90), ("Cleo", 2, 1), ("Dora", 1, 2000), ("Eli", 0, 0)):
        person = make_person(clinic=clinic, name=name, email=f"{name.lower()}@example.org")
        if version:
            passed(person, clinic, version, days)
    change_module()
    return clinic


def told(name: str) -> list[str]:
    return [one.sentence for one in db.session.scalars(select(Event).where(Event.name == name).order_by(Event.id))]


def rows(table) -> list:
    return list(db.session.scalars(select(table).order_by(*inspect(table).primary_key)))


def answer_all(attempt: Attempt, *, right: bool) -> None:
    module = banks.published(attempt.module_version_id)
    for number, question in enumerate(attempt.form, 1):
        item = module.by_version[question["item"]].item
        assert isinstance(item, SingleBestAnswer)
        key = next(str(n) for n, option in enumerate(item.options) if option.key is right)
        quizzes.answer(attempt, number, key, number)
    db.session.commit()


def person(name: str):
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def test_it_is_proposed_released_offered_taken_and_noted(browser, clinic):
    educator, director = browser.sign_in(make_person("educator")), browser.sign_in(make_person("director", clinic))
    page = educator.open(PAGE)
    assert [words(one.h3) for one in page.select(".change")] == ["Passage 1: What it says"]
    assert [words(one) for one in page.select(".change del, .change ins")] == ["here", "a rib higher"]
    listed = [words(one) for one in page.select(".stale-items .meta")]
    assert [one.partition(";")[0] for one in listed] == [
        "lungs-anatomy-0 , rewritten",
        "lungs-anatomy-1 , found right again",
        "lungs-anatomy-4 , new",
    ], "items 2 and 3 are stale, those on the other passage do not rest on the change"
    assert "2 more are stale and left out" in words(page)
    assert "2 people of Riverbend Clinic" in words(page)

    educator.press("Release the quiz", title="", words="", size="9", cut_percent="0", status=422)
    page = educator.press("Release the quiz", title="The lung lies higher", words=WORDS, size="3", cut_percent="60")
    assert "nobody was written to yet" in words(page)
    (delta,) = rows(Delta)
    assert (delta.passages, len(delta.items), delta.size, delta.attempts) == (["where"], 3, 3, 3)
    assert rows(mail.Letter) == []

    director.open("/")
    page = director.follow("1 quiz on changes was offered to nobody")
    page = director.follow("The lung lies higher")
    assert [words(one) for one in page.select("tbody th")] == ["Ada", "Ben"]
    assert page.select("[name=people][checked]") == []
    assert "Tick whom to ask" in words(director.press("Ask those who are ticked", status=422))
    page = director.press("Ask those who are ticked", people=[str(person("Ada").id), str(person("Eli").id)])
    assert words(page.select_one("tbody")).startswith("Ada Open")
    (offered,) = rows(DeltaOffer)
    (letter,) = rows(mail.Letter)
    assert (letter.to, WORDS in letter.text) == ("ada@example.org", True)
    assert f"/changes/{offered.id}" in letter.text

    ada = browser.sign_in(person("Ada"))
    assert "No quiz to take, but changes to read" in words(ada.open("/"))
    assert "The lung lies higher" in words(ada.open("/certificates/"))
    page = ada.follow("Read the changes : The lung lies higher")
    assert [words(one) for one in page.select("del, ins")][-2:] == ["here", "a rib higher"]
    held = [(one.valid_from, one.valid_until) for one in rows(Certificate)]
    ada.press("Start the short quiz")
    attempt = the_attempt(person("Ada"))
    assert (attempt.delta_id, attempt.adoption_id, attempt.sort) == (delta.id, None, "changes")
    assert {one["item"] for one in attempt.form} == {one["item"] for one in delta.items}
    answer_all(attempt, right=True)
    ada.open(f"/attempts/{attempt.id}/review")
    page = ada.press("Hand in 3 answers")
    assert "You have taken note of the changes. Your certificate stays as it is." in words(page)
    assert "chosen for this short quiz by who released it; no study is behind it" in words(page)

    assert [(one.offer_id, one.attempt_id) for one in rows(DeltaNote)] == [(offered.id, attempt.id)]
    assert told("delta.submitted") == [
        f"handed in attempt {attempt.id} of the short quiz “The lung lies higher” on changes of About lungs: "
        "3 of 3 right, passed"
    ]
    assert told("delta.noted")[0].startswith("has taken note of “The lung lies higher”, changes of About lungs in ver")
    assert told("attempt.submitted") == []
    assert [(one.valid_from, one.valid_until) for one in rows(Certificate)] == held, "it extends nothing"
    assert not [one for one in rows(Entry) if one.evidence == f"attempt {attempt.id}"], "it is no pass of the module"
    counted = select(Response.is_counted, Response.is_first).where(Response.attempt_id == attempt.id).distinct()
    assert db.session.execute(counted).all() == [(False, False)], "nor does it count for numbers about items"
    page = director.open(f"/clinics/riverbend/people/{person('Ada').id}")
    assert "Ada has taken note of “The lung lies higher”" in words(page)
    assert "version 2, changes" in words(page)
    assert "3 of 3, passed; earns nothing" in words(page)
    assert "take note" not in words(ada.open("/")).lower()


def test_it_is_not_passed_and_the_director_sees_it(browser, clinic):
    delta = release()
    offered = offer(delta, person("Ben"), clinic)
    ben, director = browser.sign_in(person("Ben")), browser.sign_in(make_person("director", clinic))
    ben.open(f"/changes/{offered.id}")
    ben.press("Start the short quiz")
    attempt = the_attempt(person("Ben"))
    assert "It is the short quiz on what changed" in words(ben.open("/modules/lungs/quiz"))
    answer_all(attempt, right=False)
    ben.open(f"/attempts/{attempt.id}/review")
    page = ben.press("Hand in 3 answers")
    assert "All items: 0 of 3, needed 2 (60%)" in words(page)
    page = ben.follow("Back to what changed")
    assert "The next attempt opens" in words(page)
    ben.post(f"/changes/{offered.id}/attempts", status=409)
    assert rows(DeltaNote) == []

    page = director.open("/clinics/riverbend/today?list=changes")
    line = words(page.select_one("tbody tr"))
    assert "Ben" in line
    assert "Not passed 1 time" in line
    page = director.follow("See who took note : Ben, The lung lies higher")
    director.follow("Withdraw : Ben")
    director.press("Withdraw", status=422)
    page = director.press("Withdraw", reason="He is retiring.")
    assert "Withdrawn: He is retiring." in words(page)
    assert "asks it no more" in words(ben.open(f"/changes/{offered.id}"))
    assert "Nothing to do here today" in words(director.open("/clinics/riverbend/today?list=changes"))


def test_what_is_not_mine_does_not_exist(browser, clinic):
    delta = release()
    offered = offer(delta, person("Ada"), clinic)
    other = make_clinic()
    ben, elsewhere = browser.sign_in(person("Ben")), browser.sign_in(make_person("director", other))
    ben.open(f"/changes/{offered.id}", status=404)
    elsewhere.open(f"/clinics/{other.slug}/changes/{delta.id}/offers/{offered.id}/withdrawal", status=404)
    elsewhere.open(f"/banks/other/changes/{delta.id}/", status=404)
    page = elsewhere.open(f"/clinics/{other.slug}/changes/{delta.id}")
    assert "Nobody else is concerned" in words(page)
    for name in ("Cleo", "Eli"):
        assert "Read the changes" not in words(browser.sign_in(person(name)).open("/"))


def test_one_letter_a_week_before_the_last_day(clinic):
    offered = offer(release(), person("Ada"), clinic)
    tasks.remind()
    assert len(rows(mail.Letter)) == 1, "the last day is far"
    back = clock.now() - timedelta(days=24)
    tamper(update(DeltaOffer).where(DeltaOffer.id == offered.id).values(offered_at=back, until_on=in_days(6, clinic)))
    for _ in range(2):
        tasks.remind()
    first, second = rows(mail.Letter)
    assert (first.subject[:22], second.subject[:13]) == ("About lungs has change", "One week left")
    assert "Your certificate stays as it is" in second.text
