"""`banks check` beside what is published, and `banks confirm`: what lost its ground, and who found it right again."""

import json

import pytest
from flask import Flask

from tests.banks.builders import change, live_version, load, sound_bank
from tests.banks.test_cli import run
from tests.builders import make_person
from tests.conftest import make_app
from trainer.banks import queries
from trainer.banks.models import AcceptedGrounds, ItemVersion
from trainer.db import db
from trainer.trail import Event


@pytest.fixture
def root(app, tmp_path):
    root = sound_bank(tmp_path)
    load(root)
    return root


def stale(app, root) -> dict:
    return json.loads(run(app, "check", root, "--json").stdout)["stale"]


def rub_longer(root):
    change(root / "hands" / "material.md", "*twenty*", "*thirty*")


def test_nothing_is_stale_when_files_and_database_agree(app, root):
    assert stale(app, root) == {"compared": True, "reason": "", "modules": []}


def test_what_the_files_would_leave_out_is_named_before_they_are_loaded(app, root):
    rub_longer(root)
    change(root / "hands" / "items.yaml", "What about two?", "What about two, then?")
    (module,) = stale(app, root)["modules"]
    assert (module["module"], module["live_version"], module["now"]) == ("hands", 1, [])
    assert module["on_loading"] == [{"item": item, "changed": ["Passage rub"]} for item in ("one", "three", "four")]


def test_after_loading_they_are_out_of_new_forms(app, root):
    rub_longer(root)
    change(root / "hands" / "facts.yaml", "Rubbing takes 20 seconds", "Rubbing takes 30 seconds")
    load(root)
    (module,) = stale(app, root)["modules"]
    assert module["now"][0] == {"item": "one", "changed": ["Passage rub", "Fact F-1"]}
    assert module["on_loading"] == []
    words = run(app, "check", root).stdout
    assert "hands: one is out of new forms: Passage rub, Fact F-1 changed." in words
    assert "hands: no form in progress and no certificate rests on the text as it was." in words


def test_the_room_above_says_which_forms_and_certificates_rest_on_it(app, root):
    asked = []

    def resting(pairs):
        asked.extend(pairs)
        return {"attempts": [{"attempt": 7}], "certificates": [{"certificate": str(n)} for n in range(12)]}

    app.extensions["resting on"] = resting
    rub_longer(root)
    words = run(app, "check", root).stdout
    assert "hands: on the text as it was: 1 form in progress: attempt 7." in words
    assert "hands: on the text as it was: 12 certificates: certificate 0, certificate 1," in words
    assert "certificate 9 and 2 more (--json lists them)." in words
    version = live_version()
    assert {version_id for version_id, _ in asked} == {version.id}
    assert {db.session.get_one(ItemVersion, item).item.slug for _, item in asked} == {"one", "two", "three", "four"}


def test_checking_writes_nothing(app, root):
    rub_longer(root)
    before = db.session.query(AcceptedGrounds).count()
    stale(app, root)
    assert db.session.query(AcceptedGrounds).count() == before
    assert live_version().number == 1


@pytest.mark.sqlite
def test_without_a_database_there_is_nothing_to_compare(tmp_path):
    app: Flask = make_app(tmp_path, f"sqlite:///{tmp_path / 'none.db'}")
    result = run(app, "check", sound_bank(tmp_path))
    assert result.exit_code == 0
    assert "Not compared with what is published: there is no database yet." in result.stdout
    assert not (tmp_path / "none.db").exists()


@pytest.mark.sqlite
def test_an_empty_database_is_no_obstacle(tmp_path):
    (tmp_path / "empty.db").touch()
    app = make_app(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}")
    result = run(app, "check", sound_bank(tmp_path), "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)["stale"]
    assert said == {"compared": False, "reason": "the database has no tables for it", "modules": []}


@pytest.mark.sqlite
def test_a_database_that_does_not_answer_is_no_obstacle(tmp_path):
    app = make_app(tmp_path, "postgresql+psycopg://nobody@127.0.0.1:9/nothing?connect_timeout=1")
    result = run(app, "check", sound_bank(tmp_path))
    assert result.exit_code == 0
    assert "Not compared with what is published: the database cannot be read (OperationalError)." in result.stdout


def test_an_educator_confirms_and_the_items_are_asked_again(app, root):
    educator = make_person("educator", email="ed@invented.example")
    rub_longer(root)
    load(root)
    result = run(
        app, "confirm", "hands", "one", "three", "--by", "ed@invented.example", "--reason", "Time is not asked."
    )
    assert (result.exit_code, result.stdout) == (0, "one, three: in new forms again.\n")
    db.session.rollback()
    left = {db.session.get_one(ItemVersion, item).item.slug for item in queries.stale_items(live_version().module_id)}
    assert left == {"two", "four"}
    line = db.session.query(Event).filter_by(name="item.confirmed").first()
    assert (line.by_id, line.details["item"], line.details["reason"]) == (educator.id, "one", "Time is not asked.")


@pytest.mark.parametrize(
    ("story", "words", "says"),
    [
        ("a stranger", ["hands", "one", "--by", "no@invented.example", "--reason", "x"], "Nobody here has the address"),
        ("a learner", ["hands", "one", "--by", "pat@invented.example", "--reason", "x"], "neither an educator nor"),
        ("nothing to say", ["hands", "one", "--by", "ed@invented.example", "--reason", " "], "Say in a few words why"),
        (
            "no such module",
            ["feet", "one", "--by", "ed@invented.example", "--reason", "x"],
            "No module feet is published",
        ),
        (
            "no such item",
            ["hands", "one", "six", "--by", "ed@invented.example", "--reason", "x"],
            "anybody: six. Waiting in",
        ),
    ],
)
def test_all_or_nothing_is_confirmed(app, root, story, words, says):
    make_person("educator", email="ed@invented.example")
    make_person("practitioner", email="pat@invented.example")
    rub_longer(root)
    load(root)
    result = run(app, "confirm", *words)
    assert result.exit_code == 1
    assert says in result.stderr
    assert len(stale(app, root)["modules"][0]["now"]) == 4
