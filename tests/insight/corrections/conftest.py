"""The clock of a correction."""

import pytest
import time_machine

from tests.insight.corrections.builders import (
    FIRST,
)


@pytest.fixture
def clock(app):
    with time_machine.travel(FIRST, tick=False) as clock:
        yield clock
