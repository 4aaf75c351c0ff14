"""A module whose every form is the same four questions; people who sat it, and corrections of what was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tests.builders import make_clinic, make_person
from tests.credentials.builders import make_policy, noon
from tests.quizzes.builders import adopt, make_content, make_item, publish
from trainer.banks.models import Adoption, ItemVersion, ModuleVersion
from trainer.banks.queries import published
from trainer.db import db
from trainer.insight.corrections import actions
from trainer.insight.corrections.keys import rekeyed
from trainer.insight.corrections.models import Correction
from trainer.insight.corrections.radius import Plan, facing, radius
from trainer.people.models import Clinic, Person
from trainer.quizzes import actions as quizzes
from trainer.quizzes.models import Attempt

FIRST = noon(date(2026, 3, 2))
FAULTY = "lungs-anatomy-0"
WRONG_TWICE = {FAULTY: "wrong", "lungs-anatomy-1": "wrong"}  # 2 of 4: not passed
RIGHT_ONCE = {"lungs-anatomy-1": "wrong"}  # 3 of 4: passed, by the faulty key
UNTIL = date(2026, 12, 1)


def four_items(**changes):
    """Two of anatomy and two of the safety-critical objective, all on every form; 3 of 4 pass, with both of safety."""
    items = tuple(
        make_item(f"lungs-{objective}-{n}", objective) for objective in ("anatomy", "respond") for n in range(2)
    )
    return make_content(**{"items": items} | changes)


@dataclass
class Ward:
    clinic: Clinic
    director: Person
    educator: Person
    version: ModuleVersion
    adoption: Adoption

    def person(self, name: str, **changes) -> Person:
        return make_person(clinic=self.clinic, name=name, **changes)

    @property
    def item(self) -> ItemVersion:
        return item_named(self.version, FAULTY)


def make_ward(content=None, **policy) -> Ward:
    make_policy("lungs", **policy)
    clinic = make_clinic(name="Riverbend")
    version = publish(content or four_items())
    return Ward(
        clinic,
        make_person("director", clinic, name="Dora Díaz"),
        make_person("educator", clinic, name="Edda Berg"),
        version,
        adopt(version, clinic),
    )


def another_clinic(ward: Ward, name: str = "Hillside") -> Ward:
    clinic = make_clinic(name=name)
    director = make_person("director", clinic, name=f"Director of {name}")
    return Ward(clinic, director, ward.educator, ward.version, adopt(ward.version, clinic))


def item_named(version: ModuleVersion, slug: str) -> ItemVersion:
    found = next(one for one in published(version.id).items if one.item.id == slug)
    return db.session.get_one(ItemVersion, found.version_id)


def sit(person: Person, ward: Ward, given: Mapping[str, str | None], *, practice=False, hand_in=True) -> Attempt:
    """What is not named is answered rightly; a word is that of the option, None leaves the question blank."""
    adoption = None if practice else ward.adoption
    attempt = quizzes.start(person, None if practice else ward.clinic, adoption, ward.version, seed=7)
    db.session.commit()
    module = published(ward.version.id)
    for number, question in enumerate(attempt.form, 1):
        one = module.by_version[question["item"]]
        word = given.get(one.item.id, "right")
        if word is not None:
            answer = one.kind.key(one.item) if word == "right" else answer_of(one.item, word)
            quizzes.answer(attempt, number, answer, number)
            db.session.commit()
    if hand_in:
        quizzes.submit(attempt)
        db.session.commit()
    return attempt


def answer_of(item, word: str) -> str:
    """The option that ends in the word; of other kinds the word is the answer as it is kept."""
    if options := getattr(item, "options", None):
        return next(str(number) for number, option in enumerate(options) if option.text.endswith(word))
    return word


def key(item: ItemVersion, *words: str) -> dict:
    """The document, keyed by the options that end in these words."""
    numbers = [str(n) for n, one in enumerate(item.document["options"]) if one["text"].endswith(tuple(words))]
    document, problem = rekeyed(item.document, {"key": numbers})
    assert not problem
    return document


def plan(item: ItemVersion, remedy: str, document=None, *others: ItemVersion) -> Plan:
    return Plan(item.item.module_id, remedy, {one.id: document for one in (item, *others)}, UNTIL)


def propose(
    ward: Ward, remedy: str, document=None, item: ItemVersion | None = None, reason="The key is wrong."
) -> Correction:
    drawn = plan(item or ward.item, remedy, document)
    correction, _ = actions.propose(actions.Proposal(drawn, reason, radius(drawn).digest), ward.educator)
    db.session.commit()
    return correction


def approve(ward: Ward, correction: Correction, by: Person | None = None):
    return approve_as_shown(ward, correction, shown_to(ward, correction), by)


def approve_as_shown(ward: Ward, correction: Correction, digest: str, by: Person | None = None):
    decision = actions.approve(correction, ward.clinic, by or ward.director, "", digest)
    db.session.commit()
    return decision


def shown_to(ward: Ward, correction: Correction) -> str:
    """The digest that stands on the page of the clinic's director."""
    db.session.refresh(correction)
    return facing(correction, ward.clinic, ward.director).digest


def outcomes(found) -> dict[int, str]:
    return {one.attempt: one.outcome for one in found.effects}
