"""From the files of jurisdictions to packs, or to every fault that stands in the way; from packs to versions."""

import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from trainer.credentials.jurisdictions import actions
from trainer.credentials.jurisdictions.content import SLUG, Jurisdiction, Pack
from trainer.credentials.jurisdictions.models import JurisdictionVersion
from trainer.reading import Document, Fault, Path_, read_yaml, shaped

FOLDER = "jurisdictions"


def read_folder(folder: Path, root: Path) -> tuple[list[Jurisdiction], list[Fault]]:
    """The packs without a fault, and every fault. No such folder is no fault: not every installation needs packs."""
    found: list[Jurisdiction] = []
    faults: list[Fault] = []
    for file in sorted(folder.glob("*.yaml")):
        document = read_yaml(file, root)
        pack = shaped(Pack, document.value, document) if document.value is not None else None
        if not re.fullmatch(SLUG, file.stem):
            document.fault("slug", "The file's name is not the code of a state.", "Name it as in US-CO.yaml.")
        if pack is not None:
            check(pack, document)
        if pack is not None and not document.faults:
            found.append(Jurisdiction(**dict(pack), slug=file.stem))
        faults += document.faults
    return found, faults


def check(pack: Pack, document: Document) -> None:
    sources = [source.id for source in pack.sources]
    for number, source in enumerate(sources):
        if source in sources[:number]:
            document.fault_at(
                ("sources", number), "duplicate-id", f"The source id {source} stands twice.", "Give one another id."
            )
    rules_start_once(pack, document)
    named = set()
    for path, source in cited(pack):
        named.add(source)
        if source not in sources:
            document.fault_at(
                path, "unknown-source", f"There is no source {source} in this file.", "Add it, or correct its id."
            )
    for number, source in enumerate(sources):
        if source not in named:
            message = f"No value rests on the source {source}."
            document.fault_at(("sources", number), "idle-source", message, "Cite it, or take it out.")


def rules_start_once(pack: Pack, document: Document) -> None:
    starts = [(rule.profession, rule.starts_on) for rule in pack.rules]
    for number, start in enumerate(starts):
        if start in starts[:number]:
            document.fault_at(
                ("rules", number),
                "duplicate-id",
                f"There is a rule for a {start[0]} from {start[1]} already.",
                "Make one of both, or correct the day.",
            )


def cited(pack: Pack) -> Iterator[tuple[Path_, str]]:
    """Where which source is named."""
    for profession, board in pack.boards.items():
        yield ("boards", profession, "source"), board.source
    for number, rule in enumerate(pack.rules):
        yield ("rules", number, "dated_by"), rule.dated_by
        for place, note in enumerate(rule.notes):
            yield ("rules", number, "notes", place, "source"), note.source
        for name, said in rule.said.items():
            yield ("rules", number, name, "source"), said.source


def publish(jurisdiction: Jurisdiction) -> tuple[JurisdictionVersion, bool]:
    """The pack's version, and whether it is new."""
    pack = Pack(**jurisdiction.model_dump(exclude={"slug"}))
    content_hash = sha256(pack.model_dump_json().encode()).hexdigest()
    return actions.publish(jurisdiction.slug, pack, content_hash)
