"""Practicals, looks into the register, and corrections of what was entered wrongly."""

from datetime import timedelta

from trainer.credentials import actions
from trainer.credentials.actions import License, Seen, Training
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.demo.stage import PRACTICE
from trainer.demo.telling import BAD, GOOD, PROVIDER, SOURCE, number_of

LIMBS = "needling/limbs"
KNOWLEDGE = "safety-and-technique-knowledge"


def license_of(troupe: Troupe, key: str, found: str = GOOD) -> License:
    return License("CO", number_of(troupe.ids[key]), SOURCE, found, in_good_standing=found == GOOD)


@scene(9, "holder")
def the_license_of_the_holder_is_looked_up(troupe: Troupe) -> None:
    actions.check_license(troupe.occasion("holder"), license_of(troupe, "holder"))


@scene(40, "repeated")
def a_practical_goes_wrong(troupe: Troupe) -> None:
    practical = troupe.practicals[LIMBS]
    met = tuple(point for place, point in enumerate(practical.checklist) if place not in {5, 17})
    seen = Seen(met, "Hands not cleaned again after the phone; needles not counted aloud. (invented)")
    actions.observe(troupe.occasion("repeated", by="approver"), practical, seen)


@scene(25, "repeated")
def it_is_repeated(troupe: Troupe) -> None:
    practical = troupe.practicals[LIMBS]
    seen = Seen(practical.checklist, "All of it met; the two points of last time without being told. (invented)")
    actions.observe(troupe.occasion("repeated", by="approver"), practical, seen)


@scene(48, "backdated")
def the_register_is_misread(troupe: Troupe) -> None:
    actions.check_license(troupe.occasion("backdated"), license_of(troupe, "backdated"))


@scene(5, "backdated")
def the_misreading_is_found(troupe: Troupe) -> None:
    """As of the days between she was not cleared; as known on them she was."""
    reason = "The register was read for a namesake; this license was on probation that day. (invented)"
    actions.correct(troupe.occasion("backdated", reason=reason), troupe.newest("backdated", "license"))
    occasion = troupe.occasion("backdated", reason="Entered in the place of the misreading. (invented)", days_ago=48)
    actions.check_license(occasion, license_of(troupe, "backdated", BAD))


@scene(2, "backdated")
def her_probation_is_over(troupe: Troupe) -> None:
    actions.check_license(troupe.occasion("backdated"), license_of(troupe, "backdated"))


@scene(20, "wrong-days")
def a_certificate_is_issued_anew_with_other_days(troupe: Troupe) -> None:
    wrong = troupe.certificate("wrong-days", KNOWLEDGE)
    days = wrong.valid_from, wrong.valid_until - timedelta(days=30)
    reason = "One pass was dated a month late by the clinic it came from. (invented)"
    actions.correct_certificate(troupe.occasion("wrong-days", reason=reason), wrong, days)


@scene(45, "again")
def evidence_comes_in_under_a_second_account(troupe: Troupe) -> None:
    actions.record_training(troupe.occasion("again"), Training("dry-needling", PROVIDER, 480, 480))


@scene(28, "merged")
def the_last_piece_of_the_other_account(troupe: Troupe) -> None:
    practical = troupe.practicals[LIMBS]
    actions.observe(troupe.occasion("merged", by="approver"), practical, Seen(practical.checklist))


@scene(80, "revoked")
def a_certificate_is_revoked(troupe: Troupe) -> None:
    reason = "The hours of training on record were never taken, says the provider. (invented)"
    actions.revoke(troupe.occasion("revoked", reason=reason), troupe.certificate("revoked", PRACTICE))
