from pathlib import Path

import click
from flask import current_app
from sqlalchemy import inspect

from trainer.banks import queries
from trainer.banks.authoring.writing_back import content_hash, files_in, merged, put_files
from trainer.banks.cli.group import banks
from trainer.banks.loading import read_module
from trainer.banks.loading.holding import number_of
from trainer.banks.loading.marks import marked
from trainer.banks.models import ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.db import db


@banks.command()
@click.argument("module")
@click.option("--to", "root", type=click.Path(path_type=Path, file_okay=False), help="The folder of the banks.")
@click.option("--replace", is_flag=True, help="Also over what was edited in the files and never loaded.")
@click.option("--version", "number", type=click.IntRange(1), help="Which version; the live one, unless given.")
def write(module, root, number, replace):
    """Write MODULE as it was published, also in the browser, into the files of its folder.

    What did not change stays as it is spelled there, with its comments; drafts that wait for a decision stay, too.
    Files that say what was never published are left alone. A line in module.yaml says what they were written from, so
    that what is edited there afterwards is loaded without a question.
    """
    version = version_or_stop(module, number)
    says = queries.published(version.id)
    root = (root or current_app.config["QUESTION_BANKS"]).resolve()
    folder = root / module
    there = files_in(folder)
    if there and not replace:
        stop_at_edits(says, version, folder)
    files = merged(says.whole, there)
    files["module.yaml"] = marked(files["module.yaml"] or "", version.number, version.content_hash)
    changed = {name: text for name, text in files.items() if there.get(name) != text}
    try:
        put_files(folder, changed)
    except OSError as problem:
        raise click.ClickException(f"{folder} cannot be written: {problem.strerror}.") from None
    for name, text in changed.items():
        click.echo(f"{'removed' if text is None else 'written'} {module}/{name}")
    click.echo(f"{module} {version.number}: {len(changed)} files changed, {len(files) - len(changed)} as they were.")
    tell_what_differs(says, version, folder)


def version_or_stop(slug: str, number: int | None) -> ModuleVersion:
    is_there = inspect(db.engine).has_table("module_version")
    version = None
    if is_there:
        version = queries.version_of(slug, number) if number else queries.live_version(slug)
    if version is None:
        raise click.ClickException(f"There is no {slug}{f' {number}' if number else ''} that was published.")
    return version


def stop_at_edits(says: PublishedModule, version: ModuleVersion, folder: Path) -> None:
    """Nothing that somebody wrote into the files is lost unawares."""
    now = read_module(folder, folder.parent).module
    if now is not None and number_of(version.module_id, content_hash(now)):
        return
    what = "; ".join(what_differs(says, now))
    raise click.ClickException(
        f"The files in {folder} say what was never published ({what}), and writing would lose it. Load them with "
        "`banks load`, or write beside them with --to FOLDER, or over them with --replace."
    )


def tell_what_differs(says: PublishedModule, version: ModuleVersion, folder: Path) -> None:
    """An older version may hold variants that its models would be made into otherwise today."""
    again = read_module(folder, folder.parent).module
    if again is None or content_hash(again) != version.content_hash:
        message = f"Reading {folder} again gives another content than version {version.number} has"
        raise click.ClickException(f"{message}: {'; '.join(what_differs(says, again))}.")


def what_differs(says: PublishedModule, again) -> list[str]:
    if again is None:
        return ["the files cannot be read"]
    now = {item.id: item.as_document() for item in again.items}
    then = {one.item.id: one.item.as_document() for one in says.items}
    items = [item_id for item_id in {**then, **now} if then.get(item_id) != now.get(item_id)]
    return [f"items {', '.join(items)}"] if items else ["their order, or another part of the module"]
