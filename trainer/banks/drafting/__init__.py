"""Questions drafted from what a text states. No network, no model, no chance: the same text gives the same drafts."""

from collections.abc import Iterable, Sequence

from trainer.banks.drafting import abbreviations
from trainer.banks.drafting.draft import TRUTH, Draft, Option, as_json
from trainer.banks.drafting.facts import book
from trainer.banks.drafting.folding import folded
from trainer.banks.drafting.generators import (
    advice,
    causes,
    contrasts,
    deeds,
    definitions,
    denials,
    frequencies,
    labels,
    members,
    numbers,
    objects,
    opposites,
    reasons,
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
    frequencies,
    labels,
    members,
    causes,
    reasons,
    contrasts,
    advice,
    objects,
    subjects,
    deeds,
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
    kept = folded(sound)
    known = abbreviations.meanings(source)
    found = few_statements(mostly_clean(abbreviations.written_out(draft, known) for draft in kept))
    place = {passage.id: at for at, (_, passage) in enumerate(source.passages)}
    return sorted(found, key=lambda draft: (place[draft.passage_id], draft.passage.find(draft.quote), draft.id))


def few_statements(drafts: Sequence[Draft]) -> list[Draft]:
    """True or false tells least about who answers: no more than a fifth of all, the false ones first."""
    judged = sorted((draft for draft in drafts if draft.kind == TRUTH), key=lambda draft: draft.key is True)
    others = [draft for draft in drafts if draft.kind != TRUTH]
    return others + judged[: max(1, len(others) // 4)]


def mostly_clean(drafts: Iterable[Draft]) -> list[Draft]:
    """Of those that have a finding, no more than a tenth of all."""
    found = list(drafts)
    clean = [draft for draft in found if not draft.findings]
    return clean + [draft for draft in found if draft.findings][: len(clean) // 9]


def rules_broken(draft: Draft) -> set[str]:
    return {finding.rule for finding in draft.findings}
