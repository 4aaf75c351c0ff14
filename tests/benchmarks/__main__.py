"""Whether it is as fast, and takes as little memory, as was promised for very many people: `make benchmark`.

Everything is measured in one run and in turn, as a ratio to plain SQL that says the same, in processor time. It ends
with a failure where a promise is broken: twice the plain SQL, ten statements a page, memory that grows with the rows.
"""

import sys
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import time_machine

from tests.benchmarks import town
from tests.benchmarks.questions import Measured, of_all_clinics, of_one_clinic
from tests.benchmarks.stand import Stand, rows_of, stand
from tests.benchmarks.streams import NOW, Stream, stream

MOST_RATIO = 2.0
MOST_STATEMENTS = 10
MOST_GROWTH = 24.0  # MB, from a tenth of the rows to all of them; pieces of memory are handed out in large lumps


def main(asked: Namespace) -> int:
    broken: list[str] = []
    for engine in asked.engines:
        begun = perf_counter()
        with time_machine.travel(NOW), stand(engine, asked.people, asked.seed) as made:
            print(
                f"{engine}: {asked.people:,} people, 8 requirements, {town.YEARS} years, {rows_of('entry'):,} events "
                f"(seed {asked.seed}, made in {perf_counter() - begun:.0f} s)",
                flush=True,
            )
            broken += [f"{engine}: {one}" for one in questions(made, asked.times)]
            if asked.streams:
                broken += [f"{engine}: {one}" for one in streams(made)]
    for one in broken:
        print(f"Broken: {one}")
    print("Not everything is as promised." if broken else "Everything is as promised.")
    return 1 if broken else 0


def questions(made: Stand, times: int) -> Iterator[str]:
    print(f"  {'':46} {'plain':>9} {'here':>9} {'ratio':>6} {'statements':>11} {'request':>9}")
    for measure in (of_all_clinics, of_one_clinic):
        for one in measure(made, times):
            whole = f"{one.whole * 1000:6.0f} ms" if one.whole else ""
            print(
                f"  {one.what:46} {one.plain * 1000:6.0f} ms {one.ours * 1000:6.0f} ms {one.ratio:6.2f} "
                f"{one.statements:11} {whole:>9}",
                flush=True,
            )
            yield from broken_by(one)


def broken_by(one: Measured) -> Iterator[str]:
    if one.ratio > MOST_RATIO:
        yield f"{one.what} takes {one.ratio:.2f} times the plain SQL"
    if one.statements > MOST_STATEMENTS:
        yield f"{one.what} takes {one.statements} statements"


def streams(made: Stand) -> Iterator[str]:
    print(f"  {'':46} {'rows':>9} {'rows/s':>9} {'peak':>9}")
    with TemporaryDirectory() as folder:
        for what in ("status", "binder"):
            peaks = []
            for size in (made.people // 10, made.people):
                if what == "binder":
                    town.gather(size)
                found = stream(made, Path(folder), what, size)
                peaks.append(found.peak)
                print_stream(found)
            if peaks[1] - peaks[0] > MOST_GROWTH:
                yield f"{what} takes {peaks[1] - peaks[0]:.0f} MB more for ten times the rows"


def print_stream(one: Stream) -> None:
    print(f"  {one.what:46} {one.rows:9,} {one.rows / one.seconds:9,.0f} {one.peak:6.0f} MB", flush=True)


def arguments() -> Namespace:
    parser = ArgumentParser(prog="python -m tests.benchmarks", description="Speed and memory, as promised or not.")
    parser.add_argument("--people", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--engines", nargs="+", choices=["sqlite", "postgresql"], default=["sqlite", "postgresql"])
    parser.add_argument("--times", type=int, default=3, help="of each question; the best counts")
    parser.add_argument("--no-streams", dest="streams", action="store_false", help="only the questions")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main(arguments()))
