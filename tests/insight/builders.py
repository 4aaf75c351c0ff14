"""A bank of plain items and attempts at it, written straight into the tables: many, and just as a story needs them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from tests.builders import make_clinic, make_person
from tests.quizzes.builders import adopt
from trainer.banks.models import Item, ItemVersion, Module, ModuleVersion, ModuleVersionItem
from trainer.db import db
from trainer.people.models import Clinic
from trainer.quizzes.models import Attempt, Response

START = datetime(2026, 3, 1, 18, tzinfo=UTC)
WORDS = ("right", "tempting", "wrong", "absurd")


def make_bank(items: int, slug: str = "lungs") -> ModuleVersion:
    """Single best answers of four options, the first of which is the key."""
    module = Module(slug=slug, created_at=START)
    document = {"quiz": {"cut_percent": 75}}
    version = ModuleVersion(
        module=module, number=1, content_hash=slug, document=document, title=f"About {slug}", published_at=START
    )
    db.session.add(version)
    db.session.flush()
    numbers = range(1, items + 1)
    db.session.execute(insert(Item), [{"id": n, "module_id": module.id, "slug": f"item-{n:05}"} for n in numbers])
    add_versions([(n, n, 1) for n in numbers])
    rows = [{"module_version_id": version.id, "position": n, "item_version_id": n} for n in numbers]
    db.session.execute(insert(ModuleVersionItem), rows)
    db.session.commit()
    return version


def add_versions(rows: Sequence[tuple[int, int, int]]) -> None:
    """Each (item version, item, number)."""
    db.session.execute(
        insert(ItemVersion),
        [
            {
                "id": version_id,
                "item_id": item_id,
                "number": number,
                "content_hash": f"{item_id}.{number}",
                "document": document(item_id),
                "published_at": START,
            }
            for version_id, item_id, number in rows
        ],
    )
    db.session.commit()


def document(number: int) -> dict:
    options = [{"text": f"{word} {number}", "key": word == "right", "why": "."} for word in WORDS]
    return {"id": f"item-{number:05}", "kind": "single best answer", "stem": f"What of {number}?", "options": options}


def sit(
    version: ModuleVersion, forms: Sequence[Sequence[tuple[int, int]]], clinic: Clinic | None = None, **changes
) -> list[int]:
    """First attempts that count, a form each: (item version, option chosen). Gives the numbers of the attempts."""
    clinic = clinic or make_clinic()
    adoption, person = adopt(version, clinic), make_person(clinic=clinic)
    attempts = [
        Attempt(
            person_id=person.id,
            clinic_id=clinic.id,
            module_id=version.module_id,
            module_version_id=version.id,
            adoption_id=adoption.id,
            seed=1,
            form=[],
            started_at=START,
            deadline_at=START + timedelta(hours=1),
            submitted_at=START + timedelta(minutes=30),
            result={},
            passed=True,
        )
        for _ in forms
    ]
    db.session.add_all(attempts)
    db.session.flush()
    usual = {"seconds": 40.0, "blank": False, "is_counted": True, "is_first": True}
    rows = [
        usual
        | {
            "attempt_id": attempt.id,
            "number": number,
            "item_version_id": item,
            "score": float(option == 0),
            "given": json.dumps(option),
        }
        | changes
        for attempt, form in zip(attempts, forms, strict=True)
        for number, (item, option) in enumerate(form, 1)
    ]
    db.session.execute(insert(Response), rows)
    db.session.commit()
    return [attempt.id for attempt in attempts]
