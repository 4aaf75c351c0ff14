"""A correction is proposed, with its blast radius, and may be taken back."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from trainer import clock, mail, trail
from trainer.banks.models import ItemVersion, Module
from trainer.db import db, hold
from trainer.errors import Refused
from trainer.insight.corrections import queries, rules
from trainer.insight.corrections.models import Correction, CorrectionItem, CorrectionWithdrawal
from trainer.insight.corrections.radius import Plan, Radius, radius
from trainer.people.models import Clinic, Membership, Person
from trainer.web.addresses import absolute


@dataclass(frozen=True)
class Proposal:
    """What the author was shown, by its digest, and the reason given.

    `known`: the newest correction about the same items that the author knows of, 0 for none; None: not asked.
    """

    plan: Plan
    reason: str
    digest: str
    known: int | None = None


class Moved(Exception):
    """What was shown is no longer how it stands: it has to be shown again."""


def propose(proposal: Proposal, by: Person) -> tuple[Correction, Radius]:
    """Nothing of anybody's changes. Raises Moved when new attempts came in since it was shown, and is refused where
    somebody else has proposed something about the same items meanwhile."""
    module = db.session.get_one(Module, proposal.plan.module_id)
    hold(module)
    require_known(proposal)
    found = radius(proposal.plan)
    if found.digest != proposal.digest:
        raise Moved
    correction = Correction(
        module=module,
        remedy=proposal.plan.remedy,
        reason=proposal.reason,
        retest_until=proposal.plan.retest_until,
        policy=rules.POLICY.as_document(),
        radius=found.as_document(),
        proposed_by=by,
        proposed_at=clock.now(),
        items=[
            CorrectionItem(item_version_id=item, document=dict(document) if document else None)
            for item, document in sorted(proposal.plan.documents.items())
        ],
    )
    db.session.add(correction)
    db.session.flush()
    trail.record(
        "correction.proposed",
        by=by,
        correction=correction.id,
        items=names_of(proposal.plan.documents),
        module=title_of(correction),
        remedy=rules.REMEDIES[correction.remedy].lower(),
        reason=correction.reason,
    )
    tell_directors(correction, [one for one in found.clinics if one is not None])
    return correction, found


def require_known(proposal: Proposal) -> None:
    others = queries.open_about(list(proposal.plan.documents)) if proposal.known is not None else []
    if others and others[0].id > (proposal.known or 0):
        raise Refused(
            f"{others[0].proposed_by.name} has proposed correction {others[0].id} of it since you opened this page. "
            "Read it first: yours would come on top of it."
        )


def names_of(item_versions: Iterable[int]) -> str:
    versions = db.session.scalars(
        select(ItemVersion).where(ItemVersion.id.in_(set(item_versions))).order_by(ItemVersion.id)
    )
    return ", ".join(f"{one.item.slug} version {one.number}" for one in versions)


def title_of(correction: Correction) -> str:
    return correction.title


def tell_directors(correction: Correction, clinics: list[int]) -> None:
    """One letter to each director of each clinic whose results it may change."""
    rows = db.session.execute(
        select(Person, Clinic)
        .join(Membership, Membership.person_id == Person.id)
        .join(Clinic, Clinic.id == Membership.clinic_id)
        .where(
            Clinic.id.in_(clinics),
            Membership.role == "director",
            Membership.ended_at.is_(None),
            Person.deactivated_at.is_(None),
        )
        .order_by(Clinic.id, Person.id)
    )
    for person, clinic in rows:
        mail.write(
            person.email,
            f"A correction waits for {clinic.name}",
            f"{person.name},\n\n"
            f"a question of {title_of(correction)} was found faulty, and results at {clinic.name} rest on it.\n"
            f"{rules.REMEDIES[correction.remedy]}: {correction.reason}\n\n"
            "Nothing changes before a director has looked at what it would do and approved it:\n"
            f"{absolute('corrections.decision', clinic=clinic, correction_id=correction.id)}\n",
            key=f"correction {correction.id} {clinic.id} {person.id}",
        )


def withdraw(correction: Correction, by: Person, reason: str) -> None:
    """No clinic can approve it any more; what was approved stands."""
    hold_correction(correction)
    if correction.withdrawal is not None:
        raise Refused("This correction has been withdrawn already.")
    db.session.add(CorrectionWithdrawal(correction_id=correction.id, reason=reason, by=by, withdrawn_at=clock.now()))
    db.session.flush()
    trail.record("correction.withdrawn", by=by, correction=correction.id, module=title_of(correction), reason=reason)


def hold_correction(correction: Correction) -> None:
    """Who decides and who withdraws at the same moment wait for each other here; what was said by then is read anew."""
    hold(correction)
    db.session.expire(correction, ["withdrawal", "decisions"])
