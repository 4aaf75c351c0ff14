"""A small module, published and adopted: two objectives, the second safety-critical, four items of each."""

from datetime import date, timedelta

from tests.builders import LONG_AGO, make_clinic, make_person, saved
from trainer import clock
from trainer.banks import actions as banks
from trainer.banks import content
from trainer.banks.models import Adoption
from trainer.credentials import actions as credentials
from trainer.credentials.content import Policy
from trainer.db import db
from trainer.quizzes import queries
from trainer.quizzes.models import Attempt

REVIEW_BY = date(2040, 1, 1)
MATERIAL = """
## What it says

{#where facts="F-1"}
The lung lies *here* [@Somebody20].

{#what facts="F-2"}
Stop, then look.
"""


def make_item(slug: str, objective: str, **changes) -> content.SingleBestAnswer:
    options = tuple(
        content.Option(text=f"{slug} {word}", key=word == "right", why=f"Because {slug} {word}.")
        for word in ("right", "wrong", "false")
    )
    usual = {
        "id": slug,
        "kind": "single best answer",
        "objective": objective,
        "level": "application",
        "safety_critical": objective == "respond",
        "passage": "what" if objective == "respond" else "where",
        "facts": ("F-2" if objective == "respond" else "F-1",),
        "stem": f"What about {slug}?",
        "options": options,
    }
    return content.SingleBestAnswer(**usual | changes)


def make_content(slug="lungs", **changes) -> content.Module:
    items = tuple(
        make_item(f"{slug}-{objective}-{n}", objective) for objective in ("anatomy", "respond") for n in range(4)
    )
    usual = {
        "slug": slug,
        "title": f"About {slug}",
        "summary": "Where it lies and what to do.",
        "review_by": REVIEW_BY,
        "objectives": (
            content.Objective(id="anatomy", short="Know where it lies", text="Know where it lies."),
            content.Objective(id="respond", short="Respond", text="Respond in time.", safety_critical=True),
        ),
        "blueprint": {"anatomy": {"application": 2}, "respond": {"application": 2}},
        "quiz": content.QuizPolicy(
            minutes=40, cut_percent=75, cut_basis="Provisional.", safety_critical_percent=100, attempts=3, per_days=30,
            wait_hours=24,
        ),
        "sources": (
            content.Source(id="Somebody20", citation="Somebody 2020.", evidence="a look", checked_on=date(2026, 1, 1)),
        ),
        "facts": tuple(
            content.Fact(id=f"F-{n}", says=f"Fact {n}.", use="key", sources=("Somebody20",), review_by=REVIEW_BY)
            for n in (1, 2)
        ),
        "material": MATERIAL,
        "figures": {},
        "items": items,
    }  # fmt: skip
    return content.Module(**usual | changes)


def publish(module: content.Module | None = None):
    version, _ = banks.publish(module or make_content())
    db.session.commit()
    return version


def publish_policy(*modules: str, **changes):
    usual = {
        "title": "Lungs and needles",
        "scope": "Knowledge only.",
        "by_default": True,
        "requires": [{"module": module, "within_months": 24} for module in modules],
        "valid": {"anchor": "evidence"},
        "due_soon_days": 60,
    }
    policy = Policy.model_validate(usual | changes)
    version, _ = credentials.publish("lungs-and-needles", policy, policy.model_dump_json())
    db.session.commit()
    return version


def adopt(version, clinic, **changes) -> Adoption:
    director = make_person("director", clinic)
    usual = {
        "clinic_id": clinic.id,
        "module_version_id": version.id,
        "adopted_by_id": director.id,
        "name": "A lead",
        "statement": "I stand for it.",
        "adopted_on": date(2026, 1, 1),
        "recorded_at": LONG_AGO,
    }
    return saved(Adoption(**usual | changes))


def make_candidate(**changes):
    """A practitioner whose clinic has adopted the small module."""
    version = publish()
    clinic = make_clinic()
    adopt(version, clinic)
    return make_person(clinic=clinic, **changes)


def the_attempt(person) -> Attempt:
    """The newest attempt of a person, fresh from the database."""
    db.session.expire_all()
    return queries.attempts_of(person)[0]


def run_out(attempt: Attempt) -> None:
    """Let the time of an attempt be up."""
    attempt.started_at -= timedelta(hours=2)
    attempt.deadline_at = clock.now() - timedelta(minutes=5)
    db.session.commit()
