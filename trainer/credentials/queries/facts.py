"""What ongoing requirements ask of the ledger, gathered in one pass for everybody, and the ranks that follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import CTE, Subquery, and_, case, func, literal, or_, select, true

from trainer.credentials.models import Entry
from trainer.credentials.queries.asked import Asked, Column, known
from trainer.credentials.queries.ranks import least
from trainer.credentials.rules import AtLeast, ByProfession, Leaf, Requirement, leaves, oldest_that_counts
from trainer.credentials.rules.days import CURRENT, DUE_SOON, LAPSED, MISSING, STOPPED
from trainer.people.models import PersonProfession


def gathered(asked: Asked, whose: CTE) -> tuple[list[Subquery], "Ranks"]:
    """One pass over the entries that ongoing requirements ask for, and the ranks that can be read from it."""
    wanted = {
        (leaf, policy.due_soon_days) for policy in [*asked.policies, asked.policy] for leaf in leaves(policy.ongoing)
    }
    professions = profession_on(asked, whose) if any(by_profession(one.ongoing) for one in asked.policies) else None
    if not wanted:
        return ([professions] if professions is not None else []), Ranks(asked, None, {}, professions)
    names = {key: f"leaf_{number}" for number, key in enumerate(sorted(wanted, key=repr))}
    columns = [column.label(name) for key, prefix in names.items() for name, column in of_leaf(asked, *key, prefix)]
    kinds = {leaf.kind for leaf, _ in wanted}
    facts = (
        select(whose.c.owner, *columns)
        .join(whose, whose.c.person_id == Entry.person_id)
        .where(known(asked, *sorted(kinds)))
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


def profession_on(asked: Asked, whose: CTE) -> Subquery:
    recorded = true() if asked.known_at is None else PersonProfession.recorded_at <= asked.known_at
    name = func.coalesce(PersonProfession.profession, "")
    order = (PersonProfession.from_on.desc(), PersonProfession.recorded_at.desc(), name.desc())
    place = func.row_number().over(partition_by=whose.c.owner, order_by=order)
    found = (
        select(whose.c.owner, name.label("profession"), place.label("place"))
        .join(whose, whose.c.person_id == PersonProfession.person_id)
        .where(PersonProfession.from_on <= asked.day, recorded)
        .subquery("professions")
    )
    return select(found.c.owner, found.c.profession).where(found.c.place == 1).subquery("profession")


def of_leaf(asked: Asked, leaf: Leaf, due_soon_days: int, prefix: str) -> list[tuple[str, Column]]:
    """What has to be known of a leaf: on the day, and on the day on which it must still hold not to be due soon."""
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
        found: list[tuple[Column, int]] = [(c[f"{prefix}_any"].is_(None), MISSING)]
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
