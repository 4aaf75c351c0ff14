"""What axe found no fault with, so that the same thing is not judged again on each page that has it."""

import json
from pathlib import Path


class Judged:
    """Texts that stand for what was judged. All processes of one run tell each other, by a line each in a file."""

    def __init__(self, name: str):
        self.name, self.known = name, set()  # type: str, set[str]
        self.file: Path | None = None
        self.read = 0  # how far

    def share(self, folder: Path) -> None:
        self.file, self.read = folder / f"{self.name}.jsonl", 0

    def all(self) -> list[str]:
        if self.file and self.file.exists() and self.file.stat().st_size > self.read:
            with self.file.open("rb") as lines:
                lines.seek(self.read)
                for line in lines:
                    if line.endswith(b"\n"):  # else another process is just writing it
                        self.known.update(json.loads(line))
                        self.read += len(line)
        return sorted(self.known)

    def add(self, texts: list[str]) -> None:
        new = set(texts) - self.known
        if not new:
            return
        self.known |= new
        if self.file:
            with self.file.open("ab", buffering=0) as lines:
                lines.write(json.dumps(sorted(new)).encode() + b"\n")  # in one piece, after all others


LOOKS, PIECES = Judged("looks"), Judged("pieces")


def share(folder: Path) -> None:
    for judged in (LOOKS, PIECES):
        judged.share(folder)
