"""Questions drafted from what a text states. No network, no model, no chance: the same text gives the same drafts."""

from trainer.banks.drafting.draft import Draft, Option, as_json
from trainer.banks.drafting.facts import book
from trainer.banks.drafting.folding import folded
from trainer.banks.drafting.generators import (
    advice,
    causes,
    contrasts,
    definitions,
    labels,
    members,
    numbers,
    steps,
    subjects,
    tables,
)
from trainer.banks.drafting.reading.source import Source

__all__ = ["Draft", "Option", "as_json", "propose"]

GENERATORS = (definitions, tables, steps, numbers, labels, members, causes, contrasts, advice, subjects)


def propose(source: Source) -> list[Draft]:
    """Drafts in the order of the text. Those that the lint cannot pass are left out rather than shown."""
    read = book(source)
    found = folded(draft for generator in GENERATORS for draft in generator.drafts(read))
    place = {passage.id: at for at, (_, passage) in enumerate(source.passages)}
    return sorted(found, key=lambda draft: (place[draft.passage_id], draft.passage.find(draft.quote), draft.id))
