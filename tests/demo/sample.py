from pathlib import Path

from flask import Flask

from tests.conftest import migrate
from trainer.db import db


def make_sample(folder: Path) -> None:
    """The file of a database with sample clinics on what is shipped."""
    app = migrate(folder, f"sqlite:///{folder}/trainer.db")
    load(app, seed=1)
    with app.app_context():
        db.engine.dispose()  # the last connection to close leaves one file that can be copied


def load(app: Flask, **options: int) -> None:
    run = app.test_cli_runner().invoke(args=["demo", "load", *[f"--{k}={v}" for k, v in options.items()]])
    assert run.exit_code == 0, run.output + str(run.exception)
