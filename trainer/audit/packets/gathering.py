"""Which rows a certificate rests on: what has to be in its packet, and of other people's record nothing else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import or_, select

from trainer.banks.cuts import cut_basis
from trainer.banks.models import Adoption
from trainer.credentials.jurisdictions.models import JurisdictionAdoption
from trainer.credentials.jurisdictions.rules import TOPIC
from trainer.credentials.models import Certificate, Entry, PolicyAdoption
from trainer.credentials.queries import policy_of
from trainer.db import db
from trainer.insight.corrections.models import CorrectionDecision, CorrectionItem, Regrading
from trainer.people.models import Person, PersonProfession
from trainer.quizzes.models import Attempt
from trainer.trail import Event

BREAKS = {"leave", "return"}
STOPS = {"suspension", "reinstatement", "revocation", "temporary_request", "temporary", "correction"}
# Of what the trail has about the holder, what is about evidence and certificates; not who signed in when.
ABOUT_EVIDENCE = ("practical.", "license.", "training.", "document.", "entry.", "clearance.", "leave.", "certificate.")
ABOUT_THE_HOLDER = {"person.renamed", "person.merged", "person.profession_changed", "person.profession_set"}
PREFIX = "attempt "


@dataclass
class Gathered:
    """The rows by table and id, and the people they are about: the holder, under every account."""

    certificate: Certificate
    people: Sequence[Person]
    rows: dict[str, set[int]] = field(default_factory=dict)

    def add(self, table: str, ids: Iterable[int | None]) -> None:
        self.rows.setdefault(table, set()).update(one for one in ids if one is not None)


def gather(certificate: Certificate) -> Gathered:
    holder = certificate.person.merged_into_id or certificate.person_id
    people = db.session.scalars(
        select(Person).where(or_(Person.id == holder, Person.merged_into_id == holder)).order_by(Person.id)
    ).all()
    found = Gathered(certificate, people)
    held = certificates(found)
    packs(found, held)
    kept = entries(found, held)
    sittings = attempts(found, certificate.rests_on)
    corrections(found, sittings)
    events(found, held, sittings, kept)
    return found


def certificates(found: Gathered) -> Sequence[Certificate]:
    """All that the holder has of this credential, the versions they were earned under, and what the clinic adopted."""
    certificate = found.certificate
    held = db.session.scalars(
        select(Certificate)
        .where(
            Certificate.person_id.in_([one.id for one in found.people]),
            Certificate.credential_id == certificate.credential_id,
        )
        .order_by(Certificate.id)
    ).all()
    found.add("certificate", (one.id for one in held))
    versions = {one.credential_version_id for one in held}
    found.add("credential_version", versions)
    found.add(
        "policy_adoption",
        db.session.scalars(
            select(PolicyAdoption.id).where(
                PolicyAdoption.clinic_id == certificate.clinic_id, PolicyAdoption.credential_version_id.in_(versions)
            )
        ),
    )
    return held


def packs(found: Gathered, held: Sequence[Certificate]) -> None:
    """What states ask, as far as the clinic adopted it and a policy wants it met."""
    clinic_id = found.certificate.clinic_id
    if any(kind == "jurisdiction" for one in held for kind, _ in subjects_of(one)):
        adopted = db.session.execute(
            select(JurisdictionAdoption.id, JurisdictionAdoption.jurisdiction_version_id).where(
                JurisdictionAdoption.clinic_id == clinic_id
            )
        ).all()
        found.add("jurisdiction_adoption", (one.id for one in adopted))
        found.add("jurisdiction_version", (one.jurisdiction_version_id for one in adopted))


def subjects_of(certificate: Certificate) -> set[tuple[str, str | None]]:
    """Kind and subject of all that its policy asks for; where a state is asked, the training that states count."""
    version = certificate.credential_version
    subjects = policy_of(version).rule(version.credential.slug).subjects
    law = any(kind == "jurisdiction" for kind, _ in subjects)
    return subjects | {("training", TOPIC)} if law else subjects


def entries(found: Gathered, held: Sequence[Certificate]) -> list[Entry]:
    """What the policies ask for, what stops the credential, and what is said about any of that."""
    ids = [one.id for one in found.people]
    subjects = {subject for one in held for subject in subjects_of(one)}
    slug = found.certificate.credential_version.credential.slug
    certificate_ids = {one.id for one in held}
    rests_on = {entry.id for one in held for entry in one.rests_on}
    everything = db.session.scalars(select(Entry).where(Entry.person_id.in_(ids)).order_by(Entry.id)).all()
    kept = {
        one.id
        for one in everything
        if one.id in rests_on
        or one.kind in BREAKS
        or one.certificate_id in certificate_ids
        or (one.kind in STOPS and one.refers_to_id is None and one.subject == slug)
        or {(one.kind, one.subject), (one.kind, None)} & subjects
    }
    # The observer's signature stands with who asked for it.
    kept |= {one.refers_to_id for one in everything if one.id in kept and one.kind == "practical" and one.refers_to_id}
    for _ in everything:  # what refers to something kept may itself be referred to
        more = {one.id for one in everything if one.refers_to_id in kept} - kept
        if not more:
            break
        kept |= more
    found.add("entry", kept)
    found.add(
        "person_profession", db.session.scalars(select(PersonProfession.id).where(PersonProfession.person_id.in_(ids)))
    )
    lines = [one for one in everything if one.id in kept]
    # The observer's qualification is a certificate, which anybody can check anyway.
    holds = [one for line in lines for one in (line.details.get("observer") or {}).get("holds", ())]
    observers = {one.get("certificate") for one in holds} - {None}
    found.add("certificate", db.session.scalars(select(Certificate.id).where(Certificate.id.in_(observers))))
    return lines


def attempts(found: Gathered, rests_on: Iterable[Entry]) -> Sequence[Attempt]:
    """What was sat, with the module as it was and the items as they were asked."""
    evidence = [one.evidence or "" for one in rests_on]
    ids = [int(one.removeprefix(PREFIX)) for one in evidence if one.startswith(PREFIX)]
    sat = db.session.scalars(select(Attempt).where(Attempt.id.in_(ids), Attempt.submitted_at.is_not(None))).all()
    found.add("attempt", (one.id for one in sat))
    found.add("module_version", (one.module_version_id for one in sat))
    found.add("item_version", (question["item"] for one in sat for question in one.form))
    found.add(
        "adoption", db.session.scalars(select(Adoption.id).where(Adoption.id.in_([one.adoption_id for one in sat])))
    )
    for basis in filter(None, (cut_basis(one.module_version_id, one.submitted_at) for one in sat)):
        found.add("cut_decision", [basis.decision])
        found.add("cut_report", [basis.report])
        found.add("cut_study", [basis.study])
    return sat


def corrections(found: Gathered, sat: Sequence[Attempt]) -> None:
    """What was marked again, by which corrections, and who approved them for where it was sat."""
    again = db.session.scalars(select(Regrading).where(Regrading.attempt_id.in_([one.id for one in sat]))).all()
    found.add("regrading", (one.id for one in again))
    approved = db.session.scalars(
        select(CorrectionDecision)
        .join(CorrectionItem, CorrectionItem.correction_id == CorrectionDecision.correction_id)
        .where(
            CorrectionItem.item_version_id.in_({question["item"] for one in sat for question in one.form}),
            CorrectionDecision.clinic_id.in_([one.clinic_id for one in sat]),
            CorrectionDecision.approves.is_(True),
        )
    ).all()
    found.add("correction_decision", (one.id for one in approved))
    found.add("correction", (one.correction_id for one in approved))


def events(found: Gathered, held: Sequence[Certificate], sat: Sequence[Attempt], kept: Sequence[Entry]) -> None:
    """The lines of the trail about the holder that are about any of this."""
    sittings, codes = {one.id for one in sat}, {one.code for one in held}
    titles = {one.credential_version.title for one in held}
    moments = {one.recorded_at for one in kept}
    about = db.session.scalars(select(Event).where(Event.about_id.in_([one.id for one in found.people])))

    def belongs(event: Event) -> bool:
        details = event.details
        if event.name.startswith("attempt."):
            return details.get("attempt") in sittings
        if event.name.startswith(("certificate.", "clearance.")):
            return details.get("code") in codes or details.get("credential") in titles
        near = any(abs((event.recorded_at - moment).total_seconds()) < 1 for moment in moments)
        return event.name in ABOUT_THE_HOLDER or (event.name.startswith(ABOUT_EVIDENCE) and near)

    found.add("event", (one.id for one in about if belongs(one)))
