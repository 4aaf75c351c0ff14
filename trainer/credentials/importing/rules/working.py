"""Long work on an import, done by the worker: trying out, importing, undoing. Told by dates, like everything."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

AT_ONCE = 2_000  # rows that are tried out, imported and undone while one waits
UNCONFIRMED = timedelta(days=7)  # so long a file is kept that nobody confirms

Kind = Literal["try", "import", "undo"]


@dataclass(frozen=True)
class Dates:
    """`try_asked_at` is given only for what the worker tries out, `undo_asked_at` for what it undoes."""

    try_asked_at: datetime | None
    tried_at: datetime | None
    made_at: datetime | None
    finished_at: datetime | None
    undo_asked_at: datetime | None
    undone_at: datetime | None

    @property
    def work(self) -> Kind | None:
        """What the worker still has to do."""
        if self.undone_at:
            return None
        if self.undo_asked_at:
            return "undo"
        if self.made_at:
            return None if self.finished_at else "import"
        return "try" if self.try_asked_at and not self.tried_at else None


def is_long(rows: int) -> bool:
    return rows > AT_ONCE
