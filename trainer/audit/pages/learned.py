"""What was learned since: the same day by what is known now, against what was known then."""

from dataclasses import dataclass
from datetime import date, datetime

from trainer import clock
from trainer.audit.pages.roster import Question, roster_of
from trainer.audit.queries import learned as queries
from trainer.audit.queries.roster import Roster
from trainer.credentials.ledger.pages.lines import WORDS
from trainer.credentials.models import CredentialVersion

MERGER = "merger with another account of the same human being: what is on record in one counts in the other"


@dataclass(frozen=True)
class Comparison:
    """The roster of one day by what was known at the end of `then`, which is `since`, and by what is known now.

    `policies_differ`: also which version of the credential the clinic followed is known otherwise now.
    """

    then: date
    since: datetime
    known_then: Roster
    known_now: Roster
    policies_differ: bool


def comparison(asked: Question) -> Comparison | None:
    """None: there is nothing to compare, since both clocks say now."""
    then = asked.clocks.then
    if then is None:
        return None
    since = clock.end_of(then, asked.clinic.time_zone)
    shelf, day = asked.shelf, asked.day

    def version(known_at: datetime | None) -> CredentialVersion:
        followed = shelf.followed(asked.clinic.id, day, known_at)
        return next((one for one in followed if one.credential_id == asked.version.credential_id), asked.version)

    before, after = version(since), version(None)
    return Comparison(
        then,
        since,
        roster_of(asked.clinic, shelf, before, day, since),
        roster_of(asked.clinic, shelf, after, day),
        before is not after,
    )


@dataclass(frozen=True)
class Learned:
    """One line that came in: what, since when it holds (None: for all time), when it was recorded, and by whom."""

    what: str
    from_on: date | None
    recorded_at: datetime
    by: str
    reason: str


def lines(found: Comparison, people: list[int]) -> dict[int, list[Learned]]:
    """By person, newest first; what is said of somebody who was merged into another stands with the other."""
    asked = found.known_now.asked
    listed: dict[int, list[Learned]] = {one: [] for one in people}
    for entry in queries.entries(people, asked.policy, asked.day, found.since):
        whose = entry.person.merged_into_id or entry.person_id
        who = entry.by.name if entry.by else "the system"
        word = WORDS[entry.kind] if entry.good else f"{WORDS[entry.kind]} that went wrong"
        listed.setdefault(whose, []).append(Learned(word, entry.from_on, entry.recorded_at, who, entry.reason))
    for one, name in queries.certificates(people, asked.credential_id, asked.day, found.since):
        issued = Learned(WORDS["certificate"], one.valid_from, one.issued_at, name or "the system", "")
        listed.setdefault(one.person_id, []).append(issued)
    for gone in queries.merged(people, found.since):
        assert gone.merged_at is not None
        for account in listed.keys() & {gone.id, gone.merged_into_id}:
            listed[account].append(Learned(MERGER, None, gone.merged_at, "an administrator", ""))
    return {one: sorted(rows, key=lambda row: row.recorded_at, reverse=True) for one, rows in listed.items()}
