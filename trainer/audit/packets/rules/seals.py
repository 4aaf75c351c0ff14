"""Whether rows are what was sealed: each against its line, the lines up to the hash of their batch."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from trainer.audit.packets.rules.findings import Finding
from trainer.trail.rules import link, spelled
from trainer.trail.rules import seal as hash_of_batch

Row = tuple[str, str]  # table and id


def check(
    rows: Mapping[Row, str],
    names: Mapping[Row, str],
    batches: Mapping[str, Mapping[str, Any]],
    is_whole: bool = True,
) -> Iterator[Finding]:
    """`rows` are the digests of what the packet shows, `names` their members, `batches` the seals by member.

    Not `is_whole`: some seal is known to be damaged, so that rows without one are no news.
    """
    sealed: dict[Row, tuple[str, str]] = {}
    for member, batch in batches.items():
        yield from check_batch(member, batch)
        for table, row_id, digest in batch["rows"]:
            if (table, row_id) in sealed:
                yield Finding(member, f"{table} {row_id}", "it is sealed twice")
            sealed[table, row_id] = digest, f"batch {batch['number']} at {batch['sealed_at']}"
    yield from check_neighbors(batches)
    for row, digest in rows.items():
        if row in sealed and sealed[row][0] != digest:
            yield Finding(names[row], "", f"it is not what was sealed in {sealed[row][1]}")
        elif row not in sealed and is_whole:
            yield Finding(names[row], "", "no seal of it is in the packet")


def check_batch(member: str, batch: Mapping[str, Any]) -> Iterator[Finding]:
    """The lines from the first that the packet needs to the last, each resting on the one before."""
    chain, first, lines = batch["previous_chain"], batch["first"], batch["rows"]
    for table, row_id, digest in lines:
        chain = link(chain, table, row_id, digest)
    if first == 1 and batch["previous_chain"] != batch["previous_hash"]:
        yield Finding(member, "previous_chain", "the first line does not rest on the batch before")
    if not lines or first + len(lines) - 1 != batch["lines"]:
        yield Finding(member, "rows", "lines are missing, or there are too many")
    sealed_at = datetime.fromisoformat(batch["sealed_at"])
    if type(batch["is_last"]) is not bool or spelled(sealed_at) != batch["sealed_at"]:
        yield Finding(member, "", "it is not spelled as seals are")
    found = hash_of_batch(batch["number"], batch["previous_hash"], sealed_at, batch["lines"], batch["is_last"], chain)
    if found != batch["hash"]:
        yield Finding(member, "hash", f"the lines do not lead to the hash of batch {batch['number']}")


def check_neighbors(batches: Mapping[str, Mapping[str, Any]]) -> Iterator[Finding]:
    """A batch rests on the one before it, where that is in the packet too."""
    hashes = {batch["number"]: batch["hash"] for batch in batches.values()}
    for member, batch in batches.items():
        before = hashes.get(batch["number"] - 1)
        if before is not None and before != batch["previous_hash"]:
            yield Finding(member, "previous_hash", f"it does not rest on batch {batch['number'] - 1}")
