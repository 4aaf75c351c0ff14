"""What a packet is as a file, and how it is checked that nothing in it was changed. Standard library only."""

from trainer.audit.packets.rules.archive import Unpacked, pack, unpack
from trainer.audit.packets.rules.documents import read, written
from trainer.audit.packets.rules.findings import Finding, NotAPacket
from trainer.audit.packets.rules.manifest import FORMAT, MANIFEST, compare, listed
from trainer.audit.packets.rules.seals import check

__all__ = [
    "FORMAT",
    "MANIFEST",
    "Finding",
    "NotAPacket",
    "Unpacked",
    "check",
    "compare",
    "listed",
    "pack",
    "read",
    "unpack",
    "written",
]
