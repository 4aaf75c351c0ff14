"""`banks import FILE --into MODULE`: the questions stand in the module's manuscript, as the browser would put them."""

import json

import pytest
from sqlalchemy import func, select

from tests.banks.builders import load, sound_bank
from tests.banks.test_cli import run
from tests.builders import make_clinic, make_person, there
from trainer.banks.authoring import queries
from trainer.banks.authoring.models import Manuscript, PartVersion
from trainer.banks.exchange import tasks, undoing
from trainer.banks.exchange.models import QuestionBatch
from trainer.db import db

GIFT = """\
// [id:Foam] [tag:wash]
::Foam::What makes foam?{=soap#It does. ~sand#It does not. ~oil}

// [id:Truth]
Soap foams.{T}
"""


def test_a_file_comes_into_the_manuscript_and_is_taken_back(app, tmp_path):
    root = sound_bank(tmp_path)
    app.config["QUESTION_BANKS"] = root
    load(root)
    clinic = make_clinic()
    ada, bo = make_person("educator", clinic), make_person("educator", clinic)
    pat = make_person("practitioner", clinic)
    file = tmp_path / "hands.gift"
    file.write_text(GIFT)

    def brought(*more) -> str:
        db.session.rollback()
        result = run(app, "import", file, "--into", "hands", *more)
        assert result.exit_code == 0, result.output
        db.session.expire_all()
        return result.stderr

    def newest(slug: str) -> PartVersion:
        manuscript = there(queries.open_manuscript_of("hands"))
        return there(queries.newest_version(there(queries.part_called(manuscript, "item", slug))))

    before = sorted(path.name for path in root.rglob("*"))
    assert "2 new drafts, 0 changed, 0 unchanged in About hands; nothing was written." in brought("--dry-run")
    assert db.session.scalar(select(func.count(Manuscript.id))) == 0
    assert db.session.scalar(select(func.count(QuestionBatch.id))) == 0
    assert "is no educator" in run(app, "import", file, "--into", "hands", "--by", pat.email).stderr

    said = brought("--by", bo.email, "--json")
    assert f"2 new drafts, 0 changed, 0 unchanged in the manuscript About hands, as drafts of {bo.name}." in said
    foam = newest("foam")
    assert (foam.author_id, foam.document["objective"], queries.states(foam.part)) == (bo.id, "wash", ["draft"])
    assert sorted(path.name for path in root.rglob("*")) == before
    assert "0 new drafts, 0 changed, 2 unchanged in About hands; nothing was written." in brought()

    file.write_text(GIFT.replace("What makes foam?", "What foams?"))
    document = json.loads(run(app, "import", file, "--into", "hands", "--json").stdout)
    assert document.keys() == {"format", "questions", "skipped", "errors"}
    db.session.expire_all()
    foam = newest("foam")
    assert (foam.number, foam.document["stem"], foam.author_id) == (2, "What foams?", bo.id), (
        "who began it, unless said"
    )

    batch = db.session.get_one(QuestionBatch, 1)
    undoing.ask_to_undo(ada, batch)
    tasks.long_work.work(batch)
    assert newest("truth").retired


@pytest.mark.sqlite
def test_where_nobody_could_own_them_they_are_files(app, tmp_path):
    """The module was published, and no educator is there yet."""
    app.config["QUESTION_BANKS"] = sound_bank(tmp_path)
    load(tmp_path / "banks")
    (tmp_path / "hands.gift").write_text(GIFT)
    result = run(app, "import", tmp_path / "hands.gift", "--into", "hands")
    assert "2 drafts added to hands" in result.stderr
