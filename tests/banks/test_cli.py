import json
from hashlib import sha256

import pytest

from tests.banks.builders import change, live_version, sound_bank


def run(app, *words):
    return app.test_cli_runner().invoke(args=["banks", *map(str, words)])


def test_check_as_json(app, tmp_path):
    root = sound_bank(tmp_path)
    result = run(app, "check", root, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    (module,) = said.pop("modules")
    assert said == {
        "ok": True,
        "credentials": [],
        "jurisdictions": [],
        "variants_proven": 0,
        "findings": [],
        "faults": [],
        "waivers": [],
        "stale": {"compared": True, "reason": "", "modules": []},
    }
    assert module.pop("passages")["rub"] == sha256(b"Rub for twenty seconds .").hexdigest()
    assert module == {
        "slug": "hands",
        "title": "About hands",
        "ok": True,
        "facts": 3,
        "sources": 2,
        "figures": 1,
        "items": {"scored": 3, "practice": 1, "retired": 0},
        "single_items": 3,
        "variants": 0,
        "kinds": {"single best answer": 3},
        "levels": {"recall": 1, "application": 1, "judgment": 1},
        "safety_critical_items": 1,
        "models": [],
        "variants_proven": 0,
        "form_length": 3,
        "coverage": [
            {"objective": "wash", "level": "recall", "drawn": 1, "there": 1, "together": 1},
            {"objective": "wash", "level": "application", "drawn": 1, "there": 1, "together": 1},
            {"objective": "stop", "level": "judgment", "drawn": 1, "there": 1, "together": 1},
        ],
        "gaps": [],
        "forms_apart": 1,
        "key_position": {
            "items": 3,
            "places": module["key_position"]["places"],
            "chi_square": 0.0,
            "degrees": 0,
            "chance": 1.0,
        },
        "longest_key": {"items": 3, "longest": 0, "expected": 0, "chance": 1.0},
        "drafts": {"open": 0, "accepted": 0, "rejected": 0},
    }


def test_check_as_json_tells_bad_writing_from_other_faults(app, tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "items.yaml", "What about one?", "Which of these is not right?")
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    said = json.loads(run(app, "check", root, "--json").stdout)
    assert said["ok"] is False
    assert [(one["rule"], one["line"]) for one in said["findings"]] == [("negative-stem", 7)]
    assert all(said["findings"][0][field] for field in ("source", "file", "message", "mend"))
    assert [one["rule"] for one in said["faults"]] == ["unknown-objective"]
    assert [module["ok"] for module in said["modules"]] == [False]


def test_check_as_json_names_gaps_and_waivers(app, tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "module.yaml", "wash: {recall: 1", "wash: {recall: 4")
    waiver = "  waivers:\n    - {rule: negative-stem, reason: It asks for what to leave out., by: Ada Example}\n"
    change(
        root / "hands" / "items.yaml", "  stem: What about one?\n", f"{waiver}  stem: Which of these is not right?\n"
    )
    said = json.loads(run(app, "check", root, "--json").stdout)
    assert said["modules"][0]["gaps"] == [{"objective": "wash", "level": "recall", "wanted": 4, "there": 1}]
    assert said["modules"][0]["forms_apart"] == 0
    (waived,) = said["waivers"]
    assert (waived["item"], waived["rule"], waived["by"]) == ("one", "negative-stem", "Ada Example")
    assert waived["reason"] == "It asks for what to leave out."


def test_check_as_json_says_what_was_proven_of_each_model(app, tmp_path):
    said = json.loads(run(app, "check", app.config["QUESTION_BANKS"] / "pneumothorax-risk", "--json").stdout)
    (module,) = said["modules"]
    assert said["variants_proven"] == module["variants_proven"] == sum(model["proven"] for model in module["models"])
    for model in module["models"]:
        assert model["title"]
        assert 20 <= model["decisions"] <= model["proven"] <= model["looked_at"] <= model["space"]
        assert model["sampled"] == (model["space"] > 20_000)
        assert 0 < model["published"] <= model["proven"]
    assert module["variants"] == sum(model["published"] for model in module["models"])


def test_check_as_json_with_a_fault(app, tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    result = run(app, "check", root, "--json")
    assert result.exit_code == 1
    said = json.loads(result.stdout)
    assert said["ok"] is False
    assert said["faults"] == [
        {
            "file": "hands/items.yaml",
            "line": 3,
            "rule": "unknown-objective",
            "message": "Item one serves dry, which module.yaml does not have.",
            "mend": "Use one of: wash, stop.",
            "source": "",
        }
    ]


def test_check_in_words(app, tmp_path):
    root = sound_bank(tmp_path)
    assert run(app, "check", root).stdout.splitlines() == [
        "hands: 3 single items, 0 variants of 0 models (0 proven), 1 for practice; 3 facts, 2 sources",
        "  A form draws 3; forms that share no item: 1.",
        "No faults.",
    ]
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    result = run(app, "check", root)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("hands/items.yaml:3: unknown-objective: Item one serves dry")
    assert result.stdout.splitlines()[-1] == "1 fault"


def test_check_changes_nothing(app, tmp_path):
    run(app, "check", sound_bank(tmp_path))
    assert run(app, "load", tmp_path / "banks").stdout == "published hands 1\n"


@pytest.mark.sqlite
def test_check_without_a_path_looks_at_the_shipped_banks_and_finds_no_fault(app):
    result = run(app, "check")
    assert (result.exit_code, result.stderr) == (0, "")


def test_load_publishes_what_is_sound_and_names_the_rest(app, tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    change(root / "feet" / "items.yaml", "objective: wash", "objective: dry")
    result = run(app, "load", root)
    assert result.exit_code == 1
    assert result.stdout == "published hands 1\n"
    assert "feet/items.yaml:3: unknown-objective" in result.stderr
    assert live_version("hands").number == 1
    assert run(app, "load", root).stdout == "unchanged hands 1\n"


def test_a_folder_that_is_not_there(app, tmp_path):
    result = run(app, "check", tmp_path / "nowhere", "--json")
    assert result.exit_code == 1
    assert [fault["rule"] for fault in json.loads(result.stdout)["faults"]] == ["missing"]


@pytest.mark.sqlite
def test_without_a_database_nothing_is_loaded_and_it_says_how_to_make_one(fresh, tmp_path):
    with fresh.app_context():
        result = run(fresh, "load", sound_bank(tmp_path))
    assert result.exit_code == 1
    assert "There is no database yet. Start Trainer once, or run: flask --app wsgi db upgrade" in result.output
