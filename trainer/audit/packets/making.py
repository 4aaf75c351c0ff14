"""A packet is put together: every row in the spelling in which it was sealed, with the seals that prove it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import select

from trainer import clock, trail
from trainer.audit.packets import rules
from trainer.audit.packets.gathering import Gathered, gather
from trainer.audit.packets.words import read_me
from trainer.banks.models import Module, ModuleVersion
from trainer.credentials.jurisdictions.models import Jurisdiction
from trainer.credentials.models import Certificate
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person
from trainer.trail.models import SealedBatch, SealedLine
from trainer.trail.reading import contents
from trainer.trail.registry import sealed_tables
from trainer.trail.rules import canonical, spelled

AT_ONCE = 500
Row = tuple[str, str]


@dataclass(frozen=True)
class Packet:
    code: str
    data: bytes

    @property
    def hash(self) -> str:
        return sha256(self.data).hexdigest()

    @property
    def name(self) -> str:
        return f"packet-{self.code}.zip"


def make(certificate: Certificate) -> Packet:
    """Call it after the commit and before what leaves a line on the trail: it seals what is new."""
    trail.seal()
    found, now = gather(certificate), clock.now()
    rows = read_rows(found)
    members = {f"{table}/{row_id}.json": rules.written(row) for (table, row_id), row in rows.items()}
    members |= {f"seals/{batch['number']:09}.json": rules.written(batch) for batch in seals(rows)}
    members["context.json"] = rules.written(context(found, rows))
    members["readme.txt"] = read_me(certificate, now).encode()
    members[rules.MANIFEST] = rules.written(manifest(certificate, now, members))
    return Packet(certificate.code, rules.pack(members))


def manifest(certificate: Certificate, now: datetime, members: dict[str, bytes]) -> dict[str, Any]:
    head = trail.head()
    return {
        "format": rules.FORMAT,
        "certificate": certificate.code,
        "as_of": clock.on_day(now, certificate.clinic.time_zone).isoformat(),
        "as_known_at": spelled(now),
        "head": {"number": head.number, "hash": head.hash, "sealed_at": spelled(head.sealed_at)} if head else None,
        "members": rules.listed(members),
    }


def read_rows(found: Gathered) -> dict[Row, Any]:
    """Each row as JSON has it, in the spelling that its seal was computed from."""
    rows: dict[Row, Any] = {}
    with db.engine.connect() as connection:
        for table, ids in sorted(found.rows.items()):
            wanted = [str(one) for one in sorted(ids)]
            for start in range(0, len(wanted), AT_ONCE):
                part = contents(connection, sealed_tables()[table], wanted[start : start + AT_ONCE])
                rows |= {(table, row_id): json.loads(canonical(row)) for row_id, row in part.items() if row}
    return rows


def seals(rows: Iterable[Row]) -> list[dict[str, Any]]:
    """The batches in which the rows were sealed, each from the first line that is needed to its last."""
    places = trail.inclusion(rows)
    if unsealed(rows, places):  # recorded since, or by a transaction that took very long
        trail.seal(thorough=True)
        places = trail.inclusion(rows)
    if missing := unsealed(rows, places):
        table, row_id = min(missing)
        raise Refused(f"{table} {row_id} is not sealed yet. Run `flask --app wsgi audit seal`, then try again.")
    first: dict[int, Any] = {}
    for place in places:  # in the order of the chain
        first.setdefault(place.batch_number, place)
    return [batch_from(number, place) for number, place in sorted(first.items())]


def unsealed(rows: Iterable[Row], places: Iterable[trail.Inclusion]) -> set[Row]:
    return set(rows) - {(one.table_name, one.row_id) for one in places}


def batch_from(number: int, place: trail.Inclusion) -> dict[str, Any]:
    batch = db.session.execute(select(SealedBatch).where(SealedBatch.number == number)).scalar_one()
    lines = db.session.execute(
        select(SealedLine.table_name, SealedLine.row_id, SealedLine.digest)
        .where(SealedLine.batch_number == number, SealedLine.position >= place.position)
        .order_by(SealedLine.position)
    )
    return {
        "number": number,
        "previous_hash": batch.previous_hash,
        "hash": batch.hash,
        "sealed_at": spelled(batch.sealed_at),
        "lines": batch.lines,
        "is_last": batch.is_last,
        "first": place.position,
        "previous_chain": place.previous_chain,
        "rows": [list(line) for line in lines],
    }


def context(found: Gathered, rows: dict[Row, Any]) -> dict[str, Any]:
    """Names and numbers that no seal covers, as they are today."""
    certificate, clinic = found.certificate, found.certificate.clinic
    acting = {row.get(key) for row in rows.values() for key in ("by_id", "adopted_by_id", "decided_by_id")}
    acting -= {None, *(one.id for one in found.people)}
    actors = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(acting)))
    versions = [int(row_id) for table, row_id in rows if table == "module_version"]
    modules = select(Module.id, Module.slug).join(ModuleVersion).where(ModuleVersion.id.in_(versions))
    states = {row["jurisdiction_id"] for (table, _), row in rows.items() if table == "jurisdiction_version"}
    codes = select(Jurisdiction.id, Jurisdiction.slug).where(Jurisdiction.id.in_(states))
    return {
        "certificate": certificate.id,
        "credential": certificate.credential_version.credential.slug,
        "clinic": {"id": clinic.id, "name": clinic.name, "slug": clinic.slug, "time_zone": clinic.time_zone},
        "holder": [
            {
                "id": one.id,
                "name": one.name,
                "merged_into": one.merged_into_id,
                "merged_at": spelled(one.merged_at) if one.merged_at else None,
            }
            for one in found.people
        ],
        "actors": {str(number): name for number, name in actors},
        "modules": {str(number): slug for number, slug in db.session.execute(modules)},
        "jurisdictions": {str(number): slug for number, slug in db.session.execute(codes)},
    }
