"""`audit packet` and `audit verify`: the second where no database is, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import select

from trainer import trail
from trainer.audit.packets.making import make
from trainer.db import db
from trainer.trail import Event, heads

ROOT = Path(__file__).parents[3]


def run(app, *words):
    return app.test_cli_runner().invoke(args=["audit", *map(str, words)])


def test_it_is_written_checked_and_on_the_trail(app, earned, tmp_path):
    file = tmp_path / "ada.zip"
    code = earned.certificate.code
    result = run(app, "packet", f"{code[:4]}-{code[4:].lower()}", "-o", file)
    assert result.exit_code == 0, result.output
    event = db.session.scalars(select(Event).where(Event.name == "packet.exported")).one()
    assert (event.about_id, event.by_id, event.clinic_id) == (earned.ada.id, None, earned.clinic.id)
    assert event.details["bytes"] == file.stat().st_size
    assert result.output == f"{file}: {file.stat().st_size:,} bytes, SHA-256 {event.details['hash']}\n"
    log = heads.log_file()
    checked = run(app, "verify", file, "--heads", log)
    assert checked.exit_code == 0
    assert "The same in the copy kept elsewhere: 1 of 1.\n" in checked.output
    assert f"SHA-256 of the file: {event.details['hash']}\n" in checked.output
    assert checked.output.endswith(
        "PASS: nothing was changed since it was sealed, and marked and decided again it comes to the same.\n"
    )


@pytest.mark.sqlite
def test_without_a_database(packet, tmp_path):
    sound, changed, nowhere = tmp_path / "sound.zip", tmp_path / "changed.zip", tmp_path / "nowhere"
    sound.write_bytes(packet)
    changed.write_bytes(packet.replace(b'"passed": true', b'"passed": null', 1))
    unreachable = "postgresql+psycopg://nobody@127.0.0.1:1/none"
    settings = {"INSTANCE": str(nowhere), "DATABASE_URL": unreachable, "JOBS_IMMEDIATE": ""}
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "audit", "verify", str(sound), "--json"]
    nowhere.mkdir()
    done = subprocess.run(words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["sound"] is True
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "audit", "check"]
    done = subprocess.run(words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stderr.startswith("Error: Cannot use the database that DATABASE_URL names: ")
    settings["DATABASE_URL"] = f"sqlite:///{nowhere}/none/none.db"
    words = [sys.executable, "-m", "trainer.audit.packets", str(changed)]
    done = subprocess.run(words, cwd=ROOT, env=os.environ | settings, capture_output=True, text=True)
    assert done.returncode == 1
    assert done.stdout.startswith("WRONG  ")
    assert done.stdout.splitlines()[-1].startswith("FAIL: ")
    assert not (nowhere / "none").exists()


@pytest.mark.sqlite
def test_for_programs(app, packet, tmp_path):
    file = tmp_path / "ada.zip"
    file.write_bytes(packet + b"x")
    result = run(app, "verify", file, "--json")
    told = json.loads(result.output)
    assert (result.exit_code, told["sound"]) == (1, False)
    assert told["findings"] == [
        {"member": "", "place": f"byte {len(packet):,}", "says": "the directory at the end was changed"}
    ]
    assert told["batches"] == [str(trail.head())]


@pytest.mark.sqlite
def test_a_code_that_nobody_has(app, tmp_path):
    result = run(app, "packet", "2222333344445555", "-o", tmp_path / "x.zip")
    assert result.exit_code == 1
    assert result.output == "Error: There is no certificate 2222333344445555. The code stands on the certificate.\n"
    assert not (tmp_path / "x.zip").exists()


@pytest.mark.sqlite
def test_a_file_that_cannot_be_written_leaves_no_line(app, earned, tmp_path):
    result = run(app, "packet", earned.certificate.code, "-o", tmp_path / "no" / "x.zip")
    assert (result.exit_code, "cannot be written: No such file" in result.output) == (1, True)
    assert db.session.scalars(select(Event).where(Event.name == "packet.exported")).all() == []


@pytest.mark.sqlite
def test_a_second_packet_has_a_seal_of_the_first(app, earned, tmp_path):
    run(app, "packet", earned.certificate.code, "-o", tmp_path / "one.zip")
    make(earned.certificate)
    event = db.session.scalars(select(Event).where(Event.name == "packet.exported")).one()
    assert len(trail.inclusion([("event", event.id)])) == 1
