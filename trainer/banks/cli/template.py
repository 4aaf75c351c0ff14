from pathlib import Path

import click

from trainer.banks.cli.group import banks
from trainer.banks.formats import tables

TEMPLATES = {".xlsx": tables.template, ".csv": tables.template_csv}


@banks.command()
@click.option("-o", "--output", required=True, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE")
def template(output):
    """Write a table to be filled in with questions, and read with `banks import`, to FILE (.xlsx or .csv)."""
    make = TEMPLATES.get(output.suffix.lower())
    if make is None:
        raise click.ClickException("The name of the file ends in .xlsx or .csv.")
    try:
        output.write_bytes(make())
    except OSError as problem:
        raise click.ClickException(f"{output} cannot be written: {problem.strerror}.") from None
    click.echo(f"{output}: a row for each kind of question. Replace them, and leave the headings.")
