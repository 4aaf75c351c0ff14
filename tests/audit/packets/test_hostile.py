"""A file that was made to harm whoever opens it is refused before it can."""

import json
import zlib
from functools import partial
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from tests.audit.packets.builders import altered, found, rewritten
from tests.audit.packets.test_changes import KEPT
from trainer.audit.packets import rules
from trainer.audit.packets.rules import archive


def zipped(*members, compression=0) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", compression) as made:
        for name, content in members:
            made.writestr(name, content)
    return file.getvalue()


def test_a_bomb_is_not_unpacked():
    bomb = zipped(("attempt/1.json", b"0" * 50_000_000), compression=ZIP_DEFLATED)
    assert found(bomb) == ["attempt/1.json, byte 0: it says that it is compressed, and no member is"]


@pytest.mark.parametrize(
    "name",
    ["../../etc/passwd", "/etc/passwd", "a\\b.json", "C:a.json", "a/../b.json", "con", "a//b.json", "é.json"],
)
def test_no_member_leads_out_of_the_packet(name):
    [says] = found(zipped((name, b"{}")))
    assert "and none can be" in says


def test_thousands_of_members_are_too_many(monkeypatch):
    monkeypatch.setattr(archive, "MOST_MEMBERS", 50)
    [says] = found(rules.pack({f"entry/{number}.json": b"{}\n" for number in range(51)}))
    assert "more than 50 members" in says


def test_a_file_larger_than_any_packet_is_not_read(monkeypatch):
    monkeypatch.setattr(archive, "LARGEST", 1024 * 1024)
    assert found(b"PK" + bytes(1024 * 1024)) == ["it is larger than 1 MB, which no packet is"]


def test_two_members_of_one_name_are_refused():
    one = rules.pack({"entry/1.json": b"{}\n"})
    part = one[: one.index(b"PK\x01\x02")]
    assert found(part + one) == ["entry/1.json, byte 45: there are two members of this name"]


def test_a_size_that_reaches_beyond_the_file_is_refused():
    one = bytearray(rules.pack({"entry/1.json": b"{}\n"}))
    one[18:26] = b"\xff\xff\xff\x7f" * 2
    assert found(bytes(one)) == [
        "entry/1.json, byte 0: it says that it has 2,147,483,647 bytes, and the file ends before"
    ]


def test_what_is_no_packet_is_told_so():
    assert found(b"%PDF-1.7") == ["byte 0: it does not begin like a packet"]
    assert found(rules.pack({"entry/1.json": b"{}\n"})) == ["manifest.json: it is not there"]


@pytest.mark.parametrize("content", ["[" * 100_000, '{"a": NaN}', '{"a": 1, "a": 2}', '{"id": 1' + "0" * 9000 + "}"])
def test_json_that_is_not_as_written_is_refused(content):
    manifest = rules.written({"format": rules.FORMAT, "members": {}})
    says = found(rules.pack({"entry/1.json": content.encode(), rules.MANIFEST: manifest}))
    assert "entry/1.json: it cannot be read" in says


NONSENSE: list[Any] = [None, True, -1, 10**30, "", "x", [], [[]], {}, {"a": []}, "9999-99-99", 1.5]
SEALED = ["certificate/1.json", "entry/1.json", "attempt/1.json", "item_version/1.json", "seals/000000001.json"]


@pytest.mark.parametrize("name", [*SEALED, "module_version/1.json", "context.json", rules.MANIFEST])
def test_nonsense_in_the_place_of_anything_is_a_finding_and_never_a_crash(name):
    """Every value of a document, one after the other, is something else, and the list of members fits again."""
    document = json.loads(rules.unpack(KEPT).members[name])
    for number, key in enumerate(document):
        for shift in (0, 5):
            nonsense = NONSENSE[(number + shift + zlib.crc32(name.encode())) % len(NONSENSE)]
            change = rewritten(name, partial(put, key, nonsense))
            says = found(altered(KEPT, change, tells=name == rules.MANIFEST))
            assert says or name == "context.json" or document[key] == nonsense, (key, nonsense)


def put(key: str, value: Any, document: dict) -> None:
    document[key] = value
