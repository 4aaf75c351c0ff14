import json
from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path

import click

from trainer import trail
from trainer.audit.packets.making import make
from trainer.audit.packets.verifying import Report, verify
from trainer.audit.packets.words import LIMITS
from trainer.credentials import queries
from trainer.credentials.rules import tidy_code
from trainer.db import db
from trainer.errors import Refused
from trainer.trail.heads import Head, written_down

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("code")
@click.option("-o", "file", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
def packet(code, file):
    """Write the evidence for one certificate to a file that can be checked without this server. It holds keys."""
    certificate = queries.by_code(tidy_code(code))
    if certificate is None:
        raise click.ClickException(f"There is no certificate {code}. The code stands on the certificate.")
    try:
        made = make(certificate)
        file.write_bytes(made.data)
    except Refused as problem:
        raise click.ClickException(str(problem)) from None
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be written: {problem.strerror}") from None
    trail.record(
        "packet.exported",
        about=certificate.person,
        clinic=certificate.clinic,
        code=made.code,
        bytes=len(made.data),
        hash=made.hash,
    )
    db.session.commit()
    click.echo(f"{file}: {len(made.data):,} bytes, SHA-256 {made.hash}")


@click.command("verify")
@click.argument("file", type=FILE)
@click.option("--heads", "files", multiple=True, type=FILE, help="A copy of seals.log kept elsewhere, to compare with.")
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@click.pass_context
def verify_packet(context, file, files, as_json):
    """Check a packet by itself, mark and decide again, and name each place that is not as it should be."""
    report = verify(file.read_bytes(), kept_elsewhere(files))
    if as_json:
        click.echo(json.dumps(document(report), indent=1))
    else:
        print_report(report, compares=bool(files))
    context.exit(0 if report.is_sound else 1)


def kept_elsewhere(files: Iterable[Path]) -> Iterable[tuple[str, Head]]:
    for file in files:
        for number, head in written_down(file):
            if head is not None:
                yield f"{file.name}, line {number}", head


def document(report: Report) -> dict:
    return {
        "sound": report.is_sound,
        "sha256": report.sha256,
        "findings": [asdict(one) for one in report.findings],
        **asdict(report.told),
        "batches": [str(one) for one in report.batches],
        "cannot_prove": list(LIMITS),
    }


def print_report(report: Report, compares: bool) -> None:
    for finding in report.findings:
        click.echo(f"WRONG  {finding}")
    for line in (*report.told.certificate, *report.told.attempts, *report.told.evidence):
        click.echo(f"{line}.")
    click.echo("Sealed in these batches (number, moment, hash):")
    for head in report.batches:
        click.echo(f"  {head}")
    if compares:
        click.echo(f"The same in the copy kept elsewhere: {report.told.compared} of {len(report.batches)}.")
    click.echo(f"SHA-256 of the file: {report.sha256}")
    click.echo("A packet cannot prove:")
    for limit in LIMITS:
        click.echo(f"  - {limit}")
    count = len(report.findings)
    click.echo(
        f"FAIL: {count} {'place is' if count == 1 else 'places are'} not as they should be."
        if count
        else f"PASS: nothing was changed since it was sealed, and {again(report)}."
    )


def again(report: Report) -> str:
    if report.told.decided_again:
        return "marked and decided again it comes to the same"
    return "its days were set by people, so there is nothing to decide again"
