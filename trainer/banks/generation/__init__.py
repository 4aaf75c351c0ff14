"""Item models: questions generated from a stem with variables and tables of rows, and proven before they are live."""

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.balance import Balance, over_bank
from trainer.banks.generation.findings import Finding
from trainer.banks.generation.generate import Variant, as_item, count, variants
from trainer.banks.generation.proof import Proof, prove, published
from trainer.banks.generation.reading import as_fault, models_in

__all__ = [
    "Balance",
    "Finding",
    "ItemModel",
    "Proof",
    "Variant",
    "as_fault",
    "as_item",
    "count",
    "models_in",
    "over_bank",
    "prove",
    "published",
    "variants",
]
