from collections.abc import Sequence
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import insert, select

from trainer import clock, trail
from trainer.banks import content, material, queries, versions
from trainer.banks.cards import actions as cards
from trainer.banks.grounds import Grounds, fingerprint, hash_of
from trainer.banks.models import (
    AcceptedGrounds,
    Adoption,
    Item,
    ItemVersion,
    Module,
    ModuleVersion,
    ModuleVersionItem,
)
from trainer.banks.versions import Held
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Clinic, Person

LATER = ("cases", "models", "waivers")  # parts of a module


def publish(module: content.Module) -> tuple[ModuleVersion, bool]:
    """The version that says just this, and whether it had to be made. Versions in use stay as they are."""
    row = module_row(module.slug)
    document, said = document_of(module), [item.as_document() for item in module.items]
    hashes = [hash_of(one) for one in said]
    content_hash = hash_of([document, hashes])
    newest = queries.live_version(module.slug)
    if newest is not None and newest.content_hash == content_hash:
        return newest, False
    items = publish_items(row, said, hashes)
    version = ModuleVersion(
        module=row,
        number=newest.number + 1 if newest else 1,
        content_hash=content_hash,
        document=document,
        title=module.title,
        published_at=clock.now(),
    )
    db.session.add(version)
    db.session.flush()
    add_items(version, newest, module, items)
    cards.renew(version, items)
    trail.record("module.published", module=module.title, version=version.number)
    return version, True


def content_hash_of(module: content.Module) -> str:
    """Of all that it says: its document, and each of its items in order."""
    return hash_of([document_of(module), [hash_of(item.as_document()) for item in module.items]])


def document_of(module: content.Module) -> dict:
    """All but the items. What was waived for them is kept here.

    What could be said only after the first versions were published is left out where nothing is said, so that a module
    that did not change does not become a new version.
    """
    waivers = {item.id: item.waivers for item in module.items if item.waivers and not item.made}
    kept = module.model_copy(update={"waivers": waivers})
    return kept.model_dump(mode="json", exclude={"items"} | {name for name in LATER if not getattr(kept, name)})


def add_items(
    version: ModuleVersion, before: ModuleVersion | None, module: content.Module, items: Sequence[ItemVersion | Held]
) -> None:
    """Put the items into the version, with what each rests on now.

    What is new was written on these grounds. An item that stayed keeps those that were accepted for it; where none were
    written down yet, those of the version before.
    """
    here, accepted = Grounds(module, material.read(module.material)), versions.on_accepted_grounds(version.module)
    rows = [
        {"module_version_id": version.id, "position": place, "item_version_id": item.id, "grounds": here.of(said)}
        for place, (item, said) in enumerate(zip(items, module.items, strict=True), 1)
    ]
    db.session.execute(insert(ModuleVersionItem.__table__), rows)
    for row, said in zip(rows, module.items, strict=True):
        if row["item_version_id"] not in accepted:
            written_in, first = version, row["grounds"]
            if before is not None and row["item_version_id"] in (earlier := queries.published(before.id)).by_version:
                written_in, first = before, fingerprint(earlier.content, earlier.material, said)
            db.session.add(
                AcceptedGrounds(
                    item_version_id=row["item_version_id"],
                    grounds=first,
                    module_version_id=written_in.id,
                    reason="Written on these grounds.",
                    recorded_at=version.published_at,
                )
            )


def confirm(person: Person, version: ModuleVersion, item: ItemVersion, grounds: str, reason: str) -> None:
    """Somebody looked at an item again after what it rests on had changed, and found it still right."""
    db.session.add(
        AcceptedGrounds(
            item_version_id=item.id,
            grounds=grounds,
            module_version_id=version.id,
            accepted_by=person,
            reason=reason,
            recorded_at=clock.now(),
        )
    )
    db.session.flush()
    cards.note_staleness(version.module_id)
    trail.record(
        "item.confirmed",
        by=person,
        item=item.item.slug,
        module=version.title,
        version=version.number,
        reason=reason,
    )


def module_row(slug: str) -> Module:
    row = db.session.scalars(select(Module).filter_by(slug=slug)).one_or_none()
    if row is None:
        row = Module(slug=slug, created_at=clock.now())
        db.session.add(row)
        db.session.flush()
    return row


def publish_items(module: Module, said: Sequence[dict], hashes: Sequence[str]) -> list[ItemVersion | Held]:
    """Of each item the newest version where that says just this, else a new one."""
    newest, items, now = versions.newest_by_slug(module), list[ItemVersion | Held](), clock.now()
    for document, content_hash in zip(said, hashes, strict=True):
        before = newest.get(document["id"])
        if before is not None and before.content_hash == content_hash:
            items.append(before.saying(document))
            continue
        made = ItemVersion(
            number=before.number + 1 if before else 1, content_hash=content_hash, document=document, published_at=now
        )
        if before:
            made.item_id = before.item_id
        else:
            made.item = Item(module_id=module.id, slug=document["id"])
        items.append(made)
    db.session.add_all(one for one in items if isinstance(one, ItemVersion))
    db.session.flush()
    return items


def adopt(
    person: Person, clinic: Clinic, version: ModuleVersion, *, name: str, statement: str, adopted_on: date
) -> Adoption:
    """The clinic's lead stands for this version; attempts started from now on are drawn from it and count."""
    in_force = queries.adoption_in_force(clinic, version.module)
    if in_force is not None and in_force.module_version.number >= version.number:
        raise Refused(f"{clinic.name} has already adopted version {in_force.module_version.number} of {version.title}.")
    adoption = Adoption(
        clinic_id=clinic.id,
        module_version=version,
        adopted_by=person,
        name=name,
        statement=statement,
        adopted_on=adopted_on,
        recorded_at=clock.now(),
    )
    db.session.add(adoption)
    db.session.flush()
    trail.record(
        "module.adopted",
        by=person,
        about=person,
        clinic=clinic,
        module=version.title,
        version=version.number,
        name=name,
        statement=statement,
        adopted_on=adopted_on.isoformat(),
        effective_at=datetime.combine(adopted_on, time(), ZoneInfo(clinic.time_zone)),
    )
    return adoption
