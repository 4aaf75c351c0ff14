import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import click
from flask import current_app

from trainer import clock
from trainer.banks import lint, loading
from trainer.banks.checks import DraftRow
from trainer.banks.cli.group import banks
from trainer.banks.cli.report import number
from trainer.banks.cli.showing import marks_of, shown
from trainer.banks.composing import Decision, proposed_blueprint
from trainer.banks.composing.deciding import CannotWrite, entry_text, with_decision, with_entry
from trainer.banks.composing.writing import written
from trainer.banks.content import Module
from trainer.banks.loading import Checked

NO_TERMINAL = "This needs a terminal. In a script name each ITEM, with --accept or --reject."
KEYS = "a accept  r reject  e edit  s skip  q quit"


@banks.command()
@click.argument("slug")
@click.argument("items", nargs=-1, metavar="[ITEM]...")
@click.option("--accept/--reject", "is_accepted", default=None, help="What is decided about each ITEM.")
@click.option("--reason", default="", help="Why; needed to reject.")
@click.option("--by", default="", metavar="NAME", help="Who decides, as it is kept with the decision.")
def decide(slug, items, is_accepted, reason, by):
    """Decide on drafts of the module SLUG. Without an ITEM: walk through the open ones, one key each."""
    folder = current_app.config["QUESTION_BANKS"] / slug
    checked = readable(folder)
    by = by.strip() or click.prompt("Your name, as it is kept with each decision").strip()
    if items:
        decide_on(folder, checked, items, decision(is_accepted, reason, by))
    else:
        try:
            walk(folder, checked, by)
        except OSError as problem:  # no terminal to read a key from
            raise click.UsageError(NO_TERMINAL) from problem
    click.echo(standing(readable(folder)))


def readable(folder: Path) -> Checked:
    """The module, if its drafts can be read: what cannot be read is not written into."""
    if not (folder / "module.yaml").is_file():
        raise click.ClickException(f"There is no module {folder}.")
    checked = loading.read_module(folder, folder.parent)
    broken = [fault for fault in checked.faults if fault.rule in {"yaml", "encoding", "too-large", "path"}]
    if broken:
        raise click.ClickException("\n".join(map(str, broken)))
    if not checked.drafts:
        raise click.ClickException(f"{folder} has no drafts that can be read. `banks check` says why.")
    return checked


def decision(is_accepted: bool | None, reason: str, by: str) -> Decision:
    if is_accepted is None:
        raise click.UsageError("Say --accept or --reject.")
    if not is_accepted and not reason.strip():
        raise click.UsageError("Say with --reason why; the next reader asks.")
    return Decision(is_accepted=is_accepted, reason=reason, by=by, on=clock.today("UTC"))


def decide_on(folder: Path, checked: Checked, items: tuple[str, ...], made: Decision) -> None:
    rows = {row.item.id: row for row in checked.drafts}
    if unknown := [item for item in items if item not in rows]:
        raise click.ClickException(f"No draft of {folder.name} is called {', '.join(unknown)}. Nothing was written.")
    for item in items:
        write(folder, rows[item], made)


def walk(folder: Path, checked: Checked, by: str) -> None:
    waiting = [row for row in checked.drafts if row.is_open]
    for place, row in enumerate(waiting, 1):
        if not asked(folder, row, f"{place} of {len(waiting)}", by):
            break


def asked(folder: Path, row: DraftRow, place: str, by: str) -> bool:
    """Show one draft until something is decided about it; False to stop here."""
    while True:
        document = row.item.model_dump(exclude_defaults=True)
        findings = [
            found for question in lint.questions(document, row.item.case_text) for found in lint.findings(question)
        ]
        click.echo(f"\n{place}  {row.item.id}  ({row.note.generator})")
        click.echo(shown(document, row.note.quote, marks_of(document, row.note.quote), findings))
        click.echo(f"\n{KEYS} ", nl=False)
        key = click.getchar(echo=False).lower()
        click.echo(key if key.isprintable() else "")
        match key:
            case "a":
                write(folder, row, decision(True, "", by))
                return True
            case "r":
                if reason := click.prompt("Why (empty: go back)", default="", show_default=False).strip():
                    write(folder, row, decision(False, reason, by))
                    return True
            case "e":
                row = edited(folder, row)
            case "s":
                return True
            case "q" | "\x03" | "\x04" | "\x1b":
                return False


def edited(folder: Path, row: DraftRow) -> DraftRow:
    """The draft as it stands after its entry was opened in the editor ($EDITOR)."""
    before = entry_text(text_of(folder, row), row.item.id)
    after = click.edit(before, extension=".yaml")
    if after is None or after == before:
        return row
    kept = text_of(folder, row)
    try:
        put(folder, row, lambda text: with_entry(text, row.item.id, after))
    except click.ClickException as problem:
        click.echo(problem.message, err=True)
        return row
    again = loading.read_module(folder, folder.parent)
    found = [one for one in again.drafts if one.item.id == row.item.id]
    if found:
        return found[0]
    faults = [fault for fault in again.faults if fault.file.endswith(row.document.file.rpartition("/")[2])]
    click.echo("\n".join(["Not kept:", *map(str, faults)]), err=True)
    put(folder, row, lambda _text: kept)
    return row


def write(folder: Path, row: DraftRow, made: Decision) -> None:
    put(folder, row, lambda text: with_decision(text, row.item.id, made))


def text_of(folder: Path, row: DraftRow) -> str:
    return file_of(folder, row).read_bytes().decode("utf-8-sig")


def file_of(folder: Path, row: DraftRow) -> Path:
    return folder / row.document.file.rpartition("/")[2]


def put(folder: Path, row: DraftRow, change: Callable[[str], str]) -> None:
    """The file as changed, in one step, its line ends as they were; nothing is written when it cannot be done."""
    file = file_of(folder, row)
    try:
        text = change(text_of(folder, row))
        with tempfile.NamedTemporaryFile("wb", dir=folder, prefix=".", suffix=".tmp", delete=False) as place:
            place.write(text.encode())
        Path(place.name).chmod(file.stat().st_mode)
        os.replace(place.name, file)
    except CannotWrite as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}.") from None


def standing(checked: Checked) -> str:
    """What is decided, and what still stands between the module and its readers."""
    accepted = sum(row.is_accepted for row in checked.drafts)
    waiting = sum(row.is_open for row in checked.drafts)
    rejected = len(checked.drafts) - accepted - waiting
    lines = [f"{number(accepted, 'draft')} accepted, {rejected} rejected, {waiting} open."]
    lines += [str(fault) for fault in checked.faults]
    if any(fault.rule == "blueprint" for fault in checked.faults) and not waiting and checked.module:
        lines += [
            "A blueprint that the accepted drafts can meet, for module.yaml:",
            *indented(blueprint(checked.module)),
        ]
    if not checked.faults:
        lines.append("No faults: `flask --app wsgi banks load` publishes it.")
    return "\n".join(lines)


def blueprint(module: Module) -> str:
    cells = [(item.objective, item.level) for item in module.items if item.use == "scored"]
    known = [objective.id for objective in module.objectives]
    return written({"blueprint": proposed_blueprint([cell for cell in cells if cell[0] in known], known)})


def indented(text: str) -> list[str]:
    return [f"    {line}" for line in text.splitlines()]
