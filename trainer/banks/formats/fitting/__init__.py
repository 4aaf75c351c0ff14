"""A question of another product as an item of this one, and back."""

from trainer.banks.formats.fitting.fit import fitted
from trainer.banks.formats.fitting.identity import fingerprint, slug_of
from trainer.banks.formats.fitting.items import question_of, questions_of

__all__ = ["fingerprint", "fitted", "question_of", "questions_of", "slug_of"]
