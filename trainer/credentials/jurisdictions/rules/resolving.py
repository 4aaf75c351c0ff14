"""A policy with what the packs of a clinic say put in the place of "what the law of the state asks"."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from trainer.credentials.jurisdictions.rules.asking import ALLOWED, Asked, Document, asked_of, hours, plural
from trainer.credentials.rules.policies import Policy
from trainer.credentials.rules.requirements import NOTHING, ByProfession, Leaf, Requirement, every, replaced

ADOPTED = "adopted"  # every pack that the clinic has adopted, and nothing where it has adopted none
TOPIC = "dry-needling"  # of the training that packs count in hours


def resolved(policy: Policy, packs: Mapping[str, Document], day: date) -> Policy:
    """The policy as it is asked on a day where these packs, by code, are followed.

    A profession that a pack allows to needle needs the hours that it names. What it forbids, passes over or leaves to
    delegation, and a pack that is named but not followed, nobody can meet: the requirement stays without an answer.
    """
    if not any(leaf.kind == "jurisdiction" for leaf in policy.leaves):
        return policy

    def change(leaf: Leaf) -> Requirement:
        if leaf.kind != "jurisdiction":
            return leaf
        codes = sorted(packs) if leaf.subject == ADOPTED else [leaf.subject or ""]
        asked = [replace(leaf, subject=code) for code in codes]
        return every(*(asked_for(one, packs[one.subject or ""], day) if one.subject in packs else one for one in asked))

    renewal = policy.renewal
    return replace(
        policy,
        requires=replaced(policy.requires, change),
        renewal=replace(renewal, requires=replaced(renewal.requires, change)) if renewal else None,
    )


def asked_for(leaf: Leaf, pack: Document, day: date) -> ByProfession:
    professions = sorted({rule["profession"] for rule in pack["rules"]})
    asked = {profession: asked_of(pack, profession, day) for profession in professions}
    return ByProfession(
        {profession: branch(leaf, one) for profession, one in asked.items()},
        otherwise=leaf,
        whose=pack["name"],
        says={profession: said(one) for profession, one in asked.items()},
    )


def branch(leaf: Leaf, asked: Asked) -> Requirement:
    if asked.allowed != "yes":
        return leaf
    if not asked.minutes and not asked.in_person_minutes:
        return NOTHING
    return Leaf(
        "training", TOPIC, minutes=asked.minutes, in_person_minutes=asked.in_person_minutes, ongoing=leaf.ongoing
    )


def said(asked: Asked) -> str:
    """allowed for physical therapists with 50 h of training, 40 h of it in person"""
    if asked.allowed == "unknown":
        return f"no rule known for {plural(asked.profession)} on this day"
    if asked.allowed == "silent":
        return f"the law says nothing of {plural(asked.profession)}"
    wanted = f" with {hours(asked.minutes)} of training" if asked.minutes else ""
    if asked.in_person_minutes:
        in_person = f"{hours(asked.in_person_minutes)}{' of it' if wanted else ' of training'} in person"
        wanted += f", {in_person}" if wanted else f" with {in_person}"
    unverified = ", to be verified at the board" if asked.must_verify else ""
    return f"{ALLOWED[asked.allowed]} for {plural(asked.profession)}{wanted}{unverified}"
