"""What becomes of one attempt under a correction, and what all of it adds up to."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Any

# In the order in which a director reads them.
OUTCOMES = {
    "gained": "Not passed before, now passed as of the day it was sat",
    "kept": "Would not pass now; the pass stays, a retest is offered",
    "open": "Nothing can be concluded: no item of a safety-critical objective is left",
    "retest": "Not passed; a retest is offered",
    "higher": "At least as high a share right, the same verdict",
    "lower": "A lower share right, the same verdict",
    "same": "Nothing changes",
    "erased": "The account was erased; left as it is",
}


@dataclass(frozen=True)
class Mark:
    """So many right of so many, and the verdict. `is_kept`: it is a pass only because one that was given stays."""

    right: float
    out_of: int
    passed: bool
    is_kept: bool = False

    @property
    def share(self) -> float:
        return self.right / self.out_of


def outcome(before: Mark, after: Mark | None, is_retest: bool = False) -> str:
    """One of OUTCOMES. `before` is what stands; `after` None: what is left of the form says nothing."""
    if is_retest:
        return "same" if before.passed else "retest"
    if after is None:
        return "open"
    if after.passed != before.passed and not before.is_kept:
        return "gained" if after.passed else "kept"
    if (after.right, after.out_of) == (before.right, before.out_of):
        return "same"
    return "higher" if after.share >= before.share else "lower"


@dataclass(frozen=True)
class Effect:
    """One attempt. `certificates` are those that rest on it now; `issues` what would be issued; `clears` the stretches
    of days, by credential, on which the person would be known to have been cleared and is not now; `loses` those that
    would go if the pass did, which it does not. `on_changes`: of a short quiz on what changed."""

    attempt: int
    person: int
    clinic: int | None
    counts: bool
    sat_on: str
    outcome: str
    before: Mark
    after: Mark | None
    certificates: tuple[Mapping[str, Any], ...] = ()
    issues: tuple[Mapping[str, Any], ...] = ()
    clears: tuple[Mapping[str, Any], ...] = ()
    loses: tuple[Mapping[str, Any], ...] = ()
    on_changes: bool = False

    def as_document(self) -> dict[str, Any]:
        """Without what goes without saying, so that what was kept before there was such a thing reads the same."""
        document = asdict(self)
        if not self.on_changes:
            del document["on_changes"]
        return json.loads(json.dumps(document))

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> "Effect":
        marks = {name: Mark(**document[name]) if document[name] else None for name in ("before", "after")}
        hang = {name: tuple(document[name]) for name in ("certificates", "issues", "clears", "loses")}
        return cls(**{**document, **marks, **hang})


def offers_retest(effect: Effect) -> bool:
    """Whether a retest is offered by name. Practice decides nothing; where every certificate that rested on the pass
    has lapsed, the next one asks for a new pass anyway. Nor does a quiz on changes."""
    if not effect.counts or effect.on_changes:
        return False
    if effect.outcome == "kept":
        return not effect.certificates or any(not one["lapsed"] for one in effect.certificates)
    return effect.outcome == "retest" or (effect.outcome == "open" and not effect.before.passed)


def digest(effects: Iterable[Effect]) -> str:
    """Of just what is shown: one more attempt, or another verdict, makes another one."""
    documents = [one.as_document() for one in sorted(effects, key=lambda one: one.attempt)]
    return sha256(json.dumps(documents, sort_keys=True).encode()).hexdigest()


def tally(effects: Sequence[Effect]) -> dict[str, int]:
    """How many attempts come to what, in the order of OUTCOMES, and what hangs on them. What does not occur is 0."""
    counted = Counter(one.outcome for one in effects)
    found = {name: counted[name] for name in OUTCOMES}
    hang = {
        "certificates": len({held["code"] for one in effects if one.outcome == "kept" for held in one.certificates}),
        "issues": sum(len(one.issues) for one in effects),
        "clears": len({one.person for one in effects if one.clears}),
        "loses": len({one.person for one in effects if one.loses}),
        "retests": sum(map(offers_retest, effects)),
    }
    return found | {"attempts": len(effects)} | hang
