"""Attempts as people sit them, and packets as somebody else might alter them."""

import json
from collections.abc import Callable, Mapping
from datetime import timedelta

from trainer.audit.packets import rules
from trainer.audit.packets.verifying import Report, verify
from trainer.banks.models import Adoption
from trainer.banks.queries import published
from trainer.db import db
from trainer.people.models import Person
from trainer.quizzes import actions
from trainer.quizzes.models import Attempt


def sit(person: Person, adoption: Adoption, clock, wrong: int = 0, seed: int = 7) -> Attempt:
    """Answer everything, the first `wrong` questions wrongly; the first is answered twice. Then hand in."""
    attempt = actions.start(person, adoption.clinic, adoption, adoption.module_version, seed)
    db.session.commit()
    module = published(adoption.module_version_id)
    for number, question in enumerate(attempt.form, start=1):
        clock.shift(timedelta(seconds=40))
        item = module.by_version[question["item"]]
        right = item.kind.key(item.item)
        other = next(str(one) for one in question["order"] if str(one) != right)
        for given in [other] if number <= wrong else [other, right] if number == 1 else [right]:
            actions.answer(attempt, number, given, number)
            db.session.commit()
    actions.submit(attempt)
    db.session.commit()
    return attempt


def altered(packet: bytes, change: Callable[[dict[str, bytes]], object], tells: bool = False) -> bytes:
    """The packet with other members. Without `tells` the list of members is written anew, so that it fits."""
    members = rules.unpack(packet).members
    change(members)
    if not tells:
        manifest = json.loads(members[rules.MANIFEST])
        manifest["members"] = rules.listed(members)
        members[rules.MANIFEST] = rules.written(manifest)
    return rules.pack(members)


def rewritten(name: str, change: Callable[[dict], None]) -> Callable[[dict[str, bytes]], None]:
    """Changes the document in one member."""

    def alter(members: dict[str, bytes]) -> None:
        document = json.loads(members[name])
        change(document)
        members[name] = rules.written(document)

    return alter


def found(packet: bytes) -> list[str]:
    return [str(finding) for finding in verify(packet).findings]


def members_of(packet: bytes) -> Mapping[str, bytes]:
    return rules.unpack(packet).members


__all__ = ["Report", "altered", "found", "members_of", "rewritten", "sit"]
