"""Going back, so that a sample made today has a record of years: what is done in between is dated as if done then."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from trainer import clock


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    with patch.object(clock, "now", lambda: moment):
        yield
