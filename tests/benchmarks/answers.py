"""A million answers summed up: `python -m tests.benchmarks.answers`, with --engine postgresql and --answers for fewer.

It fails when the processor time of one core goes beyond what was promised. Not part of `make test`.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from math import exp
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import process_time

from flask import Flask

from tests.conftest import migrate
from tests.insight.builders import START, make_bank
from tests.postgres import running_postgres
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.demo.bulk import stamp, write
from trainer.insight import columns, queries
from trainer.insight.pages import ordered, points, rows
from trainer.insight.rules.forms import form_numbers
from trainer.insight.summaries import summary_of
from trainer.people.models import Person
from trainer.quizzes.models import Attempt, Response

PROMISED = 5.0  # seconds for a million
QUESTIONS = 20
ATTEMPT = (
    "id person_id module_id module_version_id seed form started_at deadline_at position flags receipts submitted_at"
)
RESPONSE = "attempt_id number item_version_id score given seconds blank is_counted is_first"


def main(asked: Namespace) -> int:
    with filled(asked) as (_, version):
        wanted = columns.Asked(version.module_id)
        spent = {}
        spent["read as columns, all numbers and alerts"] = cost(lambda: summary_of(wanted, "model", extents(version)))
        spent["first 50 rows with intervals, 300 points"] = cost(lambda: page(wanted, version))
        spent["read again, a form's reliability"] = cost(lambda: form_numbers(columns.read(wanted), 16))
    for what, seconds in spent.items():
        print(f"  {what:44} {seconds:6.2f} s")
    whole = sum(list(spent.values())[:2])
    limit = PROMISED * asked.answers / 1_000_000
    print(f"  {asked.answers:,} answers, {asked.items:,} items: {whole:.2f} s, promised {limit:.2f} s")
    return 1 if whole > limit else 0


def extents(version: ModuleVersion):
    return queries.extents(version.module_id)


def page(wanted: columns.Asked, version: ModuleVersion) -> None:
    summary, _ = summary_of(wanted, "model", extents(version))
    places = ordered(summary, "discrimination")
    rows(summary, places[:50])
    points(summary, places)


def cost(ask) -> float:
    """Processor seconds of this process."""
    before = process_time()
    ask()
    return process_time() - before


@contextmanager
def filled(asked: Namespace) -> Iterator[tuple[Flask, ModuleVersion]]:
    with TemporaryDirectory(prefix="trainer-benchmark-") as folder:
        if asked.engine == "sqlite":
            yield from made(Path(folder), f"sqlite:///{folder}/bench.db", asked)
        else:
            with running_postgres() as server:
                server.create("bench")
                yield from made(Path(folder), server.url("bench"), asked)


def made(folder: Path, url: str, asked: Namespace) -> Iterator[tuple[Flask, ModuleVersion]]:
    app = migrate(folder, url)
    with app.app_context():
        version, random = make_bank(asked.items), Random(asked.seed)
        person = Person(name="A", email="a@example.org", joined_at=START, fs_uniquifier="a")
        db.session.add(person)
        db.session.flush()
        begun, attempts = stamp(START.replace(tzinfo=None)), range(1, asked.answers // QUESTIONS + 1)
        usual = (person.id, version.module_id, version.id, 1, "[]", begun, begun, 1, "[]", 0, begun)
        write(Attempt.__table__, [*ATTEMPT.split(), "result", "passed"], ((n, *usual, "{}", True) for n in attempts))
        hardness = [random.gauss(0, 1) for _ in range(asked.items + 1)]
        write(Response.__table__, RESPONSE.split(), answers(attempts, hardness, random))
        db.session.commit()
        yield app, version
        db.session.remove()
        db.engine.dispose()


def answers(attempts: range, hardness: list[float], random: Random) -> Iterator[tuple]:
    for attempt in attempts:
        able = random.gauss(1.2, 1)
        for number in range(1, QUESTIONS + 1):
            item = random.randrange(1, len(hardness))
            knows = random.random() < 1 / (1 + exp(hardness[item] - able))
            option = 0 if knows else random.choice((1, 1, 2, 3))
            seconds = round(random.lognormvariate(3.5, 0.5), 1)
            yield attempt, number, item, float(knows), str(option), seconds, False, True, True


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks.answers", description="A million answers summed up.")
    parser.add_argument("--answers", type=int, default=1_000_000)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engine", choices=["sqlite", "postgresql"], default="sqlite")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
