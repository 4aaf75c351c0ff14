"""The chain by itself: do the batches and their lines still rest on each other? The first broken link is named."""

from collections.abc import Iterable, Iterator
from typing import Any

from trainer.trail.checking import findings
from trainer.trail.checking.findings import Counts, Finding
from trainer.trail.rules import FIRST, link, seal


def broken(batches: Iterable[Any], lines: Iterable[Any], counts: Counts) -> Iterator[Finding]:
    """`batches` by number, `lines` by batch and position, both as rows that are read while we go."""
    previous, upcoming = FIRST, Ahead(lines)
    for expected_gap, batch in numbered(batches):
        counts.batches += 1
        if expected_gap:
            yield gap(expected_gap, batch.number)
        elif batch.previous_hash != previous:
            yield findings.batch("batch_changed", batch.number, f"does not rest on batch {batch.number - 1}")
        yield from strays(upcoming, batch.number, counts)
        yield from broken_in(batch, upcoming, counts)
        previous = batch.hash
    yield from strays(upcoming, None, counts)


def numbered(batches: Iterable[Any]) -> Iterator[tuple[int, Any]]:
    """Each batch, with the number that should have come when it is another one; 0 when all is well."""
    expected = 1
    for batch in batches:
        yield (expected if batch.number != expected else 0), batch
        expected = batch.number + 1


def gap(first: int, following: int) -> Finding:
    if following - first == 1:
        return findings.batch("batch_gone", first, "gone")
    return Finding("batch_gone", f"batches {first} to {following - 1}: gone", batch=first)


def broken_in(batch: Any, upcoming: "Ahead", counts: Counts) -> Iterator[Finding]:
    chains, position, is_sound = {batch.previous_hash}, 0, True
    while (line := upcoming.next) is not None and line.batch_number == batch.number:
        counts.lines += 1
        if line.position != position + 1:
            yield line_gone(batch, position + 1, line.position - 1)
            is_sound = False
            chains = {line.chain}
        else:
            links = {link(chain, line.table_name, line.row_id, line.digest) for chain in chains}
            if line.chain not in links:
                yield line_changed(batch, line)
            chains = {line.chain} if line.chain in links else {line.chain, *links}  # only the first break is named
        position = line.position
        upcoming.step()
    if position != batch.lines:
        if position < batch.lines:
            yield line_gone(batch, position + 1, batch.lines)
        else:
            yield findings.batch("batch_changed", batch.number, f"says {batch.lines} lines and has {position}")
    elif is_sound and not any(fits(batch, chain) for chain in chains):
        yield findings.batch("batch_changed", batch.number, "changed since it was sealed: its hash does not fit")


def fits(batch: Any, chain: str) -> bool:
    return batch.hash == seal(batch.number, batch.previous_hash, batch.sealed_at, batch.lines, batch.is_last, chain)


def line_gone(batch: Any, first: int, last: int) -> Finding:
    if first == last:
        return findings.batch("line_gone", batch.number, f"line {first} of {batch.lines} is gone")
    return findings.batch("line_gone", batch.number, f"lines {first} to {last} of {batch.lines} are gone")


def line_changed(batch: Any, line: Any) -> Finding:
    return findings.row(
        "line_changed",
        line.table_name,
        line.row_id,
        f"its seal was changed, or stands in another place (batch {batch.number}, line {line.position}, "
        f"sealed {findings.minute(batch.sealed_at)})",
        batch.number,
    )


def strays(upcoming: "Ahead", number: int | None, counts: Counts) -> Iterator[Finding]:
    """Lines of batches that are not there, up to batch `number`."""
    while (line := upcoming.next) is not None and (number is None or line.batch_number < number):
        gone, count = line.batch_number, 0
        while (line := upcoming.next) is not None and line.batch_number == gone:
            count += 1
            upcoming.step()
        counts.lines += count
        yield findings.batch("line_stray", gone, f"gone, but {count} lines that were sealed in it are there")


class Ahead:
    """An iterator of which one can see the next, None at the end."""

    def __init__(self, rows: Iterable[Any]):
        self.rows = iter(rows)
        self.step()

    def step(self) -> None:
        self.next = next(self.rows, None)
