"""A manuscript goes live: what was approved, through the check of the files, and nothing else."""

from io import BytesIO
from zipfile import ZipFile

from sqlalchemy import select

from tests.banks.builders import change, live, live_version, load, sound_bank
from tests.banks.publishing.builders import approve, stems, texts
from tests.banks.reviewing.builders import (
    approve_unchecked,
    make_manuscript,
    review,
    state,
    submit,
    write,
)
from tests.browser import words
from tests.builders import there
from trainer.banks.authoring import actions, writing_back
from trainer.banks.authoring.models import Publication
from trainer.banks.authoring.publishing import making, queries
from trainer.banks.loading import load_all, read_module
from trainer.db import db
from trainer.trail import Event


def test_only_what_was_approved_goes_live(desk, manuscript):
    here = f"/manuscripts/{manuscript.id}/publication"
    one = write(desk.ada, manuscript, "one", stem="What about number one?")
    two = write(desk.ada, manuscript, "two", stem="What about number two?")
    three = write(desk.ada, manuscript, "three", stem="A third, not yet handed in?")
    new = actions.add_part(
        desk.ada,
        manuscript,
        "item",
        "five",
        {
            "kind": "true or false",
            "objective": "wash",
            "level": "recall",
            "passage": "rub",
            "facts": ["F-1"],
            "stem": "Hand rub is rubbed for twenty seconds.",
            "answer": True,
            "why_true": "The passage says so.",
            "why_false": "The passage says twenty.",
        },
    )
    db.session.commit()
    approve(desk, one)
    submit(desk.ada, two, new)
    page = desk.author.open(here)
    assert words(page.h1) == "Publish About hands"
    assert texts(page, ".review-problems li") == [
        "Item two: Version 2 waits for a reviewer; version 1 goes live. Look at it: item two",
        "Item three: Version 2 is a draft nobody handed in; version 1 goes live. Look at it: item three",
        "Item five: Version 1 waits for a reviewer; nothing of it goes live. Look at it: item five",
    ]
    page = desk.author.press("Publish version 2")
    assert "Version 2 of About hands is live." in words(page.main)
    assert stems() == {
        "one": "What about number one?",
        "two": "What about two?",
        "three": "What about three?",
        "four": "What about four?",
    }
    (row,) = db.session.scalars(select(Publication))
    assert (row.module_version_id, row.published_by_id) == (live_version().id, desk.ada.id)
    lines = [line.sentence for line in db.session.scalars(select(Event).filter_by(name="manuscript.published"))]
    assert lines == ["published About hands, version 2, from the manuscript About hands"]
    assert [state(version) for version in (one, two, three)] == ["published", "in review", "draft"]
    desk.reviewer.open(f"/reviews/{one.id}/")
    desk.reviewer.post(f"/reviews/{one.id}/return", status=409, seen=1, words="Too late.")
    # nothing new is approved: it is said what is missing, and neither page offers to publish
    page = desk.author.open(here)
    assert "Nothing was approved since this was last published" in words(page.select_one(".lead"))
    assert texts(page, "#missing + ul li") == [
        "1 draft to hand in, in the manuscript .",
        "2 parts for somebody else to review .",
    ]
    assert not [name for name in texts(page, "button") if name.startswith("Publish")]
    desk.author.post(here, status=409, live=2)
    page = desk.author.open(f"/manuscripts/{manuscript.id}/")
    assert ("Publish" in texts(page, "a"), "What publishing needs" in texts(page, "a")) == (False, True)
    review(desk.bo, new)
    assert "Publish" in texts(desk.author.open(f"/manuscripts/{manuscript.id}/"), "a")
    desk.author.open(here)
    desk.author.press("Publish version 3")
    assert stems()["five"] == "Hand rub is rubbed for twenty seconds."
    same = [write(desk.ada, manuscript, "one", stem=stem) for stem in ("What else?", "What about number one?")]
    approve(desk, same[-1])
    desk.author.open(here)
    page = desk.author.press("Publish version 4")
    assert "says just this already: version 3 stays" in words(page.main)


def test_what_is_in_the_way_leads_to_its_part(desk, manuscript):
    assert [(one.part, one.message) for one in making.made("none", []).problems] == [
        (("about", "about"), "No version of it is approved yet."),
        (("policy", "policy"), "No version of it is approved yet."),
    ], "once, not for each of its fields"
    approve(desk, write(desk.ada, manuscript, "blueprint", "blueprint", wash={"recall": 9, "application": 1}))
    for flawed in (
        write(desk.ada, manuscript, "one", passage="gone"),
        write(desk.ada, manuscript, "hand", "figure", text="<svg/>"),
    ):
        approve_unchecked(desk.bo, flawed)
    page = desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    assert "Publish version 2" not in texts(page, "button")
    problems = texts(page, ".review-problems li")
    assert any(text.startswith("Item one: Item one points at passage gone") for text in problems)
    assert any(text.startswith("Blueprint: A form draws 9 items of wash") for text in problems)
    assert any(text.startswith("Figure hand: This is not an SVG drawing") for text in problems)
    page = desk.author.follow("Item one")
    assert "one" in words(page.h1)
    desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    desk.author.post(f"/manuscripts/{manuscript.id}/publication", status=422, live=1)
    assert live_version().number == 1
    riddle = actions.add_part(desk.ada, manuscript, "item", "riddle", {"kind": "riddle", "stem": "?"})
    approve_unchecked(desk.bo, riddle)
    approve_unchecked(desk.bo, write(desk.ada, manuscript, "one", options=[], stem=""))
    page = desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    problems = texts(page, ".review-problems li")
    assert any(text.startswith("Item riddle: ") for text in problems)
    assert any(text.startswith("Item one: “stem”: it is empty.") for text in problems)
    desk.author.open(f"/manuscripts/{manuscript.id}/files.zip", status=409)


def test_a_retired_item_is_asked_no_more_and_its_past_stays(desk, manuscript):
    before = live()
    four = write(desk.ada, manuscript, "four", retired=True)
    page = desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    assert "Item four: Version 2 is a draft nobody handed in; version 1 goes live." in texts(page, "main")[0]
    approve(desk, four)
    desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    desk.author.press("Publish version 2")
    now = live()
    assert [one.item.id for one in now.items if one.item.use != "retired"] == ["one", "two", "three"]
    assert before.by_slug["four"].item.use == "practice"
    assert state(four) == "retired"


def test_a_first_version_of_a_new_module(desk, tmp_path):
    load(sound_bank(tmp_path, "hands"))
    new = actions.open_manuscript(desk.ada, None, "feet", "Clean feet")
    db.session.commit()
    page = desk.author.open(f"/manuscripts/{new.id}/publication")
    assert "What is in the way" in words(page.main)
    assert words(page.select_one(".lead")).startswith("Nothing of it is approved yet")
    desk.author.open(f"/manuscripts/{new.id + 1}/publication", status=404)
    desk.author.open(f"/manuscripts/{new.id + 1}/files.zip", status=404)


def test_published_in_the_browser_written_back_and_read_again(app, desk, manuscript, tmp_path):
    approve(desk, write(desk.ada, manuscript, "one", stem="No: 12:30, “yes” #1?"))
    desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    desk.author.press("Publish version 2")
    root = tmp_path / "banks"
    text = (root / "hands" / "items.yaml").read_text()
    run = app.test_cli_runner().invoke
    result = run(args=["banks", "write", "hands", "--to", str(root)])
    assert result.exit_code == 0, result.output
    assert result.stdout.splitlines()[:2] == ["written hands/items.yaml", "written hands/module.yaml"]
    assert "hands 2: 2 files changed" in result.stdout
    written = (root / "hands" / "items.yaml").read_text()
    assert written.partition("- id: two")[2] == text.partition("- id: two")[2]
    report = load_all(root)
    assert (report.published, report.unchanged) == ([], ["hands 2"])
    db.session.rollback()
    assert run(args=["banks", "write", "hands", "--to", str(root)]).stdout.startswith("hands 2: 0 files changed")
    files_and_workbench_take_turns(app, desk, manuscript, root)
    result = run(args=["banks", "write", "hands", "--to", str(tmp_path / "old"), "--version", "1"])
    assert result.exit_code == 0, result.output
    before = read_module(tmp_path / "old" / "hands", tmp_path / "old").module
    assert before is not None
    assert before.items[0].stem == "What about one?"
    for words_, message in (
        (["hands", "--version", "7"], "There is no hands 7 that was published."),
        (["feet"], "There is no feet that was published."),
    ):
        result = run(args=["banks", "write", *words_, "--to", str(root)])
        assert (result.exit_code, message in result.output) == (1, True)

    desk.author.open("/banks/hands/files.zip")
    assert desk.author.response.headers["Content-Disposition"] == "attachment; filename=hands-4.zip"
    with ZipFile(BytesIO(desk.author.response.data)) as archive:
        archive.extractall(tmp_path / "zip")
    report = load_all(tmp_path / "zip")
    assert (report.published, report.unchanged) == ([], ["hands 4"])
    db.session.rollback()
    desk.author.open(f"/manuscripts/{manuscript.id}/files.zip")
    with ZipFile(BytesIO(desk.author.response.data)) as archive:
        assert "No: 12:30, “yes” #1?" in archive.read("hands/items.yaml").decode()


def files_and_workbench_take_turns(app, desk, manuscript, root):
    """What was written and then edited by hand is loaded; what was edited on both sides is lost on neither."""
    run, items = app.test_cli_runner().invoke, root / "hands" / "items.yaml"
    change(items, "What about two?", "What about both?")
    refused = run(args=["banks", "write", "hands", "--to", str(root)])
    assert (refused.exit_code, "say what was never published (items two)" in refused.output) == (1, True)
    assert "What about both?" in items.read_text()
    assert (load_all(root).published, load_all(root).held) == (["hands 3"], [])
    db.session.commit()
    approve(desk, write(desk.ada, manuscript, "three", stem="What about all three?"))
    desk.author.open(f"/manuscripts/{manuscript.id}/publication")
    desk.author.press("Publish version 4", over="y")
    (held,) = load_all(root).held
    assert "these files say what version 3 said" in held
    change(items, "What about both?", "What about the two?")
    (held,) = load_all(root).held
    assert "these files were written from version 2 and edited since. Nothing was published. Write the live" in held
    assert run(args=["banks", "write", "hands", "--to", str(root)]).exit_code == 1
    assert run(args=["banks", "write", "hands", "--to", str(root), "--replace"]).exit_code == 0
    assert "# Written from version 4, as published" in (root / "hands" / "module.yaml").read_text()
    assert load_all(root).unchanged == ["hands 4"]
    db.session.rollback()


def test_a_module_with_cases_and_models_comes_back_from_a_manuscript_as_it_was(desk, tmp_path):
    """Begun from a shipped module and published at once, it says just what it said."""
    root = sound_bank(tmp_path, "hands")
    new = make_manuscript(desk.ada, tmp_path / "more", "other")
    made = making.made("other", there(queries.Pile.of(new.id)).pieces)
    assert writing_back.content_hash(there(made.module)) == live_version("other").content_hash
    page = desk.author.open(f"/manuscripts/{new.id}/publication")
    assert "Every part reads as it was published." in words(page.main)
    assert root.is_dir()


def test_differences_of_published_versions(desk, manuscript, tmp_path):
    desk.author.open("/banks/hands/differences/")
    assert "Choose two published versions" in words(desk.author.page.main)
    change(tmp_path / "banks" / "hands" / "material.md", "*twenty*", "*thirty*")
    load(tmp_path / "banks")
    page = desk.author.open("/banks/hands/differences/")
    assert texts(page, "main h2") == ["Article Changed"]
    assert texts(page, ".review-pair h3") == ["Passage rub"]
    desk.author.open("/banks/hands/differences/?from=1&to=5", status=404)
    desk.author.open("/banks/feet/differences/", status=404)
    assert texts(page, "del") == ["[removed: *twenty* ]"]
