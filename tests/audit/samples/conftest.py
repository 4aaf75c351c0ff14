from dataclasses import dataclass

import pytest

from tests.audit.builders import make_practitioner
from tests.browser import Browser
from trainer.audit.samples.rules import PARTS


@dataclass(frozen=True)
class Office:
    """What a director does with internal audits."""

    browser: Browser
    address: str

    def begin(self, **typed):
        self.browser.open(f"{self.address}/new")
        return self.browser.press("Draw the sample", **{"seed": "7", "size": "3"} | typed)

    def open(self, position: int, audit: int = 1):
        return self.browser.open(f"{self.address}/{audit}/files/{position}")

    def look_through(self, position: int, **typed):
        self.open(position)
        return self.browser.press("Save", **{f"{part}_grade": "none" for part in PARTS} | typed)

    def sign(self, position: int, name: str = "Dora Díaz, director"):
        self.open(position)
        return self.browser.press("Sign off", name=name)


@pytest.fixture
def office(director, stage) -> Office:
    return Office(director, f"/clinics/{stage.clinic.slug}/internal-audits")


@pytest.fixture
def crew(stage):
    states = ["current", "lapsed", "missing", "due_soon", "current", "current"]
    return [make_practitioner(stage.clinic, stage.policy, state, f"P{n}") for n, state in enumerate(states)]
