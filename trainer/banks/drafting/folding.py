"""Near-duplicates: of two drafts that ask the same, the better one stays."""

from collections.abc import Iterable

from trainer.banks.drafting.draft import TRUTH, Draft
from trainer.banks.drafting.language import forms

MOST = 2  # drafts from one sentence or list
SAME = 0.6  # share of content words


def folded(drafts: Iterable[Draft]) -> list[Draft]:
    """In the order given; one without findings beats one that has some, and a choice among several true or false."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: (bool(draft.findings), draft.kind == TRUTH)):
        crowded = sum((draft.passage_id, draft.quote) == (other.passage_id, other.quote) for other in kept) >= MOST
        if not crowded and not any(ask_the_same(draft, other) for other in kept):
            kept.append(draft)
    return kept


def ask_the_same(one: Draft, other: Draft) -> bool:
    if one.stem == other.stem and one.key == other.key:
        return True
    if one.kind == other.kind == TRUTH:
        left, right = forms.stems(one.stem) - COMMON, forms.stems(other.stem) - COMMON
        return len(left & right) >= 0.5 * max(len(left), len(right))
    if one.kind != other.kind:
        share = 0.75 if TRUTH in (one.kind, other.kind) else 0.85
        return one.passage_id == other.passage_id and one.quote == other.quote and alike(flat(one), flat(other), share)
    if one.quote == other.quote and turned_round(one, other):
        return True
    keys = alike(str(one.key), str(other.key), SAME)
    return keys and alike(one.stem, other.stem, SAME)


def turned_round(one: Draft, other: Draft) -> bool:
    """One sentence asked from both its ends: who does it, and what does it do."""
    left, right = forms.stems(flat(one)) - COMMON, forms.stems(flat(other)) - COMMON
    longer = min if {one.generator, other.generator} <= BOTH_WAYS else max
    return len(left & right) > 0.7 * longer(len(left), len(right))


def flat(draft: Draft) -> str:
    return f"{draft.stem} {draft.key}"


def alike(one: str, other: str, share: float) -> bool:
    left, right = forms.stems(one) - COMMON, forms.stems(other) - COMMON
    if not left or not right:
        return left == right
    return len(left & right) / min(len(left), len(right)) >= share


BOTH_WAYS = {"statement", "deed", "object", "contrast", "definition"}
COMMON = forms.stems("according passage describe words term define list among choose every applies these section")
