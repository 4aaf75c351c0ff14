"""From a text to a module at the command line: draft, new, decide."""

import json

import pytest
import yaml

from tests.banks.builders import live, live_version
from tests.banks.composing.builders import LADDERS
from tests.banks.test_cli import run
from trainer.banks import loading, queries
from trainer.banks.drafting import as_json, propose
from trainer.banks.drafting.reading import read_file

BY = ("--by", "Ada Example")


@pytest.fixture
def file(tmp_path):
    (tmp_path / "ladders.md").write_text(LADDERS)
    return tmp_path / "ladders.md"


@pytest.fixture
def banks(app, tmp_path):
    app.config["QUESTION_BANKS"] = tmp_path / "banks"
    return tmp_path / "banks"


@pytest.fixture
def made(app, banks, file):
    assert run(app, "new", "ladders", "--from", file).exit_code == 0
    return banks / "ladders"


def ids(folder) -> list[str]:
    return [row.item.id for row in loading.read_module(folder, folder.parent).drafts]


def decisions(folder) -> list:
    return [entry["draft"]["decision"] for entry in yaml.safe_load((folder / "drafts.yaml").read_text())]


def walk(app, keys: str, *words):
    return app.test_cli_runner().invoke(args=["banks", "decide", "ladders", *words], input=keys)


def test_drafts_as_json_are_those_of_the_engine(app, file):
    result = run(app, "draft", file, "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    assert said == json.loads(json.dumps(as_json(propose(read_file(file)))))
    assert {"kind", "stem", "options", "key", "passage", "quote", "findings"} <= said[0].keys()


def test_drafts_in_words_show_the_place_in_the_text_and_what_is_right(app, file):
    words = run(app, "draft", file).stdout
    assert "Definitions, line" in words
    assert "  | [Stile]: the long side rail that holds the rungs." in words
    assert "  * Stile" in words
    assert "banks new SLUG --from" in words


def test_a_text_may_be_pasted(app):
    result = app.test_cli_runner().invoke(args=["banks", "draft", "-", "--json"], input=LADDERS)
    assert len(json.loads(result.stdout)) >= 4


@pytest.mark.parametrize("command", [["draft"], ["new", "ladders", "--from"]])
def test_a_file_that_cannot_be_read_is_named(app, banks, tmp_path, command):
    result = run(app, *command, tmp_path / "none.md")
    assert result.exit_code == 1
    assert result.stderr == "Error: none.md: missing: There is no such file. Check the name.\n"
    assert not banks.exists()


def test_a_new_module_has_everything_but_decisions(app, made):
    assert sorted(path.name for path in made.iterdir()) == ["drafts.yaml", "facts.yaml", "material.md", "module.yaml"]
    assert set(decisions(made)) == {"open"}
    assert [path.name for path in made.parent.iterdir()] == ["ladders"]
    result = run(app, "check")
    assert result.exit_code == 1
    assert f"None of the {len(ids(made))} drafts is accepted." in result.stdout
    assert f"{len(ids(made))} drafts wait for a decision." in result.stdout


def test_a_new_module_says_what_comes_next(app, banks, file):
    said = run(app, "new", "ladders", "--from", file, "--title", "Ladders at work").stdout
    assert "drafts, a form of" in said
    assert "flask --app wsgi banks decide ladders" in said
    assert yaml.safe_load((banks / "ladders" / "module.yaml").read_text())["title"] == "Ladders at work"


@pytest.mark.parametrize("slug", ["Ladders", "../ladders", "a b", "x" * 81])
def test_a_new_module_needs_a_slug(app, banks, file, slug):
    result = run(app, "new", slug, "--from", file)
    assert result.exit_code == 1
    assert "cannot be the name of a module" in result.stderr
    assert not banks.exists()


def test_a_new_module_does_not_overwrite_another(app, made, file):
    before = (made / "drafts.yaml").read_text()
    result = run(app, "new", "ladders", "--from", file)
    assert (result.exit_code, "is there already" in result.stderr) == (1, True)
    assert (made / "drafts.yaml").read_text() == before


def test_a_text_that_states_nothing_makes_no_module(app, banks, tmp_path):
    (tmp_path / "empty.md").write_text("# Welcome!\n\nCome and feel your best with us today!\n")
    result = run(app, "new", "welcome", "--from", tmp_path / "empty.md")
    assert result.exit_code == 1
    assert "states nothing that a question could be drafted from" in result.stderr
    assert not (banks / "welcome").exists()


def test_from_a_text_to_a_live_module(app, made):
    result = run(app, "decide", "ladders", *ids(made), "--accept", *BY)
    assert result.exit_code == 0
    assert result.stdout.endswith("No faults: `flask --app wsgi banks load` publishes it.\n")
    assert run(app, "load").stdout == "published ladders 1\n"
    module = queries.published(live_version("ladders").id)
    assert [one.item.id for one in module.items] == ids(made)
    assert module.content.title == "Working on ladders"
    assert live("ladders").material.unnamed == ()


def test_decisions_are_written_with_who_when_and_why(app, made):
    first, second, *_ = ids(made)
    run(app, "decide", "ladders", first, "--accept", *BY)
    run(app, "decide", "ladders", second, "--reject", "--reason", "Nobody asks that.", *BY)
    accepted, rejected, *rest = decisions(made)
    assert (accepted["accepted"], accepted["by"]) == (True, "Ada Example")
    assert (rejected["accepted"], rejected["reason"]) == (False, "Nobody asks that.")
    assert set(rest) == {"open"}


def test_when_too_few_are_left_a_blueprint_that_they_meet_is_offered(app, made):
    first, second, *others = ids(made)
    run(app, "decide", "ladders", first, second, "--accept", *BY)
    words = run(app, "decide", "ladders", *others, "--reject", "--reason", "Not for us.", *BY).stdout
    asked = yaml.safe_load((made / "module.yaml").read_text())["blueprint"]
    assert sum(row["recall"] for row in asked.values()) == 2
    assert "No faults" in words
    run(app, "decide", "ladders", second, "--reject", "--reason", "Not that either.", *BY)
    words = run(app, "decide", "ladders", second, "--reject", "--reason", "Not that either.", *BY).stdout
    offered = words.partition("can meet, for module.yaml:\n")[2]
    assert yaml.safe_load(offered) == {"blueprint": {next(iter(asked)): {"recall": 1}}}


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["nothing", "--accept", *BY], "No draft of ladders is called nothing"),
        (["FIRST", "nothing", "--accept", *BY], "No draft of ladders is called nothing"),
        (["FIRST", *BY], "Say --accept or --reject."),
        (["FIRST", "--reject", *BY], "Say with --reason why"),
        (["FIRST", "--reject", "--reason", "  ", *BY], "Say with --reason why"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(app, made, words, says):
    result = run(app, "decide", "ladders", *[ids(made)[0] if word == "FIRST" else word for word in words])
    assert result.exit_code != 0
    assert says in result.stderr
    assert set(decisions(made)) == {"open"}


def test_there_must_be_something_to_decide(app, banks):
    result = run(app, "decide", "feet", *BY)
    assert (result.exit_code, "There is no module" in result.stderr) == (1, True)


def test_walking_through_the_open_ones(app, made):
    result = walk(app, "axrNot for us.\nsq", *BY)
    assert result.exit_code == 0
    accepted, rejected, *rest = decisions(made)
    assert (accepted["accepted"], rejected["accepted"], rejected["reason"]) == (True, False, "Not for us.")
    assert set(rest) == {"open"}
    count = len(ids(made))
    assert f"1 of {count}" in result.stdout
    assert f"4 of {count}" in result.stdout
    assert f"5 of {count}" not in result.stdout
    assert f"1 draft accepted, 1 rejected, {count - 2} open." in result.stdout


def test_walking_on_begins_where_it_stopped(app, made):
    walk(app, "aaq", *BY)
    result = walk(app, "q", *BY)
    assert f"1 of {len(ids(made)) - 2}  {ids(made)[2]}" in result.stdout


def test_a_rejection_without_a_reason_goes_back_to_the_draft(app, made):
    result = walk(app, "r\nq", *BY)
    assert set(decisions(made)) == {"open"}
    assert result.stdout.count(ids(made)[0]) == 2


def test_the_name_is_asked_for(app, made):
    walk(app, "Ada Example\naq")
    assert decisions(made)[0]["by"] == "Ada Example"


def test_a_draft_is_edited_and_then_accepted(app, made, monkeypatch):
    monkeypatch.setattr("click.edit", lambda text, extension: text.replace("level: recall", "level: application"))
    walk(app, "eaq", *BY)
    row = loading.read_module(made, made.parent).drafts[0]
    assert (row.item.level, row.is_accepted) == ("application", True)


@pytest.mark.parametrize(
    "broken", ["- id: other\n", "", "- id: [", "ID\n  stem: Alone.\n  draft: {quote: a, decision: open}\n"]
)
def test_an_edit_that_does_not_fit_is_not_kept(app, made, monkeypatch, broken):
    before = (made / "drafts.yaml").read_text()
    monkeypatch.setattr("click.edit", lambda text, extension: broken.replace("ID", f"- id: {ids(made)[0]}"))
    result = walk(app, "eq", *BY)
    assert result.exit_code == 0
    assert result.stderr
    assert (made / "drafts.yaml").read_text() == before


def test_a_walk_without_a_terminal_says_what_to_do_instead(app, made, monkeypatch):
    def no_key(echo=False):
        raise OSError(6, "No such device or address", "/dev/tty")

    monkeypatch.setattr("click.getchar", no_key)
    result = app.test_cli_runner().invoke(args=["banks", "decide", made.name, *BY])
    assert result.exit_code == 2
    assert "In a script name each ITEM, with --accept or --reject." in result.output
