"""A packet of a certificate that was earned by two quizzes: checked by itself, it comes to the same."""

import json
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest

from tests.audit.packets.builders import members_of
from tests.builders import make_person
from tests.credentials.builders import make_entry
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import verify


def test_what_was_earned_is_earned_again(packet, earned):
    report = verify(packet)
    assert report.findings == []
    assert report.told.certificate == [
        f"Certificate {earned.certificate.code}: Needling knowledge, version 1",
        "Ada Okafor, Riverbend, 2026-03-02 to 2028-03-02",
        "By what the packet holds, on 2026-03-02 it was neither voided nor stopped; the holder stood as current",
    ]
    assert report.told.attempts[0] == (
        "Attempt 1: About a, version 1, seed 7, 5 receipts; 4 of 4 right, 3 needed (75 percent): passed. "
        "The cut is provisional, as no study of it was followed then. The module says of it: Provisional"
    )
    assert report.told.evidence[1] == "Entry 2: passed module b, 2026-03-02, evidence: attempt 2"


def test_it_is_an_ordinary_zip_that_can_be_read_by_eye(packet):
    with ZipFile(BytesIO(packet)) as archive:
        assert archive.testzip() is None
        attempt = json.loads(archive.read("attempt/1.json"))
        asked = [json.loads(archive.read(f"item_version/{one['item']}.json")) for one in attempt["form"]]
        module = json.loads(archive.read(f"module_version/{attempt['module_version_id']}.json"))
    assert [answer["receipt"] for answer in attempt["answer"]] == [1, 2, 3, 4, 5]
    assert all(any(option["key"] for option in item["document"]["options"]) for item in asked)
    assert module["document"]["quiz"]["cut_basis"] == "Provisional."


@pytest.mark.sqlite
def test_the_same_record_gives_the_same_bytes(packet, earned):
    assert make(earned.certificate).data == packet


@pytest.mark.sqlite
def test_nobody_else_is_in_it(earned, app):
    beth = make_person(clinic=earned.clinic, name="Beth Secret", email="beth@example.org")
    make_entry(beth, earned.clinic, "license", "CO", date(2026, 3, 1))
    members = members_of(make(earned.certificate).data)
    shown = {name: content for name, content in members.items() if not name.startswith("seals/")}
    assert b"Beth" not in b"".join(members.values())
    assert all(f'"person_id": {beth.id},'.encode() not in content for content in shown.values())
