"""The one file that given members make: a ZIP without compression, names in order, no times, nothing else in it.

Because the same members always give the same bytes, reading is strict: the file is put together again from what was
read, and any byte that differs is named. Nothing is unpacked that is larger than the file itself.
"""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo
from zlib import crc32

from trainer.audit.packets.rules.findings import Finding, NotAPacket

LARGEST = 64 * 1024 * 1024
MOST_MEMBERS = 5000
LONGEST_NAME = 120
NAME = re.compile(r"[a-z0-9_]+(-[a-z0-9_]+)*(/[a-z0-9_]+)*\.[a-z]+")

LOCAL = struct.Struct("<4s5H3L2H")
STARTS = b"PK\x03\x04"
BEGAN = (1980, 1, 1, 0, 0, 0)  # the first moment a ZIP can say
READABLE = 0o100644 << 16
UNIX = 3


def pack(members: Mapping[str, bytes]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as archive:
        for name in sorted(members):
            entry = ZipInfo(name, BEGAN)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, members[name])
    return file.getvalue()


@dataclass
class Unpacked:
    members: dict[str, bytes] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    ends: list[tuple[int, str]] = field(default_factory=list)  # the byte after each piece of the file, and its name

    def place(self, byte: int) -> str:
        """In words, where a byte of the file lies."""
        return next((piece for end, piece in self.ends if byte < end), "the directory at the end")


def unpack(data: bytes) -> Unpacked:
    """The members, and what is wrong with the file around them."""
    if len(data) > LARGEST:
        raise NotAPacket(f"it is larger than {LARGEST // 1024 // 1024} MB, which no packet is")
    found, at = Unpacked(), 0
    while data[at : at + len(STARTS)] == STARTS:
        if len(found.members) == MOST_MEMBERS:
            raise NotAPacket(f"it has more than {MOST_MEMBERS:,} members, which no packet has", place=f"byte {at:,}")
        at = next_member(data, at, found)
    if not found.members:
        raise NotAPacket("it does not begin like a packet", place="byte 0")
    if not found.findings and (difference := first_difference(data, pack(found.members))) is not None:
        found.findings.append(Finding("", f"byte {difference:,}", f"{found.place(difference)} was changed"))
    return found


def next_member(data: bytes, at: int, found: Unpacked) -> int:
    """Take in the member at this byte; the byte after it."""
    place = f"byte {at:,}"
    if len(data) < at + LOCAL.size:
        raise NotAPacket("the file ends in the middle of a member's header", place=place)
    _, _, _, method, _, _, checksum, packed, size, name_length, extra = LOCAL.unpack_from(data, at)
    start = at + LOCAL.size + name_length + extra
    raw_name = data[at + LOCAL.size : at + LOCAL.size + min(name_length, LONGEST_NAME + 1)]
    name = raw_name.decode("ascii", "replace")
    if len(raw_name) > LONGEST_NAME or not NAME.fullmatch(name):
        raise NotAPacket(f"a member is called {name!r}, and none can be", place=place)
    if name in found.members:
        raise NotAPacket("there are two members of this name", name, place)
    if method != ZIP_STORED or packed != size:
        raise NotAPacket("it says that it is compressed, and no member is", name, place)
    if len(data) < start + size:
        raise NotAPacket(f"it says that it has {size:,} bytes, and the file ends before", name, place)
    content = data[start : start + size]
    if crc32(content) != checksum:
        found.findings.append(Finding(name, place, "its content and its checksum do not belong together"))
    found.members[name] = content
    found.ends += [(start, f"the header of {name}"), (start + size, name)]
    return start + size


def first_difference(one: bytes, other: bytes) -> int | None:
    """The first byte at which they differ, found by halves."""
    if one == other:
        return None
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if one[low : middle + 1] == other[low : middle + 1] else (low, middle)
    return low
