import json

from tests.banks.builders import change, live_version, sound_bank


def run(app, *words):
    return app.test_cli_runner().invoke(args=["banks", *map(str, words)])


def test_check_as_json(app, tmp_path):
    root = sound_bank(tmp_path)
    result = run(app, "check", root, "--json")
    assert result.exit_code == 0
    assert json.loads(result.stdout) == {
        "ok": True,
        "modules": [
            {
                "slug": "hands",
                "title": "About hands",
                "passages": 5,
                "facts": 3,
                "sources": 2,
                "figures": 1,
                "items": {"scored": 3, "practice": 1, "retired": 0},
                "safety_critical_items": 1,
                "form_length": 3,
            }
        ],
        "credentials": [],
        "faults": [],
    }


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
    assert run(app, "check", root).stdout.splitlines() == ["hands: 4 items, 3 facts, 2 sources", "No faults."]
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    result = run(app, "check", root)
    assert result.exit_code == 1
    assert result.stdout.splitlines()[0].startswith("hands/items.yaml:3: unknown-objective: Item one serves dry")
    assert result.stdout.splitlines()[-1] == "1 fault"


def test_check_changes_nothing(app, tmp_path):
    run(app, "check", sound_bank(tmp_path))
    assert run(app, "load", tmp_path / "banks").stdout == "published hands 1\n"


def test_check_without_a_path_looks_at_the_shipped_banks(app):
    assert run(app, "check").exit_code == 0


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
