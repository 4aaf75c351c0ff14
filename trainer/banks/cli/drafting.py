import json
import sys
import tempfile
from pathlib import Path

import click
from flask import current_app

from trainer import clock
from trainer.banks import loading
from trainer.banks.authoring.writing_back import put_files
from trainer.banks.cli.group import banks
from trainer.banks.cli.showing import shown
from trainer.banks.composing import Origin, as_files, compose, draft_entries, proposal
from trainer.banks.content import SLUG_MEND, is_slug
from trainer.banks.drafting import as_json, propose
from trainer.banks.drafting.reading import CannotRead, Source, read_file, read_paste

text_file = click.Path(path_type=Path, allow_dash=True)


@banks.command()
@click.argument("file", type=text_file)
@click.option("--json", "wants_json", is_flag=True, help="Print the drafts as JSON.")
def draft(file, wants_json):
    """Propose questions from what FILE states (Markdown, text, .docx, .html, PDF with text; - for pasted text)."""
    drafts = propose(read(file))
    if wants_json:
        click.echo(json.dumps(as_json(drafts), indent=2, ensure_ascii=False))
        return
    for number, one in enumerate(drafts, 1):
        click.echo(f"{number} of {len(drafts)}  {one.section}, line {one.line}  ({one.generator})")
        click.echo(shown(one.item, one.quote, one.marks, one.findings) + "\n")
    click.echo(f"{len(drafts)} drafts. `flask --app wsgi banks new SLUG --from {file}` makes a module of them.")


@banks.command()
@click.argument("slug")
@click.option("--from", "file", required=True, type=text_file, metavar="FILE", help="The text; - for pasted text.")
@click.option("--title", default="", help="The module's title; that of the text, unless given.")
def new(slug, file, title):
    """Make the folder of a module SLUG from a text: article, objectives, blueprint, and drafts to decide on."""
    root = current_app.config["QUESTION_BANKS"]
    if not is_slug(slug):
        raise click.ClickException(f"“{slug[:90]}” cannot be the name of a module. {SLUG_MEND}")
    if (root / slug).exists():
        raise click.ClickException(f"{root / slug} is there already. Choose another name.")
    source = read(file)
    drafts = propose(source)
    if not drafts:
        raise click.ClickException(f"{file} states nothing that a question could be drafted from. Nothing was written.")
    origin = Origin(file="" if str(file) == "-" else file.name, read_on=clock.today("UTC"))
    about = proposal(source, drafts, origin, slug=slug, title=title)
    module = compose(source, drafts, {}, about, with_undecided=True)
    write(root / slug, as_files(module, draft_entries(source, drafts, about)))
    passages = sum(1 for _ in source.passages)
    click.echo(
        f"{root / slug}: {passages} passages, {len(about.objectives)} objectives, {len(drafts)} drafts, "
        f"a form of {module.form_length}.\n"
        "Look through module.yaml and facts.yaml, then decide, check and publish:\n"
        f"    flask --app wsgi banks decide {slug}\n"
        "    flask --app wsgi banks check\n"
        "    flask --app wsgi banks load"
    )


def read(file: Path) -> Source:
    try:
        if str(file) != "-":
            return read_file(file)
        return read_paste(sys.stdin.read())
    except CannotRead as problem:
        raise click.ClickException(str(problem.fault)) from None


def write(folder: Path, files: dict[str, str]) -> None:
    """All of them or none: what is half written is not seen as a module, its name begins with a dot."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".new-", dir=folder.parent) as place:
            made = Path(place) / folder.name
            made.mkdir()
            put_files(made, files)
            made.rename(folder)
    except OSError as problem:
        raise click.ClickException(f"{folder} cannot be written: {problem.strerror}.") from None
    report = loading.read_module(folder, folder.parent)
    for fault in report.faults:
        if fault.rule != "no-items":
            click.echo(fault, err=True)
