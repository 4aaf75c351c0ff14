"""A clinic with a director, and practitioners in every state, on 1 June 2026."""

from dataclasses import dataclass
from datetime import date, timedelta

from tests.builders import LONG_AGO, make_member, make_person, saved
from tests.credentials.builders import make_certificate, make_pass, noon
from trainer.banks.models import Adoption, ModuleVersion
from trainer.people.models import Clinic, Person
from trainer.quizzes.models import Attempt

TODAY = date(2026, 6, 1)
TWO_YEARS = {"lapsed": -10, "due_soon": 30, "current": 400}  # days from today to the last day


@dataclass(frozen=True)
class Right:
    """So many right of twenty."""

    count: int

    @property
    def document(self) -> dict:
        total = {"right": float(self.count), "out_of": 20, "needed": 16}
        return {"total": total, "objectives": {}, "blanks": 0, "passed": self.count >= 16}


def make_attempt(
    person: Person, clinic: Clinic, version: ModuleVersion, right: Right, on: date, adoption: Adoption | None = None
) -> Attempt:
    """A finished attempt; without an adoption it is practice."""
    started_at = noon(on)
    return saved(
        Attempt(
            person=person,
            clinic=clinic,
            module_id=version.module_id,
            module_version=version,
            adoption=adoption,
            seed=1,
            form=[],
            started_at=started_at,
            deadline_at=started_at + timedelta(minutes=40),
            submitted_at=started_at + timedelta(minutes=20),
            result=right.document,
            passed=right.document["passed"],
        )
    )


def make_practitioner(clinic: Clinic, version, state: str, name: str, **changes) -> Person:
    """Somebody in this state today: with a certificate and a pass of every module, or (missing) with neither."""
    person = make_person(None, name=name, **{"profession": "physical therapist"} | changes)
    make_member(person, "practitioner", clinic, recorded_at=LONG_AGO)
    if state != "missing":
        until = TODAY + timedelta(days=TWO_YEARS[state])
        make_certificate(person, clinic, version, valid_from=until - timedelta(days=730), valid_until=until)
        for requirement in version.document["requires"]:
            make_pass(person, clinic, requirement["module"], until.replace(year=until.year - 2))
    return person
