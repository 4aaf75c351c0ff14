"""Questions drafted from what a text states. No network, no model, no chance: the same text gives the same drafts."""

from trainer.banks.drafting.draft import Draft, Option, as_json
from trainer.banks.drafting.facts import book
from trainer.banks.drafting.folding import folded
from trainer.banks.drafting.generators import (
    advice,
    causes,
    contrasts,
    definitions,
    denials,
    labels,
    members,
    numbers,
    objects,
    opposites,
    steps,
    subjects,
    tables,
)
from trainer.banks.drafting.reading.source import Source

__all__ = ["Draft", "Option", "as_json", "propose"]

GENERATORS = (
    definitions,
    denials,
    tables,
    steps,
    numbers,
    labels,
    members,
    causes,
    contrasts,
    advice,
    objects,
    subjects,
    opposites,
)


# What gives a key away or leaves two of them has no mend but another draft; the rest a person can mend.
FATAL = frozenset(
    "negative-stem unfocused-stem all-of-the-above none-of-the-above combined-options equal-options "
    "overlapping-options mixed-units "
    "heterogeneous-options unordered-numbers longest-key hedged-key word-cue grammar-cue convergence "
    "logical-cue absolute-term "
    "vague-frequency".split()
)


def propose(source: Source) -> list[Draft]:
    """Drafts in the order of the text. Those with a flaw that cannot be mended by a word or two are left out."""
    read = book(source)
    sound = (draft for generator in GENERATORS for draft in generator.drafts(read) if not FATAL & rules_broken(draft))
    found = folded(sound)
    place = {passage.id: at for at, (_, passage) in enumerate(source.passages)}
    return sorted(found, key=lambda draft: (place[draft.passage_id], draft.passage.find(draft.quote), draft.id))


def rules_broken(draft: Draft) -> set[str]:
    return {finding.rule for finding in draft.findings}
