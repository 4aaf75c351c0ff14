"""Every file of a zip that holds questions, in the order of its manifest."""

from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import unquote

from trainer.banks.formats import moodle_xml, qti1, qti2, trees
from trainer.banks.formats.archives import Archive
from trainer.banks.formats.detecting import marked_up
from trainer.banks.formats.questions import DAMAGED, CannotRead, Hostile, Reading

READERS = {"qti12": qti1.read, "qti21": qti2.read, "qti30": qti2.read, "moodle_xml": moodle_xml.read}
ENDINGS = (".xml", ".dat", ".qti")
MANIFEST = "imsmanifest.xml"


def read(data: bytes) -> Reading:
    archive = Archive(data)
    reading = Reading("")
    for name in archive.refused:
        reading.error(0, f"{name}: a name that leads out of the zip. This part was not read.")
    listed, files = listed_in(archive), 0
    for name in missing(archive, listed):
        reading.error(0, f"{name}: the manifest of the zip lists this file, and it is not there.")
    for name in in_order(archive, listed):
        if reading.is_full(0):
            break
        files += of_part(reading, archive, name)
    if not files:
        raise CannotRead("There are no questions in this zip that are read here.")
    return reading


def of_part(reading: Reading, archive: Archive, name: str) -> int:
    """1 for a file that holds questions, or would if it were sound."""
    data = archive.read(name)
    try:
        format_ = marked_up(data[:4000].decode("latin-1").replace("\0", ""))
    except CannotRead:
        return 0
    if format_ not in READERS:
        return 0
    try:
        found = READERS[format_](data)
    except Hostile:
        raise
    except CannotRead as problem:
        reading.error(0, f"{name}: {problem}")
        return 1
    except Exception:  # one broken part must not cost the others
        reading.error(0, f"{name}: {DAMAGED}")
        return 1
    if not (found.questions or found.skipped or found.errors):  # as what Canvas says about a quiz, which is <quiz> too
        return 0
    reading.format = reading.format or found.format
    reading.add(found, name)
    return 1


def is_manifest(name: str) -> bool:
    return PurePosixPath(name).name.lower() == MANIFEST


def listed_in(archive: Archive) -> dict[str, str]:
    """The files that the manifest lists, with the type of their resource."""
    listed: dict[str, str] = {}
    for manifest in filter(is_manifest, archive.names):
        try:
            root = trees.parse(archive.read(manifest))
        except Hostile:
            raise
        except CannotRead:
            continue
        folder = manifest.rpartition("/")[0]
        for resource in root.within("resource"):
            files = [resource.get("href"), *(file.get("href") for file in resource.all("file"))]
            files += [value for name, value in resource.attributes.items() if name == "file"]
            for file in filter(None, files):
                path = f"{folder}/{file}" if folder else file
                listed[path if path in archive.parts else normpath(unquote(path))] = resource.get("type")
    return listed


def missing(archive: Archive, listed: dict[str, str]) -> list[str]:
    """Files of questions that the manifest promises."""
    there = {name.lower() for name in archive.parts}
    questions = [name for name, type_ in listed.items() if type_.startswith("imsqti") and not name.startswith("..")]
    return [name for name in questions if name.lower().endswith(ENDINGS) and name.lower() not in there]


def in_order(archive: Archive, listed: dict[str, str]) -> list[str]:
    """As the manifest lists them; then any others."""
    known = [name for name in listed if name in archive.parts]
    ordered = [name for name in dict.fromkeys([*known, *archive.names]) if not is_manifest(name)]
    return without_twins([name for name in ordered if name.lower().endswith(ENDINGS)])


def without_twins(names: list[str]) -> list[str]:
    """Canvas puts each quiz into a package twice; the one for other products leaves some of its questions out."""
    whole = {PurePosixPath(name).name.split(".")[0] for name in names if "non_cc_assessments/" in name}
    return [name for name in names if PurePosixPath(name).parent.name not in whole or "non_cc_assessments/" in name]
