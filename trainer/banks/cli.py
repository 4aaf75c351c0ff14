import json
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from trainer.banks import loading, material
from trainer.banks.loading import Report
from trainer.db import db
from trainer.reading import as_json

banks = AppGroup("banks", help="Question banks: check the files, publish what changed.")


@banks.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
@click.option("--json", "wants_json", is_flag=True, help="Print the report as JSON.")
def check(path, wants_json):
    """Name every fault in the banks at PATH (all modules, or one): file, line, rule, how to mend it."""
    report = loading.check_all(path or current_app.config["QUESTION_BANKS"])
    click.echo(json.dumps(summary(report), indent=2, ensure_ascii=False) if wants_json else in_words(report))
    if report.faults:
        raise SystemExit(1)


@banks.command()
@click.argument("path", required=False, type=click.Path(path_type=Path))
def load(path):
    """Publish what changed in the banks at PATH as new versions. A module with a fault stays as it is."""
    report = loading.load_all(path or current_app.config["QUESTION_BANKS"])
    db.session.commit()
    for name in report.published:
        click.echo(f"published {name}")
    for name in report.unchanged:
        click.echo(f"unchanged {name}")
    for fault in report.faults:
        click.echo(fault, err=True)
    if report.faults:
        raise SystemExit(1)


def summary(report: Report) -> dict:
    return {
        "ok": not report.faults,
        "modules": [
            {
                "slug": module.slug,
                "title": module.title,
                "passages": len(material.read(module.material).passages),
                "facts": len(module.facts),
                "sources": len(module.sources),
                "figures": len(module.figures),
                "items": {use: sum(i.use == use for i in module.items) for use in ("scored", "practice", "retired")},
                "safety_critical_items": sum(item.safety_critical for item in module.items),
                "form_length": module.form_length,
            }
            for module in report.modules
        ],
        "credentials": [credential.slug for credential in report.credentials],
        "faults": as_json(report.faults),
    }


def in_words(report: Report) -> str:
    lines = [str(fault) for fault in sorted(report.faults)]
    lines += [
        f"{module.slug}: {len(module.items)} items, {len(module.facts)} facts, {len(module.sources)} sources"
        for module in report.modules
    ]
    number = len(report.faults)
    lines.append("No faults." if not number else "1 fault" if number == 1 else f"{number} faults")
    return "\n".join(lines)
