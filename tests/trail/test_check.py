"""`flask --app wsgi audit check`: whatever was done to the record behind the program's back is found, and named."""

import json

import pytest
import time_machine
from sqlalchemy import Connection, select, text

from tests.tamper import disarm, tamper
from tests.trail.builders import NOON, findings, pass_a_quiz, write_lines
from trainer import trail
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.trail import SealedBatch, checking, reading, rules, sealing
from trainer.trail.registry import sealed_tables

SEALED = "2026-03-14 18:00 UTC"
BACKDATED = """
INSERT INTO event (id, recorded_at, effective_at, name, details)
VALUES (97, '2026-01-02 03:04:05.000000+00', '2026-01-02 03:04:05.000000+00', 'person.signed_in', '{}')
"""


@pytest.fixture
def record(app):
    """Ten events of half past eleven in three batches, sealed at noon of 14 March."""
    with pytest.MonkeyPatch.context() as change, time_machine.travel(NOON, tick=False) as clock_at:
        change.setattr(sealing, "LINES", 4)
        clock_at.shift(-1800)
        write_lines(10)
        clock_at.shift(1800)
        trail.seal()
    return app


def backdated(engine: str) -> str:
    return BACKDATED.replace("+00", "") if engine == "sqlite" else BACKDATED


def test_all_is_well(record):
    write_lines(2)
    run = record.test_cli_runner().invoke(args=["audit", "check"])
    assert run.exit_code == 0, run.output
    assert run.output == (
        "Checked 10 lines in 3 batches and 3 heads written down outside; waiting for the next seal: 2.\n"
        "Everything is as it was sealed.\n"
    )


STORIES = {
    "a line says something else": (
        ["UPDATE event SET name = 'person.joined' WHERE id = 3"],
        [f"event 3: changed since it was sealed in batch 1 on {SEALED}"],
    ),
    "a line happened on another day": (
        ["UPDATE event SET effective_at = recorded_at WHERE id = 4", "UPDATE event SET about_id = NULL WHERE id = 5"],
        [f"event 5: changed since it was sealed in batch 2 on {SEALED}"],  # 4 says what it said before
    ),
    "a line is removed": (
        ["DELETE FROM event WHERE id = 7"],
        [f"event 7: gone; it was sealed in batch 2 on {SEALED}"],
    ),
    "two lines change places": (
        [
            "UPDATE event SET details = '{\"a\": 1}' WHERE id = 2",
            "UPDATE event SET id = -1 WHERE id = 9",
            "UPDATE event SET id = 9 WHERE id = 3",
            "UPDATE event SET id = 3 WHERE id = -1",
        ],
        [
            f"event 2: changed since it was sealed in batch 1 on {SEALED}",
            f"event 9: stands in the place of 3, which was sealed in batch 1 on {SEALED}",
            f"event 3: stands in the place of 9, which was sealed in batch 3 on {SEALED}",
        ],
    ),
    "a line is removed and the others move up": (
        ["DELETE FROM event WHERE id = 8", *(f"UPDATE event SET id = {n - 1} WHERE id = {n}" for n in (9, 10))],
        [
            f"event 9: stands in the place of 8, which was sealed in batch 2 on {SEALED}",
            f"event 10: stands in the place of 9, which was sealed in batch 3 on {SEALED}",
            f"event 10: gone; it was sealed in batch 3 on {SEALED}",
        ],
    ),
    "the digest is rewritten with the line": (
        ["UPDATE sealed_line SET digest = 'f00' WHERE row_id = '6'"],
        [
            f"event 6: its seal was changed, or stands in another place (batch 2, line 2, sealed {SEALED})",
            f"event 6: changed since it was sealed in batch 2 on {SEALED}",
        ],
    ),
    "a link is rewritten": (
        ["UPDATE sealed_line SET chain = 'f00' WHERE row_id = '6'"],
        [f"event 6: its seal was changed, or stands in another place (batch 2, line 2, sealed {SEALED})"],
    ),
    "a seal is removed": (
        ["DELETE FROM sealed_line WHERE row_id = '6'"],
        [
            "batch 2: line 2 of 4 is gone",
            f"event 6 (recorded 2026-03-14 17:30 UTC) is older than the last seal, {SEALED}, and in no batch",
        ],
    ),
    "the last seals are removed": (
        ["DELETE FROM sealed_line WHERE row_id IN ('9', '10')"],
        ["batch 3: lines 1 to 2 of 2 are gone"],
    ),
    "seals change places": (
        [
            "UPDATE sealed_line SET position = 9 WHERE row_id = '2'",
            "UPDATE sealed_line SET position = 2 WHERE row_id = '3'",
            "UPDATE sealed_line SET position = 3 WHERE row_id = '2'",
        ],
        [f"event 3: its seal was changed, or stands in another place (batch 1, line 2, sealed {SEALED})"],
    ),
    "a batch is removed": (
        ["DELETE FROM sealed_batch WHERE number = 2"],
        ["batch 2: gone", "batch 2: gone, but 4 lines that were sealed in it are there"],
    ),
    "a batch is removed with its lines": (
        ["DELETE FROM sealed_line WHERE batch_number = 2", "DELETE FROM sealed_batch WHERE number = 2"],
        ["batch 2: gone"],
    ),
    "a batch says another time": (
        ["UPDATE sealed_batch SET sealed_at = '2026-03-13 18:00:00.000000' WHERE number = 2"],
        ["batch 2: changed since it was sealed: its hash does not fit"],
    ),
    "a batch says another number of lines": (
        ["UPDATE sealed_batch SET lines = 3 WHERE number = 2"],
        ["batch 2: says 3 lines and has 4"],
    ),
    "a batch has another hash": (
        ["UPDATE sealed_batch SET hash = 'f00' WHERE number = 2"],
        ["batch 2: changed since it was sealed: its hash does not fit", "batch 3: does not rest on batch 2"],
    ),
}


@pytest.mark.parametrize("story", STORIES)
def test_what_was_done_is_named(record, monkeypatch, story):
    for module in (reading, checking):
        monkeypatch.setattr(module, "AT_ONCE", 3)  # read in pieces: a story goes over the edge of one
    statements, said = STORIES[story]
    tamper(*statements)
    found = findings()
    assert [sentence for sentence in said if sentence not in found] == [], found


def test_a_line_is_slipped_in(record, engine):
    """Before the next seal it is in no batch; afterwards its batch tells when it really came."""
    tamper(backdated(engine))
    assert findings() == [
        f"event 97 (recorded 2026-01-02 03:04 UTC) is older than the last seal, {SEALED}, and in no batch"
    ]
    with time_machine.travel("2026-03-14T18:01:00+00:00", tick=False):
        trail.seal()
    assert findings() == [
        f"event 97: says it was recorded 2026-01-02 03:04 UTC, but was not there when everything was sealed {SEALED}; "
        "it came in batch 4 on 2026-03-14 18:01 UTC"
    ]


def test_only_what_was_changed_is_named(record):
    tamper("UPDATE event SET name = 'person.joined' WHERE id = 3")
    run = record.test_cli_runner().invoke(args=["audit", "check"])
    assert run.exit_code == 1
    assert run.output.splitlines() == [
        f"event 3: changed since it was sealed in batch 1 on {SEALED}",
        "Checked 10 lines in 3 batches and 3 heads written down outside; waiting for the next seal: 0.",
        "Findings: 1.",
    ]


PARTS = {
    "an answer is another one": ("attempt", "UPDATE answer SET given = '9' WHERE receipt = 2"),
    "an answer is removed": ("attempt", "DELETE FROM answer WHERE receipt = 4"),
    "an answer is slipped in": (
        "attempt",
        "INSERT INTO answer SELECT attempt_id, 99, number, given, received_at, sure FROM answer WHERE receipt = 1",
    ),
    "an answer came at another time": ("attempt", "UPDATE answer SET received_at = '2026-01-01 00:00:00.000000'"),
    "the result is turned": ("attempt", "UPDATE attempt SET passed = NOT passed"),
    "the seed is another one": ("attempt", "UPDATE attempt SET seed = seed + 1"),
    "a version loses an item": ("module_version", "DELETE FROM module_version_item WHERE position = 1"),
    "a certificate is longer": ("certificate", "UPDATE certificate SET valid_until = '2999-01-01'"),
    "a certificate rests on less": ("certificate", "DELETE FROM certificate_entry"),
    "an item says something else": ("item_version", "UPDATE item_version SET document = '{}'"),
}


def test_what_belongs_to_a_row_is_sealed_with_it(app):
    """Each story for itself, and taken back."""
    pass_a_quiz()
    with db.engine.connect() as connection:
        before = {table: digests(connection, table) for table, _ in PARTS.values()}
        for story, (table, statement) in PARTS.items():
            disarm(connection)
            connection.execute(text(statement))
            after = digests(connection, table)
            connection.rollback()
            assert after.keys() == before[table].keys(), story
            assert after != before[table], story
            assert digests(connection, table) == before[table], story


def digests(connection: Connection, table: str) -> dict[str, str]:
    sealed = sealed_tables()[table]
    rows = reading.contents(connection, sealed, [str(key) for key in connection.scalars(select(*sealed.key))])
    return {row_id: rules.digest(content or {}) for row_id, content in rows.items()}


def test_an_attempt_that_is_opened_again_is_gone(app):
    attempt = pass_a_quiz()
    trail.seal()
    tamper("UPDATE attempt SET submitted_at = NULL, result = NULL, passed = NULL")
    assert findings()[0].startswith(f"attempt {attempt.id}: gone; it was sealed in batch 1")


@pytest.mark.sqlite
def test_a_row_that_cannot_be_read_is_named_and_the_others_are_still_checked(app):
    pass_a_quiz()
    trail.seal()
    tamper("UPDATE certificate SET issued_at = 'soon'", "UPDATE event SET details = '{' WHERE id = 1")
    found = findings()
    assert [sentence.split(" it was sealed")[0] for sentence in found] == [
        "event 1: cannot be read any more;",
        f"certificate {db.session.scalars(select(Certificate.id)).one()}: cannot be read any more;",
    ]


def test_many_changed_rows_are_all_named(app):
    write_lines(250)
    trail.seal()
    tamper("UPDATE event SET name = 'person.joined'")
    assert len(findings()) == 250


def test_the_answer_for_programs(record):
    tamper("UPDATE event SET name = 'person.joined' WHERE id IN (3, 4)")
    run = record.test_cli_runner().invoke(args=["audit", "check", "--json"])
    answer = json.loads(run.output)
    assert run.exit_code == 1
    assert [(one["kind"], one["table"], one["row_id"], one["batch"]) for one in answer["findings"]] == [
        ("changed", "event", "3", 1),
        ("changed", "event", "4", 1),
    ]
    assert answer["counts"] == {
        "lines": 10, "batches": 3, "waiting": 0, "retired": 0, "erased": 0, "heads": 3, "findings": 2
    }  # fmt: skip
    assert json.loads(record.test_cli_runner().invoke(args=["audit", "check", "--json"]).output) == answer


def test_a_table_that_a_migration_replaced_is_checked_by_its_chain(record):
    tamper("UPDATE sealed_line SET table_name = 'old_event' WHERE row_id = '6'")
    assert "event 6: sealed, but nothing of that name is".replace("event", "old_event") in findings()
    trail.retires(record, "old_event")
    assert not [sentence for sentence in findings() if "nothing of that name" in sentence]
    assert "Of 1 line only the chain is checked" in record.test_cli_runner().invoke(args=["audit", "check"]).output


def test_sealing_by_hand_prints_the_head(app):
    command = app.test_cli_runner()
    assert command.invoke(args=["audit", "seal"]).output == "There is nothing to seal.\n"
    write_lines()
    said = command.invoke(args=["audit", "seal"]).output
    assert said.split()[0] == "1"
    assert said.split()[2] == db.session.scalars(select(SealedBatch.hash)).one()
