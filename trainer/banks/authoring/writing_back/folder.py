"""Files put into a folder, packed into a zip, or read and checked in a folder that goes away."""

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from trainer.banks.loading import Checked, read_module

NAME = re.compile(r"[\w-][\w.-]*\.(?:yaml|md)|figures/[\w-][\w .-]*\.svg")
FIRST_DAY = (1980, 1, 1, 0, 0, 0)  # the same content gives the same zip
BOM = "\ufeff"


def put_files(folder: Path, files: Mapping[str, str | None]) -> None:
    """None takes a file away."""
    for name, text in files.items():
        file = folder / safe(name)
        if text is None:
            file.unlink(missing_ok=True)
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(as_bytes(text))


def files_in(folder: Path) -> dict[str, str]:
    """What a module's folder holds, by path below it; what is not text is left out, it would be a fault anyway."""
    found = {}
    for file in (*sorted(folder.glob("*.yaml")), folder / "material.md", *sorted(folder.glob("figures/*.svg"))):
        name = file.relative_to(folder).as_posix()
        if NAME.fullmatch(name) and file.is_file() and not file.is_symlink():
            found[name] = file.read_bytes().decode("utf-8-sig", errors="replace")
    return found


def as_zip(slug: str, files: Mapping[str, str]) -> bytes:
    """The folder of the module in a zip."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name, text in files.items():
            entry = ZipInfo(f"{slug}/{safe(name)}", FIRST_DAY)
            entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, as_bytes(text))
    return packed.getvalue()


def checked(slug: str, files: Mapping[str, str]) -> Checked:
    """The module read and checked as `banks check` does it, in a folder that goes away."""
    with TemporaryDirectory() as place:
        root = Path(place).resolve()
        put_files(root / slug, files)
        return read_module(root / slug, root)


def as_bytes(text: str) -> bytes:
    """A mark at the very beginning would be taken for that of the encoding, and lost, were there not two."""
    return (BOM + text if text.startswith(BOM) else text).encode()


def safe(name: str) -> str:
    if not NAME.fullmatch(name):
        raise ValueError(f"A module has no file {name!r}.")
    return name
