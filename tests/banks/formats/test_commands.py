"""`banks import` and `banks export`: one story, from a file of another product into a module and out again."""

import json

import pytest
import yaml

from tests.banks.builders import load, sound_bank
from tests.banks.test_cli import run
from trainer.banks import loading

GIFT = """\
$CATEGORY: hands

// [id:Foam] [tag:wash] [tag:application]
::Foam::What makes foam?{=soap#It does. ~sand#It does not. ~oil}

Rubbing is quick.{T#No.#Yes.####So it is.}

Write about hands.{}

Which?{=a ~b
"""


@pytest.fixture
def root(app, tmp_path):
    app.config["QUESTION_BANKS"] = sound_bank(tmp_path)
    return app.config["QUESTION_BANKS"]


def drafts(root) -> list[dict]:
    return [
        entry for file in sorted((root / "hands").glob("drafts-*.yaml")) for entry in yaml.safe_load(file.read_text())
    ]


@pytest.mark.sqlite
def test_from_a_file_into_a_module_and_out_again(app, root, tmp_path):
    file = tmp_path / "hands.gift"
    file.write_text(GIFT)

    missing = run(app, "import", tmp_path, "--json")
    assert (missing.exit_code, len(json.loads(missing.stdout)["errors"])) == (1, 1)
    result = run(app, "import", file, "--json")
    said = json.loads(result.stdout)
    assert result.exit_code == 0
    assert said.keys() == {"format", "questions", "skipped", "errors"}
    assert said["questions"][0] == {
        "type": "multichoice",
        "title": "Foam",
        "stem": "What makes foam?",
        "answers": [
            {"text": "soap", "fraction": 1.0, "feedback": "It does.", "tolerance": None},
            {"text": "sand", "fraction": 0.0, "feedback": "It does not.", "tolerance": None},
            {"text": "oil", "fraction": 0.0, "feedback": "", "tolerance": None},
        ],
        "pairs": [],
        "general_feedback": "",
        "tags": ["wash", "application"],
        "id": "Foam",
        "line": 4,
        "warnings": [],
    }
    assert [(one["line"], one["type"]) for one in said["skipped"]] == [(1, "category"), (8, "essay")]
    assert [one["line"] for one in said["errors"]] == [10]

    dry = run(app, "import", file, "--into", "hands", "--dry-run")
    assert "2 drafts would be added" in dry.stderr
    assert "left out: 1 essay" in dry.stdout
    assert not drafts(root)

    run(app, "import", file, "--into", "hands", "--json")
    foam, truth = drafts(root)
    assert (foam["id"], foam["objective"], foam["level"], foam["facts"]) == (
        "foam",
        "wash",
        "application",
        ["to-be-chosen"],
    )
    assert foam["draft"] == {"generator": "import from gift", "quote": "What makes foam?", "decision": "open"}
    assert (truth["answer"], truth["why_true"], truth["why_false"]) == (True, "Yes.", "No.")
    checked = loading.read_module(root / "hands", root)
    assert not checked.faults
    assert [row.item.id for row in checked.drafts if row.is_open] == [foam["id"], truth["id"]]

    again = run(app, "import", file, "--into", "hands")
    assert "0 drafts added to hands, 2 unchanged" in again.stderr
    assert len(list((root / "hands").glob("drafts-*.yaml"))) == 1
    file.write_text(GIFT.replace("What makes foam?", "What foams?"))
    changed = run(app, "import", file, "--into", "hands")
    assert "changed since it was imported, added beside the old one: foam" in changed.stderr
    assert len(drafts(root)) == 3

    out = tmp_path / "out.gift"
    assert "4 of 4 questions" in run(app, "export", "hands", "--format", "gift", "-o", out).stdout
    back = run(app, "import", out, "--into", "hands")
    assert "0 drafts added to hands, 4 unchanged" in back.stderr


@pytest.mark.sqlite
def test_a_published_module_is_exported_as_it_was_published(app, root, tmp_path):
    load(root)
    file = root / "hands" / "items.yaml"
    file.write_text(file.read_text().replace("What about one?", "What of one?"))
    assert run(app, "export", "hands", "--format", "yaml", "-o", tmp_path / "out.yaml").exit_code == 0
    assert "What about one?" in (tmp_path / "out.yaml").read_text()


@pytest.mark.sqlite
def test_what_cannot_be_done_is_said(app, root, tmp_path):
    empty = tmp_path / "empty.txt"
    empty.write_text("\n")
    assert run(app, "import", empty).exit_code == 1
    assert "There is no module nowhere" in run(app, "import", empty, "--into", "nowhere").stderr
    assert "There is no module ../hands" in run(app, "import", empty, "--into", "../hands").stderr
    assert "No such file" in run(app, "import", tmp_path / "none.gift").stderr
    assert "There is no module nowhere" in run(app, "export", "nowhere", "--format", "gift", "-o", empty).stderr
