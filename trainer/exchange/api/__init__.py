from trainer.exchange.api import documents, reading
from trainer.exchange.api.operations import api

PARTS = (documents, reading)  # each adds its addresses to the blueprint

__all__ = ["PARTS", "api"]
