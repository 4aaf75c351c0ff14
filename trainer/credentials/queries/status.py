"""credentials.rules.standing as SQL: one row a person, for lists, counts and filters over everybody.

Every window of time becomes one comparison with a day that is worked out here (`oldest_that_counts`), so that the same
statement runs on both engines. One pass over the ledger gathers, for each person, the newest day of each thing that is
asked for; the tree is then worked out on ranks, as `rules.evidence` does. A property test holds the two equal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    case,
    Integer,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

from trainer.credentials.models import Certificate, Entry
from trainer.credentials.queries.histories import owner
from trainer.credentials.rules import AtLeast, ByProfession, Leaf, Policy, Requirement, leaves, oldest_that_counts
from trainer.credentials.rules.days import CURRENT, DUE_SOON, LAPSED, MISSING, STOPPED
from trainer.people.models import Person, PersonProfession

Column = ColumnElement[Any]


@dataclass(frozen=True)
class Asked:
    """One credential on one day as known at a moment (None: now). `earned_under`: the policies of its versions, by id."""

    credential_id: int
    policy: Policy
    earned_under: Mapping[int, Policy]
    day: date
    known_at: datetime | None = None

    @property
    def slug(self) -> str:
        return self.policy.credential


def standings(asked: Asked, people: Select) -> Subquery:
    """Columns person_id, rank and valid_until (of the certificate that stands) of everybody in `people`, a select of ids.

    Whoever was merged into somebody else is not listed by themselves.
    """
    whose = select(Person.id.label("person_id"), owner(asked.known_at).label("owner"))
    whose = whose.where(owner(asked.known_at).in_(people)).subquery("whose")
    revoked = revocations(asked, whose)
    held = certificates(asked, whose, revoked)
    facts, ranks = gathered(asked, whose)
    given = temporaries(asked, whose, revoked)
    due_soon, ongoing = by_version(asked, held, ranks)
    rank = ranked(asked, held, revoked, given, due_soon, ongoing)
    listed = select(whose.c.owner.label("person_id"), rank.label("rank"), held.c.valid_until).select_from(whose)
    for table in (held, revoked, given, *facts):
        listed = listed.outerjoin(table, table.c.owner == whose.c.owner)
    return listed.where(whose.c.person_id == whose.c.owner).subquery("standings")


def ranked(
    asked: Asked, held: Subquery, revoked: Subquery, given: Subquery, due_soon: Column, ongoing: Column
) -> Column:
    """rules.standing.standing, from what was gathered."""
    certificate = case(
        (held.c.valid_until < asked.day, LAPSED), (held.c.valid_until < due_soon, DUE_SOON), else_=CURRENT
    )
    own = case(
        (held.c.valid_until.is_not(None), least(certificate, ongoing)),
        (revoked.c.revoked_on.is_not(None), STOPPED),
        else_=MISSING,
    )
    temporary = case(
        (given.c.until_on.is_(None), STOPPED), (given.c.until_on >= due_soon, CURRENT), else_=DUE_SOON
    )
    return case((given.c.stops > 0, STOPPED), else_=greatest(own, temporary))


def known(asked: Asked, kind: str) -> Column:
    """Entries of a kind that had begun by the day and stood at the moment."""
    recorded = true() if asked.known_at is None else Entry.recorded_at <= asked.known_at
    return and_(Entry.kind == kind, Entry.from_on <= asked.day, recorded, Entry.id.not_in(voided(asked)))


def voided(asked: Asked) -> Select:
    correction = Entry.__table__.alias("correction")
    found = select(correction.c.refers_to_id).where(
        correction.c.kind == "correction", correction.c.refers_to_id.is_not(None)
    )
    return found if asked.known_at is None else found.where(correction.c.recorded_at <= asked.known_at)


def revocations(asked: Asked, whose: Subquery) -> Subquery:
    return (
        select(whose.c.owner, func.max(Entry.from_on).label("revoked_on"))
        .join(whose, whose.c.person_id == Entry.person_id)
        .where(known(asked, "revocation"), Entry.subject == asked.slug)
        .group_by(whose.c.owner)
        .subquery("revoked")
    )


def certificates(asked: Asked, whose: Subquery, revoked: Subquery) -> Subquery:
    """What stands for each person on the day, lapsed or not: the one that lasts longest of those not revoked."""
    correction = Entry.__table__.alias("correction")
    void = select(correction.c.certificate_id).where(
        correction.c.kind == "correction", correction.c.certificate_id.is_not(None), correction.c.refers_to_id.is_(None)
    )
    conditions = [
        Certificate.credential_id == asked.credential_id,
        Certificate.valid_from <= asked.day,
        or_(revoked.c.revoked_on.is_(None), Certificate.valid_from > revoked.c.revoked_on),
    ]
    if asked.known_at is not None:
        void = void.where(correction.c.recorded_at <= asked.known_at)
        conditions.append(Certificate.issued_at <= asked.known_at)
    found = (
        select(whose.c.owner, Certificate.valid_until, Certificate.credential_version_id.label("version_id"))
        .join(whose, whose.c.person_id == Certificate.person_id)
        .outerjoin(revoked, revoked.c.owner == whose.c.owner)
        .where(*conditions, Certificate.id.not_in(void))
    )
    if not differ(asked):
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


def differ(asked: Asked) -> bool:
    """Whether it matters which version a certificate was earned under."""
    return len({(policy.ongoing, policy.due_soon_days) for policy in policies(asked)}) > 1


def policies(asked: Asked) -> list[Policy]:
    return [*asked.earned_under.values()] or [asked.policy]


def by_version(asked: Asked, held: Subquery, ranks: "Ranks") -> tuple[Column, Column]:
    """The first day that is not yet due soon, and the rank of what must hold every day, by the certificate's version."""

    def first_quiet(policy: Policy) -> Column:
        return literal(asked.day + timedelta(days=policy.due_soon_days))

    if not differ(asked):
        policy = policies(asked)[0]
        return first_quiet(policy), ranks.of(policy.ongoing, policy.due_soon_days)
    versions = asked.earned_under.items()
    return (
        case(
            *((held.c.version_id == version, first_quiet(policy)) for version, policy in versions),
            else_=first_quiet(asked.policy),
        ),
        case(
            *((held.c.version_id == version, ranks.of(policy.ongoing, policy.due_soon_days)) for version, policy in versions),
            else_=ranks.of(asked.policy.ongoing, asked.policy.due_soon_days),
        ),
    )


def temporaries(asked: Asked, whose: Subquery, revoked: Subquery) -> Subquery:
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
    ending = Entry.__table__.alias("ending")
    found = select(ending.c.refers_to_id).where(
        ending.c.kind == kind,
        ending.c.refers_to_id.is_not(None),
        ending.c.from_on <= asked.day,
        ending.c.id.not_in(voided(asked)),
    )
    return found if asked.known_at is None else found.where(ending.c.recorded_at <= asked.known_at)


def gathered(asked: Asked, whose: Subquery) -> tuple[list[Subquery], "Ranks"]:
    """One pass over the entries that ongoing requirements ask for, and the ranks that can be read from it."""
    wanted = {
        (leaf, policy.due_soon_days) for policy in [*policies(asked), asked.policy] for leaf in leaves(policy.ongoing)
    }
    professions = profession_on(asked, whose) if any(by_profession(one.ongoing) for one in policies(asked)) else None
    if not wanted:
        return ([professions] if professions is not None else []), Ranks(asked, None, {}, professions)
    names = {key: f"leaf_{number}" for number, key in enumerate(sorted(wanted, key=repr))}
    columns = [column.label(name) for key, prefix in names.items() for name, column in of_leaf(asked, *key, prefix)]
    kinds = {leaf.kind for leaf, _ in wanted}
    facts = (
        select(whose.c.owner, *columns)
        .join(whose, whose.c.person_id == Entry.person_id)
        .where(or_(*(known(asked, kind) for kind in sorted(kinds))))
        .group_by(whose.c.owner)
        .subquery("facts")
    )
    tables = [facts] if professions is None else [facts, professions]
    return tables, Ranks(asked, facts, names, professions)


def by_profession(requirement: Requirement) -> bool:
    match requirement:
        case ByProfession():
            return True
        case AtLeast(parts=parts):
            return any(by_profession(part) for part in parts)
    return False


def profession_on(asked: Asked, whose: Subquery) -> Subquery:
    recorded = true() if asked.known_at is None else PersonProfession.recorded_at <= asked.known_at
    name = func.coalesce(PersonProfession.profession, "")
    place = func.row_number().over(
        partition_by=whose.c.owner, order_by=(PersonProfession.from_on.desc(), name.desc())
    )
    found = (
        select(whose.c.owner, name.label("profession"), place.label("place"))
        .join(whose, whose.c.person_id == PersonProfession.person_id)
        .where(PersonProfession.from_on <= asked.day, recorded)
        .subquery("professions")
    )
    return select(found.c.owner, found.c.profession).where(found.c.place == 1).subquery("profession")


def of_leaf(asked: Asked, leaf: Leaf, due_soon_days: int, prefix: str) -> list[tuple[str, Column]]:
    """What has to be known of a leaf: on the day itself, and on the day by which it must still hold not to be due soon."""
    mine = and_(Entry.kind == leaf.kind, true() if leaf.subject is None else Entry.subject == leaf.subject)
    good = and_(mine, Entry.good.is_(True))
    if leaf.percent is not None:
        good = and_(good, Entry.percent >= leaf.percent)
    columns: list[tuple[str, Column]] = [(f"{prefix}_any", func.max(case((mine, Entry.from_on))))]
    if leaf.newest_decides:
        columns.append((f"{prefix}_bad", func.max(case((and_(mine, Entry.good.is_(False)), Entry.from_on)))))
        columns.append((f"{prefix}_good", func.max(case((and_(mine, Entry.good.is_(True)), Entry.from_on)))))
    for when, day in (("now", asked.day), ("soon", asked.day + timedelta(days=due_soon_days))):
        lasting = and_(good, or_(Entry.until_on.is_(None), Entry.until_on >= day))
        if leaf.minutes or leaf.in_person_minutes:
            fresh = and_(lasting, Entry.from_on >= threshold(leaf, day))
            columns.append((f"{prefix}_{when}", func.sum(case((fresh, Entry.minutes), else_=0))))
            columns.append((f"{prefix}_{when}_in_person", func.sum(case((fresh, Entry.in_person_minutes), else_=0))))
        else:
            columns.append((f"{prefix}_{when}", func.max(case((lasting, Entry.from_on)))))
    return columns


def threshold(leaf: Leaf, day: date) -> date:
    """The earliest day of an entry that still counts on a day."""
    found = date.min
    if leaf.months is not None:
        found = max(found, oldest_that_counts(day, leaf.months))
    if leaf.days is not None:
        found = max(found, day - timedelta(days=leaf.days))
    return found


@dataclass(frozen=True)
class Ranks:
    """rules.evidence.examine on columns: leaves by what was gathered, everything else on the ranks of its parts."""

    asked: Asked
    facts: Subquery | None
    names: Mapping[tuple[Leaf, int], str]
    professions: Subquery | None

    def of(self, requirement: Requirement, due_soon_days: int) -> Column:
        match requirement:
            case Leaf():
                return self.of_leaf(requirement, due_soon_days)
            case AtLeast(at_least, parts):
                return together(at_least, [self.of(part, due_soon_days) for part in parts])
            case ByProfession(branches, otherwise):
                rest = self.of(otherwise, due_soon_days) if otherwise else literal(MISSING)
                if self.professions is None or not branches:
                    return rest
                profession = self.professions.c.profession
                return case(
                    *((profession == name, self.of(part, due_soon_days)) for name, part in branches.items()), else_=rest
                )

    def of_leaf(self, leaf: Leaf, due_soon_days: int) -> Column:
        assert self.facts is not None
        prefix, c = self.names[leaf, due_soon_days], self.facts.c
        found = [(c[f"{prefix}_any"].is_(None), MISSING)]
        since_bad: Column = true()
        if leaf.newest_decides:
            bad, good = c[f"{prefix}_bad"], c[f"{prefix}_good"]
            found.append((and_(bad.is_not(None), or_(good.is_(None), bad >= good)), STOPPED))
        soon = self.asked.day + timedelta(days=due_soon_days)
        for when, day, rank in (("soon", soon, CURRENT), ("now", self.asked.day, DUE_SOON)):
            if leaf.minutes or leaf.in_person_minutes:
                holds = and_(
                    c[f"{prefix}_{when}"] >= (leaf.minutes or 0),
                    c[f"{prefix}_{when}_in_person"] >= (leaf.in_person_minutes or 0),
                )
            else:
                newest = c[f"{prefix}_{when}"]
                holds = newest >= threshold(leaf, day)
                if leaf.newest_decides:
                    since_bad = or_(c[f"{prefix}_bad"].is_(None), newest > c[f"{prefix}_bad"])
            found.append((and_(holds, since_bad), rank))
        return case(*found, else_=LAPSED)


def together(at_least: int, ranks: list[Column]) -> Column:
    """The k-th best: the greatest rank that at least k parts reach."""
    if at_least == 0:
        return literal(CURRENT)
    if at_least == len(ranks):
        return least(*ranks) if len(ranks) > 1 else ranks[0]
    reached = [
        (sum((case((one >= rank, 1), else_=0) for one in ranks), start=literal(0)) >= at_least, rank)
        for rank in (CURRENT, DUE_SOON, MISSING, LAPSED)
    ]
    return case(*reached, else_=STOPPED)


class least(FunctionElement):  # noqa: N801  # it reads as the function that it is
    """The worst of several ranks; the engines call it by different names."""

    type = Integer()
    inherit_cache = True


class greatest(FunctionElement):  # noqa: N801
    """The best of several ranks."""

    type = Integer()
    inherit_cache = True


@compiles(least)
def _least(element, compiler, **details):
    return f"{'min' if compiler.dialect.name == 'sqlite' else 'least'}({compiler.process(element.clauses, **details)})"


@compiles(greatest)
def _greatest(element, compiler, **details):
    name = "max" if compiler.dialect.name == "sqlite" else "greatest"
    return f"{name}({compiler.process(element.clauses, **details)})"
