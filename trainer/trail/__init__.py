"""The trail: one line for everything that matters, added in the same transaction as the change, never altered."""

from trainer.trail.actions import record
from trainer.trail.events import EVENTS, says
from trainer.trail.models import Event, SealedBatch, SealedLine

__all__ = ["EVENTS", "Event", "SealedBatch", "SealedLine", "record", "says"]
