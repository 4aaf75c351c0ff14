"""What a study holds for, what is refused on the way to it, and what the database keeps as it was."""

import threading
from dataclasses import replace

import pytest
from sqlalchemy import select, text, update
from sqlalchemy.exc import IntegrityError

from tests.browser import words
from tests.builders import make_clinic, make_person, there
from tests.insight.corrections.builders import make_ward, sit
from tests.insight.studies.builders import again, close, follow, link_of, make_study, practice, rate_all, seat
from tests.quizzes.builders import make_content, make_item, publish
from tests.tamper import tamper
from trainer import clock
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Review
from trainer.banks.cuts import cut_basis
from trainer.db import db
from trainer.errors import Refused
from trainer.insight.studies import actions, closing, queries
from trainer.insight.studies.models import FIRST, SECOND, CutReport, Panelist, StudyRating
from trainer.insight.studies.ties import ties_of
from trainer.people import actions as people
from trainer.trail import Event
from trainer.trail.rules import digest


def other(slug: str, **changes):
    """The small module with some items written anew."""
    items = [
        make_item(
            item.id, item.objective, stem=f"{item.stem} Anew." if item.id in changes.get("anew", ()) else item.stem
        )
        for item in make_content(slug).items
    ]
    return make_content(slug, items=tuple(items), **{k: v for k, v in changes.items() if k != "anew"})


def test_a_study_holds_for_versions_that_ask_the_same(app):
    version = publish()
    report = close(make_study(version))
    assert cut_basis(version.id) is None, "nobody has decided to follow it"
    decision = follow(report)
    basis = cut_basis(version.id)
    assert basis.study == report.study_id
    assert "decided on" not in basis.in_words
    assert "; 85% was decided on. The report" in replace(basis, percent=85).in_words, "where it is not the panel's own"
    assert cut_basis(version.id, report.frozen_at) is None, "not before it was decided"

    quiz = make_content().quiz
    longer = {"anatomy": {"application": 4}, "respond": {"application": 4}}
    uneven = {"anatomy": {"application": 1}, "respond": {"application": 2}}
    versions = {  # each published after the other: what is unchanged since keeps its version
        "twice as long": publish(other("lungs", blueprint=longer)),
        "other proportions": publish(other("lungs", blueprint=uneven)),
        "another cut": publish(other("lungs", quiz=quiz.model_copy(update={"cut_percent": 80}))),
        "one of eight anew": publish(other("lungs", anew=["lungs-anatomy-0"])),
        "two of eight anew": publish(other("lungs", anew=["lungs-anatomy-0", "lungs-anatomy-1"])),
    }
    holds = {name for name, one in versions.items() if cut_basis(one.id)}
    assert holds == {"one of eight anew", "twice as long"}
    assert cut_basis(versions["one of eight anew"].id).covers == 87
    assert cut_basis(publish(make_content("feet")).id) is None, "another module"

    follow(report, percent=80)
    assert cut_basis(version.id) is None, "the newest decision is about another cut"
    assert cut_basis(version.id, decision.decided_at).percent == 75, "and what was decided by the first stays"


def test_what_a_panel_says_in_the_end_is_what_counts_and_stays(app):
    study = make_study(size=4)
    report = close(study, second=90)
    found = report.document["found"]
    assert (found["first_round"]["percent"], found["second_round"]["percent"], report.error) == (75, 90, 0)
    assert report.content_hash == digest(report.document)
    assert report.document["chosen"] == {"size": 4, "seed": 7, "rated": 4, "there": 8}
    assert [one["changed"] for one in found["panelists"]] == [4, 4, 4]
    assert report.pdf.startswith(b"%PDF")

    for change in (
        lambda: closing.close(again(study), study.convened_by),
        lambda: actions.rate(again(study).panelists[0], SECOND, study.items[-1].item_version_id, 10),
        lambda: actions.withdraw(again(study), again(study).panelists[0], study.convened_by),
    ):
        with pytest.raises(Refused, match="This study is over"):
            change()
    for table in ("cut_report", "cut_study", "study_item", "study_rating", "study_step", "panel_answer"):
        with pytest.raises(IntegrityError, match="never changed or removed"):
            db.session.execute(text(f"DELETE FROM {table}"))
        db.session.rollback()


def test_a_round_cannot_be_had_out_of_turn(app):
    educator = make_person("educator")
    study = make_study(by=educator)
    early = seat(study, "Early", 70)
    with pytest.raises(Refused, match="at least 3 panelists who have rated every item, and there are 1"):
        actions.open_second_round(again(study), educator)
    with pytest.raises(Refused, match="belongs to the second round"):
        actions.rate(early, SECOND, study.items[-1].item_version_id, 10)
    with pytest.raises(IntegrityError):
        rate_all(study, early, 20, FIRST)
    db.session.rollback()
    assert set(db.session.scalars(select(StudyRating.percent).where(StudyRating.round == FIRST))) == {70}

    untrained = seat(study, "Untrained")
    with pytest.raises(Refused, match="training comes first"):
        actions.rate(untrained, FIRST, study.items[-1].item_version_id, 10)
    for name in ("Second", "Third"):
        seat(study, name, 60)
    study = again(study)
    actions.withdraw(study, study.panelists[0], educator)
    db.session.commit()
    with pytest.raises(Refused, match="there are 2"):
        actions.open_second_round(again(study), educator)
    actions.give_up(again(study), "Too few came.", educator)
    db.session.commit()
    with pytest.raises(Refused, match="This study is over"):
        actions.invite(again(study), "Late", "late@example.org", educator)


def at_the_same_moment(app, first, then) -> list[Refused]:
    """`first` is done and not yet committed when somebody else, by a connection of their own, begins `then`."""
    refused: list[Refused] = []
    begun = threading.Event()

    def other():
        with app.app_context():
            begun.set()
            try:
                then()
                db.session.commit()
            except Refused as refusal:
                refused.append(refusal)

    first()
    thread = threading.Thread(target=other)
    thread.start()
    begun.wait(5)
    thread.join(0.3)
    assert thread.is_alive(), "it has not waited"
    db.session.commit()
    thread.join(10)
    return refused


def test_who_rates_and_who_closes_at_the_same_moment_wait_for_each_other(app):
    study = make_study(size=4)
    panel = [seat(study, f"Rater{number}", 70) for number in range(3)]
    actions.open_second_round(again(study), study.convened_by)
    db.session.commit()
    ids, item = [one.id for one in panel], study.items[-1].item_version_id

    def rate():
        actions.rate(db.session.get_one(Panelist, ids[0]), SECOND, item, 10)

    def close_it():
        found = queries.study(study.id)
        closing.close(found, found.convened_by)

    assert "changed on the panel" in str(at_the_same_moment(app, rate, close_it)[0])
    assert again(study).stage == "second round"
    assert "This study is over" in str(at_the_same_moment(app, close_it, rate)[0])
    assert again(study).stage == "closed"
    said = queries.ratings_of(ids, SECOND)
    assert [list(one.values()) for one in said.values()] == [[10], [], []], "in the report, and nothing after it"


def test_who_is_tied_to_the_quiz_is_asked_knowingly_and_the_report_says_so(browser):
    ward = make_ward()
    author, editor, sitter = ward.person("Author", role="educator"), ward.person("Editor"), ward.person("Sitter")
    for person in (author, editor, sitter):
        person.email = f"{person.name.lower()}@example.org"
    manuscript = authoring.open_manuscript(author, ward.version, "lungs", "Lungs")
    part = there(manuscripts.part_called(manuscript, "item", "lungs-anatomy-0"))
    first = there(manuscripts.newest_version(part))
    saved = authoring.save(author, part, first.document | {"stem": "Which side?"}, 1, note="Shorter.")
    db.session.add(
        Review(part_version_id=saved.id, number=1, reviewer=editor, approves=True, words="", reviewed_at=clock.now())
    )
    db.session.commit()
    sit(sitter, ward, {})
    study = make_study(ward.version, by=ward.educator)
    assert ties_of("nobody@example.org", ward.version.module, ward.educator) == []
    assert ties_of(author.email, ward.version.module, ward.educator) == ["wrote"]
    elsewhere = make_person("educator", make_clinic())
    assert ties_of(editor.email, ward.version.module, elsewhere) == ["reviewed"], "where Ed practices is not for them"

    page = browser.sign_in(ward.educator)
    page.open(f"/studies/{study.id}/")
    assert not page.page.select("[name=knowing]")
    page.press("Send the link", status=422, name="Ed", email=editor.email)
    assert "Ed still has to pass this quiz, and the panel shows its keys; reviewed items" in words(page.page.main)
    page.press("Send the link", name="Ed", email=editor.email, knowing=True)
    assert "Tied to the quiz: still has to pass this quiz" in words(page.page.main)
    told = db.session.scalars(select(Event).where(Event.name == "cut_study.panelist_tied")).one()
    assert told.sentence.startswith("asked Ed to the panel of study 1 of a cut score, knowing: still has to pass")

    found = again(study).panelists[0]
    actions.join(found, "Taught it", None)
    practice(study, found)
    rate_all(study, found, 70, FIRST)
    db.session.commit()
    report = close(study, (70, 80))
    assert [one["ties"] for one in report.document["panel"]] == [["has to pass", "reviewed"], [], []]
    page.open(f"/studies/{study.id}/report")
    assert "Still has to pass this quiz" in words(page.page.main)

    address = f"/studies/{study.id}/report"
    assert page.client.get(f"{address}.pdf").data == report.pdf
    tamper("UPDATE cut_report SET pdf = :pdf, percent = 1", pdf=report.pdf + b" ")
    page.open(f"{address}.pdf", status=409)
    assert "The PDF of this report is not the one that was frozen" in words(page.page.main)
    assert page.client.get(f"{address}.json").status_code == 200
    tamper(update(CutReport).values(document=report.document | {"purpose": "Another"}))
    assert page.client.get(f"{address}.json").status_code == 409
    lines = db.session.scalars(select(Event).where(Event.name == "cut_study.altered").order_by(Event.id)).all()
    assert [one.details["paper"] for one in lines] == ["the PDF", "the document"]


def test_a_link_shows_no_item_once_the_study_is_closed(browser):
    study = make_study()
    panel = [seat(study, f"Rater{number}", 70) for number in range(3)]
    link = link_of(panel[0].email)
    assert "is-key" in str(browser.open(f"{link}/items/1").main), "rated, so with its key"
    actions.open_second_round(again(study), study.convened_by)
    db.session.commit()
    closing.close(again(study), study.convened_by)
    db.session.commit()
    db.session.expire_all()
    link = link_of(panel[0].email)
    for step in ("items/1", "practice/1", "second/1"):
        page = str(browser.open(f"{link}/{step}").main)
        assert "your ratings are part of this study" in page
        assert "is-key" not in page


def test_who_reads_the_keys_says_nothing_of_how_many_pass(app):
    ward = make_ward()
    sit(ward.educator, ward, {})
    for name in ("Ana", "Bea", "Cid", "Dan"):
        sit(ward.person(name), ward, {"lungs-anatomy-0": "wrong"})
    assert queries.scores(ward.version.module_id) == [], "of four somebody could be told by their score"
    sit(ward.person("Eva"), ward, {"lungs-anatomy-0": "wrong"})
    assert queries.scores(ward.version.module_id) == [75.0] * 5


def test_of_an_erased_account_the_ratings_stay_and_the_address_goes(browser):
    ana, study = make_person(name="Ana"), make_study()
    ana.email = "ana@example.org"
    panelist = seat(study, "Ana", 70)
    link = link_of(ana.email)
    people.erase(ana, by=make_person("administrator"), reason="She asked for it.")
    db.session.commit()
    db.session.refresh(panelist)
    assert panelist.email == ana.email != "ana@example.org"
    assert "The time for it is over" in words(browser.open(link, status=410).main)
    assert queries.blind_ratings(again(study), study.items[-1].item_version_id) == [70]
