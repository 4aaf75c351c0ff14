"""The certificate of a packet is decided again: the policy's own rule, on what was known when it was issued."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from trainer import clock
from trainer.audit.packets.reading import Content, Record, day, held_of, moment
from trainer.audit.packets.rules import Finding
from trainer.credentials.provenance.rules import Look, Provenance, provenance
from trainer.credentials.rules import Decision, Earned, Policy, Standing, decide, standing, stops


@dataclass(frozen=True)
class Certificate:
    record: Record

    @property
    def member(self) -> str:
        return f"certificate/{self.record.certificate['id']}.json"

    @property
    def by_hand(self) -> bool:
        """Its days were not computed: somebody set them in the place of others, or they came with an import."""
        row = self.record.certificate
        return "by_id" in row or "corrects_id" in row or bool(self.imported)

    @property
    def imported(self) -> list[Content]:
        """The entries that say from which file and line it came."""
        mine = [self.record.row("entry", one) for one in sorted(self.rests_on & self.record.all("entry").keys())]
        return [entry for entry in mine if entry.get("evidence", "").startswith("import ")]

    def provenance(self, entry: Content) -> Provenance:
        """Of one of these entries: who verified it, by what the packet holds."""
        voided = {one.get("refers_to_id") for one in self.record.all("entry").values() if one["kind"] == "correction"}
        looks = [
            Look(
                one["id"],
                day(one["from_on"]),
                self.record.context["actors"].get(str(one.get("by_id")), "somebody"),
                one["good"],
                bool(one["details"].get("same_scope")),
                moment(one["recorded_at"]),
            )
            for one in self.record.all("entry").values()
            if one["kind"] == "verification" and one.get("refers_to_id") == entry["id"] and one["id"] not in voided
        ]
        details = entry["details"]
        return provenance(entry["id"], details.get("provenance", "imported"), details.get("issuer") or "", looks, None)

    @property
    def rests_on(self) -> set[int]:
        return {one["entry_id"] for one in self.record.certificate.get("certificate_entry", [])}

    def decided(self) -> list[Decision]:
        """Again, on the days on which it may have been looked at: when it was issued, and when the last piece came."""
        row = self.record.certificate
        known_at = moment(row["issued_at"])
        history = self.record.history(known_at, before=row["id"])
        modules = [one.from_on for one in history.entries if one.kind == "module"]
        looked_at = dict.fromkeys([clock.on_day(known_at, self.record.time_zone), day(row["valid_from"])])
        return [decide(self.policy(one, known_at), history, max([one, *modules])) for one in looked_at]

    def policy(self, on: date, known_at: datetime | None) -> Policy:
        return self.record.policies(on, known_at)[self.record.certificate["credential_version_id"]]

    def standing(self, on: date) -> Standing:
        policies = self.record.policies(on, None)
        policy = policies[self.record.certificate["credential_version_id"]]
        return standing(policy, self.record.history(None), on, policies)

    def stopped(self, on: date) -> bool:
        """Whether it is worth nothing on the day: voided, revoked or suspended."""
        held = held_of(self.record.certificate, self.record.context["credential"])
        return bool(stops(held.id, held.credential, held.valid_from, self.record.history(None), on))


def examine(certificate: Certificate) -> Iterator[Finding]:
    record = certificate.record
    for entry_id in sorted(certificate.rests_on - record.all("entry").keys()):
        yield Finding(certificate.member, "certificate_entry", f"it rests on entry {entry_id}, which is not here")
    for entry in record.all("entry").values():
        sort, _, number = (entry.get("evidence") or "").partition(" ")
        if entry["id"] in certificate.rests_on and sort == "attempt" and int(number) not in record.all("attempt"):
            yield Finding(f"entry/{entry['id']}.json", "evidence", f"attempt {number} is not here")
    if not certificate.by_hand:
        yield from examine_decision(certificate)
    yield from examine_observers(certificate)


def examine_decision(certificate: Certificate) -> Iterator[Finding]:
    decisions = certificate.decided()
    earned = [one for one in decisions if isinstance(one, Earned)]
    if not earned:
        yield Finding(certificate.member, "", f"decided again it is not earned: {type(decisions[0]).__name__}")
        return
    wrong = [list(differences(certificate, one)) for one in earned]
    yield from min(wrong, key=len)


def differences(certificate: Certificate, earned: Earned) -> Iterator[Finding]:
    row = certificate.record.certificate
    rests_on = sorted(one.id for one in earned.rests_on)
    for place, said, found in (
        ("valid_from", row["valid_from"], earned.valid_from.isoformat()),
        ("valid_until", row["valid_until"], earned.valid_until.isoformat()),
        ("renews_id", row.get("renews_id"), earned.renews.id if earned.renews else None),
        ("certificate_entry", sorted(certificate.rests_on), rests_on),
    ):
        if said != found:
            yield Finding(certificate.member, place, f"it says {said}, decided again it is {found}")


def examine_observers(certificate: Certificate) -> Iterator[Finding]:
    """The certificate that an observer held covers the day of the observation, and nobody observed themselves. Of what
    was voided only where the certificate rests on it."""
    record = certificate.record
    people = {one["id"] for one in record.context["holder"]}
    voided = {one.get("refers_to_id") for one in record.all("entry").values() if one["kind"] == "correction"}
    for entry in record.all("entry").values():
        if entry["id"] in voided - certificate.rests_on:
            continue
        observer = entry["details"].get("observer") if entry["kind"] == "practical" else None
        if not isinstance(observer, dict):
            continue
        member = f"entry/{entry['id']}.json"
        if observer.get("person") in people:
            yield Finding(member, "details observer", "the holder observed the holder")
        for held in observer.get("holds", []):
            row = record.all("certificate").get(held.get("certificate"))
            if row is None or row["person_id"] != observer["person"]:
                yield Finding(member, "details observer", "the observer's certificate is not here")
            elif not row["valid_from"] <= entry["from_on"] <= row["valid_until"]:
                yield Finding(member, "details observer", "the observer's certificate does not cover the day")
