"""The command that authors try their models with."""

from click.testing import CliRunner

from tests.banks.generation.builders import MODEL
from trainer.banks.generation.__main__ import main


def told(folder, text, *options):
    (folder / "models.yaml").write_text(text)
    return CliRunner().invoke(main, [str(folder / "models.yaml"), *options], catch_exceptions=False).output


def test_it_says_what_is_proven(tmp_path):
    assert "skin: 38 proven of all 38 variants, 20 different decisions, 0 off, 0 findings" in told(tmp_path, MODEL)


def test_it_shows_variants_in_full(tmp_path):
    output = told(tmp_path, MODEL, "--show", "2")
    assert output.count(" * ") == 2
    assert "passage" not in output
    assert "What is best?" in output


def test_it_names_faults_with_their_lines_and_goes_on_with_the_next_model(tmp_path):
    broken = MODEL.replace("id: skin", "id: first").replace("count: 3", "count: 9")
    output = told(tmp_path, broken + MODEL)
    line = 1 + broken.splitlines().index("    count: 9")
    assert output.startswith(f"models.yaml:{line}: shape: ")
    assert "skin: 38 proven" in output
    assert "first:" not in output
    assert "0 proven" not in told(tmp_path, MODEL, "--model", "other")


def test_a_file_that_is_no_list(tmp_path):
    assert "This file should be a list." in told(tmp_path, "id: skin")


def test_it_says_what_the_lint_finds(tmp_path):
    text = MODEL.replace("What is best?", "What is not best?")
    assert "lint: negative-stem: 38 times, as in skin-c0-foot: " in told(tmp_path, text)
    waived = text.replace("  tables:", "  waivers: [{rule: negative-stem, reason: r, by: b}]\n  tables:")
    assert "negative-stem" not in told(tmp_path, waived)


def test_it_says_when_keys_are_the_longest_too_often(tmp_path):
    text = MODEL.replace("Look again in a week", "Look at it again").replace("Rub in some lotion", "Rub in lotion")
    assert "models.yaml: longest-key-rate: " in told(tmp_path, text.replace("key: wait", "key: cool"))
