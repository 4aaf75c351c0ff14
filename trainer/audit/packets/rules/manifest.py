"""The list of what is in a packet, with the hash of each member and of each of its lines."""

from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Any

from trainer.audit.packets.rules.documents import place_of
from trainer.audit.packets.rules.findings import Finding

MANIFEST = "manifest.json"
FORMAT = "trainer packet 1"
SHORT = 8  # letters of a line's hash: enough to find a line; the member's own hash proves it


def listed(members: Mapping[str, bytes]) -> dict[str, Any]:
    return {name: entry(content) for name, content in sorted(members.items()) if name != MANIFEST}


def entry(content: bytes) -> dict[str, Any]:
    return {"bytes": len(content), "sha256": sha256(content).hexdigest(), "lines": " ".join(hashes(content))}


def hashes(content: bytes) -> list[str]:
    return [sha256(line).hexdigest()[:SHORT] for line in content.split(b"\n")]


def compare(members: Mapping[str, bytes], manifest: Mapping[str, Any]) -> Iterator[Finding]:
    """What is there and not listed, listed and not there, or not as listed."""
    wanted = manifest["members"]
    for name in sorted({*members, *wanted} - {MANIFEST}):
        if name not in wanted:
            yield Finding(name, "", f"it is not listed in {MANIFEST}: somebody put it in")
        elif name not in members:
            yield Finding(name, "", f"it is listed in {MANIFEST} and not there")
        elif wanted[name] != entry(members[name]):
            yield Finding(name, changed_place(members[name], wanted[name]), f"it is not as listed in {MANIFEST}")


def changed_place(content: bytes, wanted: Mapping[str, Any]) -> str:
    """The first line that is not as listed."""
    there, listed_hashes = hashes(content), str(wanted["lines"]).split(" ")
    for number, (one, other) in enumerate(zip(there, listed_hashes, strict=False), start=1):
        if one != other:
            return place_of(content.decode("ascii", "replace").split("\n"), number)
    return f"line {min(len(there), len(listed_hashes))}" if len(there) != len(listed_hashes) else ""
