from trainer.exchange.api import documents, reading, standing
from trainer.exchange.api.operations import api

PARTS = (documents, reading, standing)  # each adds its addresses to the blueprint

__all__ = ["PARTS", "api"]
