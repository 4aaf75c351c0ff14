"""Zip files opened with care: sizes known before unpacking, names that lead nowhere else, nothing on disk."""

import io
import stat
import zipfile
import zlib
from pathlib import PurePosixPath

from trainer.banks.formats.questions import CannotRead, Hostile

PARTS = 6_000
ONE = 60_000_000  # bytes of one part, unpacked
ALL = 300_000_000
RATIO = 250  # unpacked to packed, for a part of more than a million bytes
BROKEN = (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError, EOFError, ValueError, zlib.error)


class Archive:
    """The parts of a zip by their names, as plain paths below its root."""

    def __init__(self, data: bytes) -> None:
        try:
            self.zip = zipfile.ZipFile(io.BytesIO(data))
            parts = self.zip.infolist()
        except BROKEN as problem:
            raise CannotRead("This is not a zip file, or it is damaged.") from problem
        if len(parts) > PARTS or sum(part.file_size for part in parts) > ALL or any(map(is_bomb, parts)):
            raise Hostile("It unpacks to far more than questions need. It was not read.")
        self.parts = {part.filename: part for part in parts if not part.is_dir()}
        self.refused = [name for name, part in self.parts.items() if leads_out(name) or is_link(part)]
        for name in self.refused:
            del self.parts[name]

    @property
    def names(self) -> list[str]:
        return list(self.parts)

    def read(self, name: str) -> bytes:
        """Never more than was announced."""
        try:
            with self.zip.open(self.parts[name]) as part:
                data = part.read(ONE + 1)
        except BROKEN as problem:
            raise CannotRead(f"{name} in the zip is damaged or encrypted.") from problem
        if len(data) > ONE:
            raise Hostile("It unpacks to far more than questions need. It was not read.")
        return data


def is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > ONE or (part.file_size > 1_000_000 and part.file_size > RATIO * max(1, part.compress_size))


def leads_out(name: str) -> bool:
    path = PurePosixPath(name.replace("\\", "/"))
    return path.is_absolute() or ".." in path.parts or ":" in (path.parts or ("",))[0] or "\0" in name


def is_link(part: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(part.external_attr >> 16)


def declares_entities(data: bytes) -> bool:
    flat = data.replace(b"\0", b"")
    return b"<!ENTITY" in flat or b"<!DOCTYPE" in flat
