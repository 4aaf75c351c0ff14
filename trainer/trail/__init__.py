"""The trail: one line for everything that matters, added in the same transaction as the change, never altered.

What is only ever added, here and in the rooms, is sealed in batches that rest on each other: `seals` names a table,
`seal` is called before an export, `head` and `inclusion` are what an export carries.
"""

from flask import Flask

from trainer import jobs
from trainer.trail import tasks
from trainer.trail.actions import Line, Teller, record, record_all
from trainer.trail.events import EVENTS, said, says
from trainer.trail.heads import Head, head
from trainer.trail.models import Event, SealedBatch, SealedLine
from trainer.trail.proof import Inclusion, inclusion
from trainer.trail.registry import retires, seals
from trainer.trail.sealing import seal

__all__ = [
    "EVENTS",
    "Event",
    "Head",
    "Inclusion",
    "Line",
    "SealedBatch",
    "SealedLine",
    "Teller",
    "head",
    "inclusion",
    "init_app",
    "record",
    "record_all",
    "retires",
    "said",
    "says",
    "seal",
    "seals",
]


def init_app(app: Flask) -> None:
    seals(app, Event, recorded="recorded_at")
    jobs.register(app, tasks.seal_what_is_new, every=jobs.EVERY_MINUTE)
    jobs.register(app, tasks.seal_what_is_left, every=jobs.EVERY_NIGHT)
