"""From a question bank of another product to a quiz that is taken: seen, imported, approved by a second educator."""

from playwright.sync_api import expect
from sqlalchemy import select

from tests.banks.builders import adopt, load, sound_bank
from tests.builders import make_clinic, make_person, there
from tests.journeys.walks import attempt_of, follow, heading_is, press, take_quiz
from trainer import jobs
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import PartVersion
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history
from trainer.banks.exchange import rules, tasks
from trainer.banks.exchange.models import QuestionBatch
from trainer.banks.exchange.working import lease
from trainer.banks.models import ItemVersion
from trainer.db import db

QUESTION = """\
<question type="multichoice"><name><text>{name}</text></name>
<questiontext format="html"><text><![CDATA[<p>{stem}</p>]]></text></questiontext>
<single>true</single><shuffleanswers>true</shuffleanswers>
<answer fraction="100" format="html"><text>{right}</text><feedback><text>It says so.</text></feedback></answer>
<answer fraction="0" format="html"><text>{wrong}</text><feedback><text>It says otherwise.</text></feedback></answer>
<answer fraction="0" format="html"><text>{other}</text><feedback><text>Nobody says so.</text></feedback></answer>
</question>
"""
MOODLE = (
    "<?xml version='1.0' encoding='UTF-8'?><quiz><question type='category'><category><text>hands</text></category>"
    "</question>"
    + QUESTION.format(
        name="How long to rub",
        stem="How long are hands rubbed?",
        right="Until they are dry",
        wrong="Until they feel warm",
        other="Until they turn red",
    )
    + "<question type='essay'><name><text>Say more</text></name></question></quiz>"
)


WORD = (
    "<h1>Part A</h1><p><b>1.&nbsp;How long?</b></p>"
    "<p><span style='mso-list:Ignore'>A.<span>&nbsp; </span></span>5 s</p>"
    "<p><span style='mso-list:Ignore'>B.<span>&nbsp; </span></span><span style='font-weight:700'>30 s</span></p>"
    "<p>2. Down by 10<sup>5</sup> on the 1<sup>st</sup> day?<img src='file:///x.png'></p>"
)
LISTS = "<b style='font-weight:normal'><ol><li><p>Dry?</p></li><ol><li><b>Air</b></li><li>Rain</li></ol></ol></b>"
PASTE = """([page, plain]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", page);
  clipboardData.setData("text/plain", plain);
  const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
  return document.activeElement.dispatchEvent(paste);
}"""


def what_a_word_processor_marked_is_pasted_with_the_text(page):
    field = page.get_by_label("Or paste a text")
    for html, text in (
        (WORD, "Part A\n1. How long?\nA. 5 s\nB. **30 s**\n2. Down by 10^5 on the 1st day? [picture]"),
        (LISTS, "1. Dry?\nA. **Air**\nB. Rain"),
    ):
        field.fill("")
        assert not page.evaluate(PASTE, [html, "as plain text"])
        expect(field).to_have_value(text)
    field.fill("")
    assert page.evaluate(PASTE, [f"<pre>{WORD}</pre>", "::q::Dry?{T}"]), "left to the browser"


def test_from_a_moodle_file_to_a_quiz_that_is_taken(windows, tmp_path, monkeypatch):
    monkeypatch.setattr(rules, "LARGE", 0)  # all of it goes on in the background, where the worker comes when told
    monkeypatch.setattr(rules, "LONG", 0)
    monkeypatch.setattr(jobs, "soon", lambda job: None)
    load(sound_bank(tmp_path))
    clinic = make_clinic()
    ada, ben = make_person("educator", clinic), make_person("educator", clinic)
    page = windows(ada).open("/manuscripts/")
    follow(page, "Import questions")
    what_a_word_processor_marked_is_pasted_with_the_text(page)
    page.get_by_label("A file", exact=True).set_input_files(
        {"name": "hands.xml", "mimeType": "text/xml", "buffer": MOODLE.encode()}
    )
    press(page, "Read the questions")
    heading_is(page, "Import 1: hands.xml")
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    tasks.carry_on()
    seen_to_be_done(page)
    expect(page.get_by_text("Left out: 1 essay")).to_be_visible()
    expect(page.locator(".is-right")).to_have_text("Right: Until they are dry It says so.")
    follow(page, "Choose where they go")
    page.get_by_label("Where the questions go").select_option("module hands")
    press(page, "Show what would change")
    follow(page, "Change where they go, and what they ask")
    for label, value in (("Objective", "wash"), ("Level", "recall"), ("Passage", "rub")):
        page.get_by_label(f"{label} of the questions").select_option(value)
    press(page, "Show what would change")
    press(page, "Import 1 question")
    expect(page.get_by_text("Waiting for its turn.")).to_be_visible()
    batch = db.session.get_one(QuestionBatch, 1, populate_existing=True)
    assert lease.take(batch)
    db.session.commit()
    expect(page.get_by_text("Under way: 0 of 1 question imported")).to_be_visible(timeout=20_000)  # by itself
    expect(page.get_by_role("progressbar", name="Questions that are imported")).to_be_visible()
    tasks.long_work.go_on(batch)
    seen_to_be_done(page)
    expect(page.get_by_text("None is asked before it is approved and published.")).to_be_visible()
    follow(page, "Go on in the manuscript")
    press(page, "Hand in 1 draft")
    expect(page.get_by_role("button", name="Hand in 1 draft")).to_have_count(0)
    db.session.rollback()

    retire_all_but_imported(ada, ben)
    page = windows(ben).open("/manuscripts/1/publication")
    press(page, "Publish version 2")
    heading_is(page, "Bank: About hands")
    adopt(clinic, "hands")
    learner = make_person("practitioner", clinic)
    page = windows(learner).open("/modules/")
    follow(page, "About hands")
    follow(page, "Take the quiz")
    take_quiz(page)
    expect(page.locator(".verdict.is-passed")).to_be_visible()
    asked = [db.session.get_one(ItemVersion, one["item"]).document["stem"] for one in attempt_of(learner).form]
    assert "How long are hands rubbed?" in asked


def seen_to_be_done(page) -> None:
    expect(page.get_by_role("status")).to_have_text("This is done. Look again.", timeout=20_000)  # by itself, and said
    expect(page.locator("main .lead")).not_to_contain_text("in the background")
    follow(page, "Look again")


def retire_all_but_imported(ada, ben) -> None:
    """The one other question of its cell goes, so that the quiz must ask the new one; a colleague approves both."""
    manuscript = manuscripts.manuscripts()[0]
    part = there(manuscripts.part_called(manuscript, "item", "one"))
    newest = manuscripts.newest_version(part)
    gone = authoring.save(ada, part, newest.document, newest.number, retired=True)
    assert isinstance(gone, PartVersion)
    authoring.submit(ada, gone)
    db.session.commit()
    for version in db.session.scalars(select(PartVersion).where(PartVersion.origin.in_(["batch 1", "retired"]))):
        reviewing.review(ben, there(history(part_id=version.part_id)), version, approves=True)
    db.session.commit()
