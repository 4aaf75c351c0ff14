"""Keeping the cards as what was published and asked. None of this leaves a line on the trail: it decides nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from trainer.banks import queries
from trainer.banks.cards import rules
from trainer.banks.cards.models import ItemCard
from trainer.banks.cards.queries import items_in_order
from trainer.banks.models import ItemVersion, ModuleVersion
from trainer.banks.versions import Held
from trainer.db import db

CARD = ItemCard.__table__
WORDS = {"stem", "below", "text"}  # what only a new version of the item can change
NUMBERS = {"takers", "facility", "discrimination", "alert", "last_asked_at"}  # what is written by others
ABOUT = [column for column in CARD.c if column.name not in WORDS | NUMBERS]
CHANGE = update(CARD).where(CARD.c.item_id == bindparam("of_item"))
TURN = (
    update(CARD)
    .where(CARD.c.item_version_id == bindparam("of_version"), CARD.c.state == bindparam("was"))
    .values(state=bindparam("now_is"))
)
AT = bindparam("at", type_=CARD.c.last_asked_at.type)
ASKED = CHANGE.where(or_(CARD.c.last_asked_at.is_(None), CARD.c.last_asked_at < AT)).values(last_asked_at=AT)


def renew(version: ModuleVersion, items: Sequence[ItemVersion | Held], gone: Iterable[ItemVersion] = ()) -> None:
    """`version` is the live one, with these items in this order; `gone` is the last word of those it has no more.

    Of an item that had a card and is named neither here nor there, the card says that it is gone.
    """
    known = {
        row.item_id: row._asdict()
        for row in db.session.execute(select(*ABOUT).where(CARD.c.module_id == version.module_id))
    }
    names, stale = rules.Names(version.module_id, version.document), queries.stale_items(version.module_id)
    placed = [*enumerate(items, 1), *((None, one) for one in gone)]
    write(
        [(names.card(one.item_id, one, place, is_stale=one.id in stale), one.document) for place, one in placed], known
    )
    retire([known[item_id] for item_id in sorted(known.keys() - {one.item_id for _, one in placed})])


def rebuild(version: ModuleVersion) -> None:
    """The cards of a module whose live version this is, from all that was ever published of it."""
    items = items_in_order(version)
    there = {one.item_id for one in items}
    newest = queries.newest_item_versions(version.module).values()
    renew(version, items, [one for one in newest if one.item_id not in there])


def write(cards: Iterable[tuple[dict[str, Any], Mapping[str, Any]]], known: dict[int, dict[str, Any]]) -> None:
    """New ones are added, those that say something else than before are changed, the others are left alone.

    Each with the item's document, for its words.
    """
    new, changed = [], []
    for card, document in cards:
        before = known.get(card["item_id"])
        if before is None:
            new.append(card | rules.worded(document))
        elif before["item_version_id"] != card["item_version_id"]:
            changed.append(card | rules.worded(document))
        elif before != card:
            changed.append(card)
    if new:
        db.session.execute(insert(CARD), new)
    change(changed)


def change(cards: Sequence[dict[str, Any]]) -> None:
    """Each by its id; those that change the same columns in one go."""
    by_columns: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for card in cards:
        by_columns.setdefault(tuple(card), []).append(card | {"of_item": card["item_id"]})
    for rows in by_columns.values():
        db.session.connection().execute(CHANGE, rows)


def retire(cards: Sequence[dict[str, Any]]) -> None:
    change(
        [
            {"item_id": card["item_id"], "position": None, "state": rules.RETIRED}
            for card in cards
            if card["position"] is not None
        ]
    )


def note_staleness(module_id: int) -> None:
    """To be called where what an item rests on has changed, or somebody found it still right."""
    told = set(
        db.session.scalars(
            select(CARD.c.item_version_id).where(CARD.c.module_id == module_id, CARD.c.state == rules.STALE)
        )
    )
    stale = queries.stale_items(module_id)
    for now_is, was, versions in ((rules.STALE, rules.LIVE, stale - told), (rules.LIVE, rules.STALE, told - stale)):
        if versions:
            rows = [{"of_version": version, "was": was, "now_is": now_is} for version in sorted(versions)]
            db.session.connection().execute(TURN, rows)


def note_numbers(
    item_id: int, takers: int | None, facility: float | None, discrimination: float | None, alert: str | None
) -> None:
    """What the statistics say of an item now; None where they say nothing. `alert` is the gravest, in words."""
    note_all_numbers([(item_id, takers, facility, discrimination, alert)])


def note_all_numbers(
    rows: Iterable[tuple[int, int | None, float | None, float | None, str | None]],
) -> None:
    """As `note_numbers`, of many items at once."""
    names = ("item_id", "takers", "facility", "discrimination", "alert")
    change([dict(zip(names, row, strict=True)) for row in rows])


def note_asked(last: dict[int, datetime]) -> None:
    """By item version, when an attempt began that asked it. A card that knows of a later one stays."""
    of_item: dict[int, datetime] = {}
    versions = sorted(last)
    for start in range(0, len(versions), queries.AT_ONCE):
        some = versions[start : start + queries.AT_ONCE]
        for version, item in db.session.execute(
            select(ItemVersion.id, ItemVersion.item_id).where(ItemVersion.id.in_(some))
        ):
            of_item[item] = max(last[version], of_item.get(item, last[version]))
    if of_item:
        rows = [{"of_item": item, "at": moment} for item, moment in sorted(of_item.items())]
        db.session.connection().execute(ASKED, rows)


def last_noted() -> datetime | None:
    """When the latest attempt began that a card knows of."""
    return db.session.scalar(select(func.max(CARD.c.last_asked_at)))
