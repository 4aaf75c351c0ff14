"""CSV, whatever stands between its cells."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from trainer.banks.formats.decoding import decoded, mark_doubtful
from trainer.banks.formats.questions import Problem, Question, Reading
from trainer.banks.formats.tables import rows
from trainer.banks.formats.tables.columns import COLUMNS, cells_of, example_rows
from trainer.banks.formats.tables.guarding import guarded
from trainer.banks.formats.written import Written

SIGNS = ",;\t|"
LONGEST = 500  # lines of one row
MOST_BROKEN = 2_000  # rows


def read_csv(data: bytes) -> Reading:
    text, warning = decoded(data)
    problems: list[Problem] = []
    reading = rows.read("csv", lines(text, delimiter(text), problems))
    reading.errors = sorted([*reading.errors, *problems], key=lambda one: one.line)
    mark_doubtful(reading.questions, warning)
    return reading


def delimiter(text: str) -> str:
    """What the first line has most of, outside of quotation marks; a line “sep=;” says it."""
    first = next((line for line in text.split("\n") if line.strip()), "")
    if first.lower().startswith("sep=") and len(first) > 4:
        return first[4]
    outside = "".join(first.split('"')[::2])
    return max(SIGNS, key=outside.count)


def lines(text: str, sign: str, problems: list[Problem]) -> Iterator[tuple[int, Sequence[str]]]:
    """A quotation mark that is never closed costs its own row, not all that follow."""
    source = text.split("\n")
    at = 0
    while at < len(source):
        feed = Feed(source, at)
        reader = csv.reader(feed, delimiter=sign, strict=True, skipinitialspace=True)
        try:
            for cells in reader:
                yield feed.row + 1, cells
                feed.row = feed.at
            return
        except csv.Error:
            line = source[feed.row]
            problems.append(Problem(feed.row + 1, f"The quotation marks of this row do not fit: {line[:60]}"))
            at = feed.row + 1
        if len(problems) > MOST_BROKEN:
            problems.append(Problem(at + 1, "In too many rows the quotation marks do not fit. The rest was not read."))
            return


class Feed:
    """Lines for the reader, from `row` on; one row is not spread over more than LONGEST lines."""

    def __init__(self, source: Sequence[str], row: int) -> None:
        self.source, self.row, self.at = source, row, row

    def __iter__(self) -> "Feed":
        return self

    def __next__(self) -> str:
        if self.at >= len(self.source):
            raise StopIteration
        if self.at - self.row > LONGEST:
            raise csv.Error
        self.at += 1
        return self.source[self.at - 1] + "\n"


def write_csv(questions: Iterable[Question]) -> Written:
    out = Written()
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for question in questions:
        cells = cells_of(question, out)
        if cells is not None:
            writer.writerow([guarded(cell) for cell in cells])
    out.data = file.getvalue().encode("utf-8-sig")
    return out


def template_csv() -> bytes:
    """A table to be filled in, with a row for each kind of question."""
    file = io.StringIO()
    csv.writer(file, lineterminator="\r\n").writerows([COLUMNS, *example_rows()])
    return file.getvalue().encode("utf-8-sig")
