"""The blast radius of a correction: every attempt that asked the item, marked again. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from trainer.insight.corrections import rules
from trainer.insight.corrections.clearance import with_what_hangs
from trainer.insight.corrections.marking import Fix
from trainer.insight.corrections.models import Correction
from trainer.insight.corrections.queries.alongside import Fixed
from trainer.insight.corrections.queries.sittings import EVERYBODY, Sitting, Whose, asked
from trainer.insight.corrections.rules import Effect, Mark
from trainer.people.models import Clinic, Person
from trainer.quizzes.rules import Result


@dataclass(frozen=True)
class Plan:
    """What is proposed, stored or not: of which module, by which remedy, with which documents by item version."""

    module_id: int
    remedy: str
    documents: Mapping[int, Mapping | None]
    retest_until: date | None = None

    @classmethod
    def of(cls, correction: Correction) -> "Plan":
        documents = {one.item_version_id: one.document for one in correction.items}
        return cls(correction.module_id, correction.remedy, documents, correction.retest_until)

    @property
    def fixes(self) -> dict[int, Fix]:
        if self.remedy == "retest":
            return {}
        return {item: Fix(self.remedy, document) for item, document in self.documents.items()}


@dataclass(frozen=True)
class Radius:
    """The effects, oldest attempt first, with the attempts they are about and the results of marking again."""

    effects: Sequence[Effect]
    sittings: Mapping[int, Sitting] = field(default_factory=dict)
    results: Mapping[int, Result] = field(default_factory=dict)

    def of(self, clinic: int | None) -> "Radius":
        """Of one clinic, or (None) of practice."""
        return Radius([one for one in self.effects if one.clinic == clinic], self.sittings, self.results)

    @cached_property
    def digest(self) -> str:
        return rules.digest(self.effects)

    @cached_property
    def tally(self) -> dict[str, int]:
        return rules.tally(self.effects)

    @property
    def clinics(self) -> list[int | None]:
        """In the order of their numbers, practice last."""
        return sorted({one.clinic for one in self.effects}, key=lambda one: (one is None, one or 0))

    @property
    def changes(self) -> list[Effect]:
        """What is listed by itself: not what stays as it was. What flips comes first."""
        order = list(rules.OUTCOMES)
        shown = [one for one in self.effects if one.outcome != "same"]
        return sorted(shown, key=lambda one: (order.index(one.outcome), one.attempt))

    @classmethod
    def from_document(cls, document: Mapping) -> "Radius":
        return cls([Effect.from_document(one) for one in document["effects"]])

    def as_document(self) -> dict:
        """What is kept of it: counts, and everything but names."""
        return {"tally": self.tally, "effects": [one.as_document() for one in self.effects], "digest": self.digest}


def radius(plan: Plan, whose: Whose = EVERYBODY, before: int | None = None) -> Radius:
    """On top of what each clinic has approved already. Deterministic: the same record gives the same digest.

    `before`: on top of decisions with lower numbers only.
    """
    found = asked(plan.module_id, plan.documents, whose, before)
    return of_these(plan, found.sittings, found.approved)


def of_these(plan: Plan, found: Sequence[Sitting], earlier: Fixed) -> Radius:
    results: dict[int, Result] = {}
    effects = []
    for one in found:
        effect, result = effect_on(one, plan, earlier.get(one.clinic, {}))
        effects.append(effect)
        if result is not None:
            results[one.attempt] = result
    by_attempt = {one.attempt: one for one in found}
    percents = {attempt: result.percent for attempt, result in results.items()}
    return Radius(with_what_hangs(effects, by_attempt, percents), by_attempt, results)


@dataclass(frozen=True)
class Facing:
    """What a director faces: the own clinic's people, practice (None: it is decided), and whether it is about them."""

    here: Radius
    practice: Radius | None
    is_about_me: bool

    @property
    def digest(self) -> str:
        return self.here.digest if self.practice is None else f"{self.here.digest} {self.practice.digest}"


def facing(correction: Correction, clinic: Clinic, person: Person) -> Facing:
    plan = Plan.of(correction)
    has_practice = all(one.clinic_id is not None for one in correction.decisions)
    there = asked(plan.module_id, plan.documents, Whose(clinic=clinic.id, practice=has_practice, person=person))
    found, earlier = there.sittings, there.approved
    owner = person.merged_into_id or person.id
    mine = [effect_on(one, plan, earlier.get(one.clinic, {}))[0] for one in found if one.owner == owner]
    return Facing(
        of_these(plan, [one for one in found if one.clinic == clinic.id], earlier),
        of_these(plan, [one for one in found if one.clinic is None], earlier) if has_practice else None,
        any(one.outcome != "same" for one in mine),
    )


def effect_on(one: Sitting, plan: Plan, before: Mapping[int, Fix]) -> tuple[Effect, Result | None]:
    result = one.sat.marked({**before, **plan.fixes})
    after = marked(result) if result is not None else None
    becomes = "erased" if one.erased else rules.outcome(one.stands, after, plan.remedy == "retest")
    if one.is_on_changes and becomes == "retest":
        becomes = "same"  # it is asked until it is passed, and withdrawn where it should not be
    effect = Effect(
        attempt=one.attempt,
        person=one.owner,
        clinic=one.clinic,
        counts=one.counts,
        sat_on=one.sat_on.isoformat(),
        outcome=becomes,
        before=one.stands,
        after=after,
        on_changes=one.is_on_changes,
    )
    return effect, result


def marked(result: Result) -> Mark:
    return Mark(result.total.right, result.total.out_of, result.passed)
