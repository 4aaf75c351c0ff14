"""The files of jurisdictions: what is refused, with file and line, and what becomes of a sound one."""

import json
from datetime import date

import pytest

from tests.credentials.jurisdictions.builders import PACK, SLUG, publish, write_pack
from tests.test_architecture import ROOT
from trainer.credentials.jurisdictions import queries
from trainer.credentials.jurisdictions.loading import read_folder
from trainer.credentials.jurisdictions.rules import LABELS
from trainer.people.rules import PROFESSIONS

TWICE = "  - {id: rule, citation: Same, url: https://law.example/x, sort: rule, checked_on: 2026-01-10}\nrules:\n"
AGAIN = (
    "  - {profession: physical therapist, effective_on: 2024-07-01, dated_by: rule, "
    "allowed: {value: no, source: rule}}\n"
)

# old text, new text, the line of the fault, its rule
STORIES = [
    ("value: 50, source: rule", "value: 50, source: rules", 26, "unknown-source"),
    ("dated_by: opinion", "dated_by: nobody", 34, "unknown-source"),
    ("check\n    source: rule", "check\n    source: card", 9, "unknown-source"),
    ("video., source: rule", "video., source: hearsay", 31, "unknown-source"),
    (
        "opinion\n    allowed: {value: no, source: opinion",
        "rule\n    allowed: {value: no, source: rule",
        16,
        "idle-source",
    ),
    ("rules:\n", TWICE, 21, "duplicate-id"),
    ("  - profession: athletic", f"{AGAIN}  - profession: athletic", 36, "duplicate-id"),
    ("    in_force_by: 2023-10-31\n", "", 36, "start"),
    ("in_force_by: 2023", "effective_on: 2023-01-01\n    in_force_by: 2023", 36, "start"),
    ("value: 40", "value: 51", 22, "hours"),
    ("verify: verify at the board", "verify: verified at the board", 1, "verify"),
    ("verify: verify at the board", "verify: trust us", 2, "shape"),
    ("athletic trainer", "masseur", 36, "profession"),
    ("value: by delegation", "value: perhaps", 39, "shape"),
    ("value: 50", "value: many", 26, "shape"),
    ("https://law.example/12", "ask at the board", 13, "shape"),
    ("    hours:", "    hour:", 26, "shape"),
]


@pytest.mark.parametrize(("old", "new", "line", "rule"), STORIES, ids=[f"{s[3]}-{s[2]}" for s in STORIES])
def test_a_fault_is_named_with_its_line(tmp_path, old, new, line, rule):
    assert PACK.count(old) >= 1
    found, faults = read_folder(write_pack(tmp_path, PACK.replace(old, new, 1)), tmp_path)
    assert [(fault.file, fault.line, fault.rule) for fault in faults] == [
        (f"credentials/jurisdictions/{SLUG}.yaml", line, rule)
    ]
    assert all(fault.message and fault.mend for fault in faults)
    assert found == []


def test_every_rule_of_the_check_is_listed():
    listed = (ROOT / "question_banks/README.md").read_text(encoding="utf-8")
    assert {story[3] for story in STORIES if f"`{story[3]}`" not in listed} == set()


def test_the_example_in_the_readme_is_sound(tmp_path):
    section = (
        (ROOT / "question_banks/README.md").read_text(encoding="utf-8").partition("## credentials/jurisdictions/")[2]
    )
    [example], faults = read_folder(
        write_pack(tmp_path, section.partition("```yaml\n")[2].partition("```")[0]), tmp_path
    )
    assert faults == []
    assert example.rules[0].said.keys() == LABELS.keys()


def test_a_file_is_named_like_its_state(tmp_path):
    found, [fault] = read_folder(write_pack(tmp_path, name="example state.yaml"), tmp_path)
    assert (found, fault.rule, fault.line) == ([], "slug", 0)


def test_without_a_folder_there_is_nothing_to_read(tmp_path):
    assert read_folder(tmp_path / "credentials" / "jurisdictions", tmp_path) == ([], [])


def test_the_check_command_covers_packs(app, tmp_path):
    write_pack(tmp_path, PACK.replace("source: opinion", "source: gossip"))
    result = app.test_cli_runner().invoke(args=["banks", "check", str(tmp_path), "--json"])
    assert result.exit_code == 1
    [fault] = json.loads(result.stdout)["faults"][:1]
    assert (fault["file"], fault["line"]) == (f"credentials/jurisdictions/{SLUG}.yaml", 35)
    assert fault["rule"] in {"unknown-source", "idle-source"}


def test_only_what_says_something_else_becomes_a_new_version(app, tmp_path):
    first = publish(tmp_path)
    assert publish(tmp_path, f"# looked at again\n{PACK}").id == first.id
    second = publish(tmp_path, PACK.replace("value: 50", "value: 54"))
    assert (first.number, second.number) == (1, 2)
    assert [one.document["rules"][0]["hours"]["value"] for one in queries.versions_of(SLUG)] == [54, 50]


@pytest.fixture(scope="module")
def shipped():
    found, faults = read_folder(ROOT / "question_banks/credentials/jurisdictions", ROOT / "question_banks")
    assert faults == []
    return found


def test_the_shipped_packs_are_all_to_be_verified(shipped):
    assert len(shipped) >= 8
    assert {pack.verify for pack in shipped} == {"verify at the board"}


def test_the_shipped_packs_are_of_professions_that_people_have_and_of_days_that_have_been(shipped):
    for pack in shipped:
        assert {rule.profession for rule in pack.rules} <= PROFESSIONS.keys()
        assert all(source.checked_on <= pack.checked_on for source in pack.sources)
        assert all(rule.starts_on <= pack.checked_on for rule in pack.rules)
        assert pack.checked_on >= date(2026, 1, 1)
