"""What was published in the workbench is not undone by older files when the server starts next."""

import pytest
from sqlalchemy import select

from tests.banks.builders import change, live, live_version, load, sound_bank
from tests.browser import words
from tests.builders import make_clinic, make_person, there
from trainer.banks import loading
from trainer.banks.authoring import actions, queries
from trainer.banks.authoring.models import PartVersion, Review
from trainer.banks.authoring.parts import module_of
from trainer.banks.authoring.publishing import actions as publishing
from trainer.banks.authoring.standings import read_versions
from trainer.clock import now
from trainer.db import db
from trainer.trail import Event


def publish_in_the_workbench(stem: str) -> None:
    clinic = make_clinic()
    author, reviewer = make_person("educator", clinic), make_person("educator", clinic)
    manuscript = actions.open_manuscript(author, live_version(), "hands", "About hands")
    part = there(queries.part_called(manuscript, "item", "one"))
    version = actions.save(author, part, queries.newest_version(part).document | {"stem": stem}, 1)
    assert isinstance(version, PartVersion)
    actions.submit(author, version)
    db.session.add(
        Review(part_version=version, number=1, reviewer=reviewer, approves=True, words="", reviewed_at=now())
    )
    db.session.flush()
    publishing.publish(author, manuscript, module_of("hands", queries.pieces_to_publish(read_versions(manuscript.id))))
    db.session.commit()


@pytest.mark.both
def test_older_files_leave_what_the_workbench_published_alone_and_say_so(app, browser, tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    load(root)
    publish_in_the_workbench("What then of one?")
    assert (live_version().number, live().by_slug["one"].item.stem) == (2, "What then of one?")

    report = load(root)
    assert (report.published, report.unchanged) == ([], ["feet 1"])
    assert report.held == [
        "hands: version 2 was published in the workbench, and these files say what version 1 said. Nothing was "
        "published. Write the live version into them with `banks write hands`, or load them all the same with "
        "`banks load --replace`."
    ]
    change(root / "hands" / "items.yaml", "What about two?", "What then of two?")
    assert "these files say something else" in load(root).held[0]
    assert live_version().number == 2

    told = app.test_cli_runner().invoke(args=["banks", "load", str(root)])
    assert "held back hands: version 2 was published in the workbench" in told.output
    assert "published hands 3" in app.test_cli_runner().invoke(args=["banks", "load", str(root), "--replace"]).output
    db.session.rollback()
    assert live().by_slug["one"].item.stem == "What about one?"
    lines = [one.sentence for one in db.session.scalars(select(Event).where(Event.name == "module.loaded"))]
    assert lines == ["took version 3 of About hands, which is written on the workbench, from files: not reviewed here"]
    clinic = make_clinic()
    page = browser.sign_in(make_person("educator", clinic)).open("/banks/hands/")
    assert "Version 3 came by files, over what had been approved on the workbench" in words(page.main)
    came = [words(one.select("p")[1]) for one in page.select("#versions ~ .timeline > li")]
    assert [one.split(":")[0] for one in came] == ["From files", "From the workbench", "From files"]
    page = browser.sign_in(make_person("director", clinic)).open(f"/clinics/{clinic.slug}/modules/hands/adoption")
    assert "How it came From files: no educator reviewed it here" in words(page.main)

    change(root / "hands" / "items.yaml", "What then of two?", "What about two?")
    assert load(root).published == ["hands 4"], "after that files are taken back as they always were"


def test_files_that_say_what_the_workbench_published_are_no_news(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    publish_in_the_workbench("What then of one?")
    change(root / "hands" / "items.yaml", "What about one?", "What then of one?")
    report = loading.load_all(root)
    assert (report.published, report.unchanged, report.held) == ([], ["hands 2"], [])
