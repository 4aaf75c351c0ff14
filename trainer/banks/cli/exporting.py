from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect

from trainer.banks import formats, loading, queries
from trainer.banks.cli.group import banks
from trainer.banks.content import SLUG, Item
from trainer.banks.formats.fitting import questions_of
from trainer.db import db

WRITABLE = [name for name, one in formats.FORMATS.items() if one.write]


@banks.command()
@click.argument("module")
@click.option("--format", "format_", type=click.Choice(WRITABLE), required=True)
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
def export(module, format_, output):
    """Write the questions of MODULE, as published or else as its files have them, to FILE."""
    items = items_of(module)
    written = formats.write(questions_of(items), format_)
    for one in written.left_out:
        click.echo(f"not in the file: {one.type}, {one.reason}", err=True)
    for note in written.notes:
        click.echo(f"in the file, but {note}", err=True)
    try:
        output.write_bytes(written.data)
    except OSError as problem:
        raise click.ClickException(f"{output} cannot be written: {problem.strerror}.") from None
    click.echo(f"{output}: {len(items) - len(written.left_out)} of {len(items)} questions.")


def items_of(slug: str) -> list[Item]:
    version = queries.live_version(slug) if inspect(db.engine).has_table("module_version") else None
    if version is not None:
        return [one.item for one in queries.published(version.id).items]
    folder = current_app.config["QUESTION_BANKS"] / slug
    if not SLUG.fullmatch(slug) or not (folder / "module.yaml").is_file():
        raise click.ClickException(f"There is no module {slug}.")
    checked = loading.read_module(folder, folder.parent)
    if checked.module is None:
        raise click.ClickException("\n".join(map(str, checked.faults)))
    return list(checked.module.items)
