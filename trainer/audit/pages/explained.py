"""A standing with its reasons in words: what is behind a cell."""

from collections.abc import Mapping
from functools import partial

from trainer.audit.pages.roster import Followed
from trainer.credentials import rules
from trainer.credentials.content import Policy
from trainer.credentials.pages import title_of
from trainer.credentials.rules.explaining import explain, takes
from trainer.credentials.rules.reasons import Reason


def explained(
    one: Followed,
    found: rules.Standing,
    history: rules.History,
    titles: Mapping[str, str],
    why: Mapping[int, str],
) -> Reason:
    """`titles`: what modules are called, by slug; `why`: the reasons given, by entry."""
    return explain(one.rule, found, history, partial(named, one.policy, titles), why)


def taken(
    one: Followed, found: rules.Standing, history: rules.History, titles: Mapping[str, str]
) -> tuple[Reason, ...]:
    """Everything that the credential takes, and how it stands."""
    return takes(found, history, partial(named, one.policy, titles))


def named(policy: Policy, titles: Mapping[str, str], leaf: rules.Leaf) -> str:
    title = title_of(leaf, policy)
    return titles.get(title, title)
