"""Near-duplicates: of two drafts that ask the same, the better one stays."""

from collections.abc import Iterable

from trainer.banks.drafting.draft import TRUTH, Draft
from trainer.banks.drafting.language import forms

MOST = 2  # drafts from one sentence or list
SAME = 0.6  # share of content words


def folded(drafts: Iterable[Draft]) -> list[Draft]:
    """In the order given; a draft without findings beats one that has some."""
    kept: list[Draft] = []
    for draft in sorted(drafts, key=lambda draft: bool(draft.findings)):
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
        return one.passage_id == other.passage_id and one.quote == other.quote and alike(flat(one), flat(other), 0.85)
    keys = alike(str(one.key), str(other.key), SAME)
    return keys and alike(one.stem, other.stem, SAME)


def flat(draft: Draft) -> str:
    return f"{draft.stem} {draft.key}"


def alike(one: str, other: str, share: float) -> bool:
    left, right = forms.stems(one) - COMMON, forms.stems(other) - COMMON
    if not left or not right:
        return left == right
    return len(left & right) / min(len(left), len(right)) >= share


COMMON = forms.stems("according passage describe words term define list among choose every applies these section")
