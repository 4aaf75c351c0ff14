import json
import os
import sys
import tempfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

import click
from flask import current_app

from trainer.banks import formats, loading, material
from trainer.banks.cli import into
from trainer.banks.cli.group import banks
from trainer.banks.content import SLUG
from trainer.banks.formats.drafts import Batch, Known, batch
from trainer.banks.formats.questions import Problem, Reading
from trainer.errors import Refused

LARGEST = 100_000_000  # bytes; each format has a limit of its own below that


@banks.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@click.option("--format", "format_", type=click.Choice(list(formats.FORMATS)), help="What FILE is; found out, if left.")
@click.option("--into", "slug", metavar="MODULE", help="Add the questions to this module's manuscript as drafts.")
@click.option("--by", "email", metavar="EMAIL", help="With --into: the educator whose drafts they are.")
@click.option("--dry-run", is_flag=True, help="Say what would be added, and add nothing.")
@click.option("--json", "wants_json", is_flag=True, help="Print the questions as they were read, as JSON.")
def import_(file, format_, slug, email, dry_run, wants_json):
    """Read questions from FILE (GIFT, Moodle XML, QTI, Aiken, CSV, XLSX, pasted text; - for standard input).

    Without --into nothing is saved. With it, what is new or changed becomes drafts in the module's open manuscript, or
    in one that is begun; an educator can undo that in the browser. Of a module that was never published, and has no
    manuscript, it becomes drafts in a file of its own in the module's folder.
    """
    try:
        data = bytes_of(file)
    except Refused as refusal:
        if wants_json:
            click.echo(as_json(Reading(format_ or "", errors=[Problem(0, str(refusal))])))
        raise click.ClickException(str(refusal)) from None
    reading = formats.read(data, file.name, format_ or "")
    if wants_json:
        click.echo(as_json(reading))
    else:
        click.echo(in_words(reading))
    if slug is not None:
        put_into(slug, reading, file.name, data, format_ or "", email, dry_run)
    if reading.errors and not reading.questions:
        raise SystemExit(1)


def bytes_of(file: Path) -> bytes:
    """Raises Refused."""
    try:
        with sys.stdin.buffer if str(file) == "-" else file.open("rb") as source:
            data = source.read(LARGEST + 1)
    except OSError as problem:
        raise Refused(f"{file} cannot be read: {problem.strerror}.") from None
    if len(data) > LARGEST:
        raise Refused(f"{file} is larger than {LARGEST // 1_000_000} MB. Give a part of it.")
    return data


def as_json(reading: Reading) -> str:
    return json.dumps(reading.as_document(), indent=2, ensure_ascii=False)


def in_words(reading: Reading) -> str:
    lines = [f"{reading.format or 'unknown format'}: {len(reading.questions)} questions"]
    for question in reading.questions:
        lines.append(f"  line {question.line}  {question.type}  {question.title or question.stem[:70]}")
        lines += [f"      ! {warning}" for warning in question.warnings]
    kinds = Counter(one.type for one in reading.skipped)
    lines += [f"left out: {number} {kind}" for kind, number in kinds.items()]
    lines += [f"  line {one.line}  {one.type}: {one.reason}" for one in reading.skipped]
    lines += [f"error: line {one.line}: {one.message}" for one in reading.errors]
    return "\n".join(lines)


def put_into(
    slug: str, reading: Reading, name: str, data: bytes, format_: str, email: str | None, dry_run: bool
) -> None:
    try:
        mapping = into.mapping_into(slug)
        person = into.author(email, slug) if mapping else None
        if mapping is None or person is None:
            add(slug, reading, name, data, dry_run)
        elif dry_run:
            click.echo(into.would(reading, mapping), err=True)
        else:
            click.echo(into.bring(person, mapping, reading, name, data, format_), err=True)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from None


def add(slug: str, reading: Reading, name: str, data: bytes, dry_run: bool) -> None:
    folder = current_app.config["QUESTION_BANKS"] / slug
    if not SLUG.fullmatch(slug) or not (folder / "module.yaml").is_file():
        raise click.ClickException(f"There is no module {slug}.")
    made = batch(reading.questions, known_of(folder), reading.format)
    if made.entries and not dry_run:
        write(folder, made.as_file(name, slug, len(reading.questions)), f"drafts-import-{sha256(data).hexdigest()[:8]}")
    click.echo(report(made, slug, dry_run), err=True)


def known_of(folder: Path) -> Known:
    checked = loading.read_module(folder, folder.parent)
    module = checked.module
    if module is None:
        raise click.ClickException("\n".join(map(str, checked.faults)))
    rows = [*module.items, *(row.item for row in checked.drafts)]
    return Known(
        objectives=frozenset(one.id for one in module.objectives),
        passages=frozenset(passage.id for passage in material.read(module.material).passages),
        facts=frozenset(fact.id for fact in module.facts),
        documents=[item.model_dump(mode="json", exclude_defaults=True) for item in rows],
    )


def write(folder: Path, text: str, stem: str) -> None:
    """Under a name that is not taken, in one step."""
    names = (f"{stem}{f'-{number}' if number else ''}.yaml" for number in range(1000))
    file = next(folder / name for name in names if not (folder / name).exists())
    try:
        with tempfile.NamedTemporaryFile(
            "w", dir=folder, prefix=".", suffix=".tmp", delete=False, encoding="utf-8"
        ) as place:
            place.write(text)
        Path(place.name).chmod(0o644)
        os.replace(place.name, file)
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}.") from None


def report(made: Batch, slug: str, dry_run: bool) -> str:
    would = "would be " if dry_run else ""
    lines = [f"{len(made.entries)} drafts {would}added to {slug}, {len(made.unchanged)} unchanged."]
    lines += [f"changed since it was imported, {would}added beside the old one: {name}" for name in made.changed]
    lines += [f"cannot be a draft: line {one.line}, {one.type}: {one.reason}" for one in made.left_out]
    return "\n".join(lines)
