"""credentials.rules.standing as SQL: one row a person, for lists, counts and filters over everybody.

Every window of time becomes one comparison with a day that is worked out here (`oldest_that_counts`), so that the same
statement runs on both engines. One pass over the ledger gathers, for each person, the newest day of each thing that is
asked for; the tree is then worked out on ranks, as `rules.evidence` does. A property test holds the two equal.
"""

from datetime import timedelta

from sqlalchemy import CTE, Select, Subquery, and_, case, func, literal, null, or_, select

from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries.asked import CORRECTION, Asked, Column, known, voided
from trainer.credentials.queries.facts import Ranks, gathered
from trainer.credentials.queries.histories import whose_records
from trainer.credentials.queries.ranks import greatest, least
from trainer.credentials.rules import Policy
from trainer.credentials.rules.days import CURRENT, DUE_SOON, LAPSED, MISSING, STOPPED

__all__ = ["Asked", "standings"]

ENDING = Entry.__table__.alias("ending")
ISSUED_IN_ERROR = select(CORRECTION.c.certificate_id).where(
    CORRECTION.c.kind == "correction", CORRECTION.c.certificate_id.is_not(None), CORRECTION.c.refers_to_id.is_(None)
)


def standings(asked: Asked, people: Select) -> Subquery:
    """Columns person_id, rank and valid_until (of the certificate that stands); `people` is a select of ids.

    Whoever was merged into somebody else is not listed by themselves.
    """
    # Two standings in one statement (several clinics, two clocks) must not share a name: the engine gives each its own.
    whose = whose_records(people, asked.known_at)
    revoked = revocations(asked, whose)
    held = certificates(asked, whose, revoked)
    facts, ranks = gathered(asked, whose)
    given = temporaries(asked, whose, revoked)
    due_soon, ongoing = by_version(asked, held, ranks)
    rank = ranked(asked, held, revoked, given, due_soon, ongoing)
    listed = select(whose.c.person_id, rank.label("rank"), held.c.valid_until).select_from(whose)
    for table in (held, revoked, given, *facts):
        listed = listed.outerjoin(table, table.c.owner == whose.c.owner)
    return listed.where(whose.c.person_id == whose.c.owner).subquery("standings")


def ranked(asked: Asked, held: Subquery, revoked: CTE, given: Subquery, due_soon: Column, ongoing: Column) -> Column:
    """rules.standing.standing, from what was gathered."""
    certificate = case(
        (held.c.valid_until < asked.day, LAPSED), (held.c.valid_until < due_soon, DUE_SOON), else_=CURRENT
    )
    own = case(
        (held.c.valid_until.is_not(None), least(certificate, ongoing)),
        (revoked.c.revoked_on.is_not(None), STOPPED),
        else_=MISSING,
    )
    temporary = case((given.c.until_on.is_(None), STOPPED), (given.c.until_on >= due_soon, CURRENT), else_=DUE_SOON)
    return case((given.c.stops > 0, STOPPED), else_=greatest(own, temporary))


def revocations(asked: Asked, whose: CTE) -> CTE:
    return (
        select(whose.c.owner, func.max(Entry.from_on).label("revoked_on"))
        .join(whose, whose.c.person_id == Entry.person_id)
        .where(known(asked, "revocation"), Entry.subject == asked.slug)
        .group_by(whose.c.owner)
        .cte()
    )


def certificates(asked: Asked, whose: CTE, revoked: CTE) -> Subquery:
    """What stands for each person on the day, lapsed or not: the one that lasts longest of those not revoked."""
    void = ISSUED_IN_ERROR
    conditions = [
        Certificate.credential_id == asked.credential_id,
        Certificate.valid_from <= asked.day,
        or_(revoked.c.revoked_on.is_(None), Certificate.valid_from > revoked.c.revoked_on),
    ]
    if asked.known_at is not None:
        void = void.where(CORRECTION.c.recorded_at <= asked.known_at)
        conditions.append(Certificate.issued_at <= asked.known_at)
    found = (
        select(whose.c.owner, Certificate.valid_until, Certificate.credential_version_id.label("version_id"))
        .select_from(Certificate)
        .outerjoin(whose, whose.c.person_id == Certificate.person_id)  # there is one: only so SQLite begins with people
        .outerjoin(revoked, revoked.c.owner == whose.c.owner)
        .where(Certificate.person_id.in_(select(whose.c.person_id)), *conditions, Certificate.id.not_in(void))
    )
    if not asked.differ:
        one = found.subquery("certificates")
        return (
            select(one.c.owner, func.max(one.c.valid_until).label("valid_until"), null().label("version_id"))
            .group_by(one.c.owner)
            .subquery("held")
        )
    order = (Certificate.valid_until.desc(), Certificate.valid_from.desc(), Certificate.id.desc())
    place = func.row_number().over(partition_by=whose.c.owner, order_by=order)
    one = found.add_columns(place.label("place")).subquery("certificates")
    return select(one.c.owner, one.c.valid_until, one.c.version_id).where(one.c.place == 1).subquery("held")


def by_version(asked: Asked, held: Subquery, ranks: Ranks) -> tuple[Column, Column]:
    """The first day not yet due soon, and the rank of what must hold every day, by the certificate's version."""

    def first_quiet(policy: Policy) -> Column:
        return literal(asked.day + timedelta(days=policy.due_soon_days))

    if not asked.differ:
        policy = asked.policies[0]
        return first_quiet(policy), ranks.of(policy.ongoing, policy.due_soon_days)
    versions = asked.earned_under.items()
    return (
        case(
            *((held.c.version_id == version, first_quiet(policy)) for version, policy in versions),
            else_=first_quiet(asked.policy),
        ),
        case(
            *(
                (held.c.version_id == version, ranks.of(policy.ongoing, policy.due_soon_days))
                for version, policy in versions
            ),
            else_=ranks.of(asked.policy.ongoing, asked.policy.due_soon_days),
        ),
    )


def temporaries(asked: Asked, whose: CTE, revoked: CTE) -> Subquery:
    """The last day of a temporary clearance in force that no revocation ended, and how many stops are in force."""
    stops = or_(
        and_(known(asked, "suspension"), Entry.subject == asked.slug, Entry.id.not_in(ended(asked, "reinstatement"))),
        and_(known(asked, "leave"), Entry.id.not_in(ended(asked, "return"))),
    )
    gives = and_(
        known(asked, "temporary"),
        Entry.subject == asked.slug,
        or_(revoked.c.revoked_on.is_(None), Entry.from_on > revoked.c.revoked_on),
    )
    in_force = or_(Entry.until_on >= asked.day, and_(Entry.kind != "temporary", Entry.until_on.is_(None)))
    return (
        select(
            whose.c.owner,
            func.max(case((Entry.kind == "temporary", Entry.until_on))).label("until_on"),
            func.sum(case((Entry.kind == "temporary", 0), else_=1)).label("stops"),
        )
        .join(whose, whose.c.person_id == Entry.person_id)
        .outerjoin(revoked, revoked.c.owner == whose.c.owner)
        .where(Entry.kind.in_(("suspension", "leave", "temporary")), in_force, or_(stops, gives))
        .group_by(whose.c.owner)
        .subquery("given")
    )


def ended(asked: Asked, kind: str) -> Select:
    """What an entry of this kind has ended by the day."""
    found = select(ENDING.c.refers_to_id).where(
        ENDING.c.kind == kind,
        ENDING.c.refers_to_id.is_not(None),
        ENDING.c.from_on <= asked.day,
        ENDING.c.id.not_in(voided(asked)),
    )
    return found if asked.known_at is None else found.where(ENDING.c.recorded_at <= asked.known_at)
