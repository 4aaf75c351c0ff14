"""A file of another product becomes drafts of a manuscript, comes again with changes, and is taken back."""

import io

import pytest
from sqlalchemy import func, select

from tests.browser import words
from tests.builders import there
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import PartVersion
from trainer.banks.exchange import actions, queries, rules, tasks
from trainer.banks.exchange.models import QuestionBatch, QuestionLine
from trainer.db import db
from trainer.people.models import Person
from trainer.trail import Event

GIFT = """\
$CATEGORY: hands

// [id:Foam]
::Foam::What makes foam?{=soap#It does. ~sand#It does not. ~oil}

// [id:Truth]
::Truth::Rubbing is quick.{T#No.#Yes.}

Write about hands.{}

// [id:Number]
::Number::For how many seconds are hands rubbed?{#20:5}

$CATEGORY: skin

// [id:Open]
::Open::Which cream protects?{~zinc ~water}

Which?{=a ~b
"""

CLOZE = """<quiz><question type="cloze"><name><text>Gaps</text></name><questiontext><text>Take {1:MC:=soap~sand} for
{1:SA:=20} seconds.</text></questiontext></question></quiz>"""


def send(browser, text: str, name: str = "hands.gift"):
    browser.open("/imports/")
    return browser.press("Read the questions", upload=(io.BytesIO(text.encode()), name))


def newest(slug: str):
    part = manuscripts.part_called(manuscripts.manuscripts()[0], "item", slug)
    return manuscripts.newest_version(there(part))


CHANGE = "Change where they go, and what they ask"


def show(browser, target="module hands", **choices):
    browser.follow("Choose where they go")
    return browser.press("Show what would change", target=target, **choices)


def trail() -> list[str]:
    return list(db.session.scalars(select(Event.name).order_by(Event.id)))


def test_what_is_read_is_seen_before_anything_is_saved_and_then_goes_where_it_was_told(educators):
    ada = educators.ada
    page = send(ada, GIFT)
    said = words(page)
    assert "4 questions in GIFT" in said
    assert "Nothing is saved yet." in said
    assert "Left out: 1 essay; 1 part that could not be read" in said
    foam = next(one for one in page.select(".import-list > li") if "Foam" in words(one))
    assert [words(one) for one in foam.select(".is-right")] == ["Right: soap It does."]
    assert "The file gives no right answer." in said  # of the open one
    left_out = ada.follow("2 Left out")
    assert "Essays are not marked here." in words(left_out)
    assert "Line 19" in words(left_out)
    assert not manuscripts.manuscripts()

    show(ada)
    ada.follow(CHANGE)
    page = ada.press("Show what would change", objective="wash", level="application", objective_1="")
    assert "New drafts 4" in words(page)
    assert not manuscripts.manuscripts()
    page = ada.press("Import 4 questions")
    assert "4 new drafts and 0 changes came into" in words(page)

    foam, number, without_key = newest("foam"), newest("number"), newest("open")
    assert (foam.number, foam.origin, foam.document["objective"], foam.document["level"]) == (
        1,
        f"batch {db.session.scalar(select(QuestionBatch.id))}",
        "wash",
        "application",
    )
    assert foam.document["options"][0] == {"text": "soap", "key": True, "why": "It does."}
    assert "passage" not in foam.document
    assert "why" not in number.document  # the file gives no reason, and nothing stands in for one
    assert not any(one.get("key") for one in without_key.document["options"])
    assert manuscripts.states(foam.part)[-1] == "draft"
    assert trail()[-1] == "questions.imported"
    page = ada.follow("Foam")  # to its own page
    assert "What makes foam?" in words(page)

    listed = ada.open("/imports/")
    assert "4 new, 0 changed, into" in words(listed)
    assert "4 new drafts" in words(educators.ben.open("/imports/1/"))
    educators.practitioner.open("/imports/", status=403)
    ada.open("/imports/99/", status=404)


def test_the_same_file_again_changes_only_what_has_changed(educators):
    ada = educators.ada
    send(ada, GIFT)
    show(ada)
    ada.press("Import 4 questions")
    page = send(ada, GIFT)
    assert "The very same file was imported before" in words(page)
    chosen = ada.follow("Choose where they go").select_one("[name=target] option[selected]")
    assert chosen["value"] == "manuscript 1", "where it went the last time"
    page = ada.press("Show what would change")
    assert "New drafts 0 Changed since they came 0 Unchanged 4" in words(page)
    assert "There is nothing to import" in words(page)
    page = ada.press("Drop the file")
    assert "is dropped" in words(page)

    authoring.save(
        person("Ben Lund"), newest("truth").part, newest("truth").document | {"stem": "Rubbing takes long."}, 1
    )
    db.session.commit()
    later = GIFT.replace("What makes foam?", "What foams?").replace("It does not.", "It never does.")
    later += "\n\n// [id:Late]\nWhat is late?{=this ~that}\n"
    send(ada, later)
    page = show(ada, target="manuscript 1")
    assert "New drafts 1 Changed since they came 1 Unchanged 3" in words(page)
    changed = words(ada.follow("1 Changed").select_one(".import-list"))
    assert "What would change" in changed
    assert "[removed: makes foam?] [added: foams?]" in changed.replace("  ", " ") or "foams" in changed
    ada.press("Import 2 questions")
    assert newest("foam").number == 2
    assert newest("foam").document["stem"] == "What foams?"
    assert newest("foam").document["options"][1]["why"] == "It never does."
    assert newest("truth").document["stem"] == "Rubbing takes long."  # written here; the file says what it said before


def test_an_import_is_undone_as_one_but_for_what_others_made_of_it(educators):
    ada = educators.ada
    send(ada, GIFT)
    show(ada)
    ada.press("Import 4 questions")
    send(
        ada, GIFT.replace("What makes foam?", "What foams?").replace("#20:5", "#30:5") + "\n\n//[id:late]\nX?{=a ~b}\n"
    )
    show(ada, target="manuscript 1")
    ada.press("Import 3 questions")
    authoring.save(person("Ben Lund"), newest("number").part, newest("number").document | {"unit": "seconds"}, 2)
    db.session.commit()
    page = ada.press("Undo this import")
    assert "Not all could be undone. 1 question: Somebody has edited it meanwhile." in words(page)
    assert newest("foam").document["stem"] == "What makes foam?"
    assert (newest("foam").number, newest("foam").origin) == (3, "batch 2 undone")
    assert manuscripts.states(newest("late").part)[-1] == "retired"
    assert (newest("number").document["value"], newest("number").document["unit"]) == (30.0, "seconds")
    assert trail()[-1] == "questions.import_undone"
    ada.post("/imports/2/undoing", status=409)
    ada.open("/imports/1/")
    page = ada.press("Undo this import")
    assert "Not all could be undone. 1 question: Somebody has edited it meanwhile." in words(page)  # the number's unit
    assert manuscripts.states(newest("foam").part)[-1] == "retired"  # it says again what the first import said
    db.session.rollback()

    send(ada, "//[id:late]\nX?{=a ~b}\n")
    page = show(ada, target="manuscript 1")
    assert "Changed since they came 1" in words(page)
    ada.press("Import 1 question")
    assert manuscripts.states(newest("late").part)[-1] == "draft"


@pytest.mark.sqlite
def test_a_large_file_is_read_imported_and_undone_by_the_worker_in_lots(educators, monkeypatch):
    many = "\n\n".join(f"//[id:q-{one}]\n::Question {one}::What is {one}?{{=this {one} ~that}}" for one in range(30))
    monkeypatch.setattr(rules, "LARGE", 100)
    monkeypatch.setattr(rules, "LONG", 10)
    monkeypatch.setattr(actions, "AT_ONCE", 12)
    ada = educators.ada
    page = send(ada, many, "many.gift")
    assert "30 questions in GIFT" in words(page)
    show(ada, target="new", slug="many", title="Many things")
    page = ada.press("Import 30 questions")
    assert "30 new drafts" in words(page)
    assert db.session.scalar(select(func.count()).select_from(PartVersion).filter_by(origin="batch 1")) == 30
    page = ada.press("Undo this import")
    assert "This import was undone." in words(page)
    retired = select(func.count()).select_from(PartVersion).filter_by(retired=True)
    assert db.session.scalar(retired) == 30


class Killed(BaseException):
    """What no `except Exception` sees, like the end of a process."""


def one_lot_then_death(batch, some=actions.import_some):
    if batch.lines_done:
        raise Killed
    return some(batch)


@pytest.mark.sqlite
def test_a_worker_that_dies_goes_on_where_it_was(educators, monkeypatch):
    monkeypatch.setattr(actions, "AT_ONCE", 2)
    send(educators.ada, GIFT)
    show(educators.ada)
    batch = there(queries.batch(1))
    actions.confirm(person("Ada Okafor"), batch, rules.mapping_of(there(batch.mapping)))
    db.session.commit()
    with monkeypatch.context() as patch:
        patch.setattr(actions, "import_some", one_lot_then_death)
        with pytest.raises(Killed):
            tasks.carry_on()
    db.session.rollback()
    page = educators.ada.open("/imports/1/")
    assert "2 of 4 questions imported" in words(page)
    batch.taken_at = None
    db.session.commit()
    tasks.carry_on()
    assert batch.finished_at
    assert db.session.scalar(select(func.count()).where(QuestionLine.part_version_id.is_not(None))) == 4


@pytest.mark.sqlite
def test_what_cannot_be_done_is_said_beside_the_field(educators):
    ada = educators.ada
    ada.open("/imports/")
    assert "Choose a file, or paste a text" in words(ada.press("Read the questions", status=422))
    both = {"paste": "1. A?\na) b*\n", "upload": (io.BytesIO(b"x"), "a.gift")}
    assert "Give one of the two" in words(ada.press("Read the questions", status=422, **both))
    page = send(ada, "<svg/>", "picture.svg")
    assert "0 questions" in words(page)
    assert "holds no questions that are read here" in words(page)
    ada.press("Drop the file")

    page = send(ada, CLOZE, "gaps.xml")
    assert "Line 1, text with gaps" in words(page)
    shown = [words(one) for one in page.select(".import-answers > li")]
    assert shown == ["Gap 1: Right: soap", "Gap 1: sand", "Gap 2: Right: 20"]
    ada.press("Drop the file")

    ada.press("Read the questions", paste="1. What foams?\na) soap *\nb) sand\n")
    ada.follow("Choose where they go")
    page = ada.press("Show what would change", status=422, target="new")
    assert "Give the new module a short name" in words(page)
    page = ada.press("Show what would change", status=422, target="new", slug="hands")
    assert "There is hands already" in words(page)
    assert not db.session.scalar(select(QuestionBatch).where(QuestionBatch.file_name != "pasted text"))


def person(name: str) -> Person:
    return db.session.scalars(select(Person).filter_by(name=name)).one()


@pytest.mark.sqlite
def test_the_pages_ask_little_of_the_database(educators, statements):
    """However many questions there are: the first 50 come at once."""
    many = "\n\n".join(f"//[id:q-{one}]\n::Question {one}::What is {one}?{{=this {one} ~that}}" for one in range(120))
    ada = educators.ada
    send(ada, many, "many.gift")
    show(ada, target="new", slug="many", title="Many things")
    ada.press("Import 120 questions")
    send(ada, many.replace("What is", "What was"), "many.gift")
    show(ada, target="manuscript 1")
    send(ada, many + "\n\nWhich?{=a ~b" * 60, "more.gift")
    educators.ada.open("/imports/")
    for address in (
        "/imports/",
        "/imports/1/?show=new",
        "/imports/2/?show=changed",
        "/imports/2/mapping",
        "/imports/3/?show=questions",
        "/imports/3/?show=left-out",
        "/exports/?of=manuscript+1&format=aiken",
    ):
        with statements() as seen:
            page = ada.open(address)
        assert len(seen) < 8, (address, seen)
        assert len(page.select(".import-list > li")) in {0, 50}


@pytest.mark.sqlite
def test_who_sent_a_file_imports_it_and_so_is_the_author(educators):
    """Otherwise somebody else could, and the one whose words they are could review them."""
    send(educators.ada, GIFT)
    show(educators.ada)
    page = educators.ben.open("/imports/1/")
    assert "Ada Okafor sent this file, so it is theirs to import." in words(page)
    page = educators.ben.post("/imports/1/confirmation", status=409)
    assert "Ada Okafor sent this file and confirms it." in words(page)
    educators.ada.open("/imports/1/")
    assert "4 new drafts" in words(educators.ada.press("Import 4 questions"))
    assert {one.author.name for one in db.session.scalars(select(PartVersion).filter_by(origin="batch 1"))} == {
        "Ada Okafor"
    }
