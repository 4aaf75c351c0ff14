"""How a sample is drawn: by a seed, the same again, and where wanted sooner whatever is more likely to be wrong."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from math import log

METHODS = {"random": "Random: every file is as likely as another", "weighted": "Weighted by risk"}
PARTS = {
    "identity": "Identity",
    "certificate": "Certificate",
    "evidence": "Evidence",
    "license": "License",
    "practical": "Practical",
}
GRADES = {"none": "No finding", "minor": "Minor finding", "major": "Major finding"}

OF_STATE = {"lapsed": 4, "stopped": 4, "due_soon": 2}
EACH_FAILED, MOST_FAILED = 1, 3
OF_CORRECTIONS = 3
OF_TEMPORARY = 3
OF_IMPORTED = 3
WEIGHTS = (
    "Every file weighs 1. Lapsed or stopped adds 4, due soon 2, each attempt not passed 1 and at most 3, any correction"
    " of the record 3, any temporary clearance 3, anything imported 3."
)
BITS = 52  # what a float holds exactly


@dataclass(frozen=True)
class Candidate:
    """Somebody who can be drawn, with how often something happened that makes an error likelier."""

    person_id: int
    state: str
    failed: int = 0
    corrections: int = 0
    temporaries: int = 0
    imported: int = 0


@dataclass(frozen=True)
class Draw:
    """All that decides a sample, besides whom it is drawn from."""

    seed: int
    day: date
    size: int
    method: str


@dataclass(frozen=True)
class Drawn:
    person_id: int
    state: str
    weight: int
    grounds: tuple[str, ...]


def weigh(candidate: Candidate) -> Drawn:
    """With WEIGHTS."""
    added = [
        (OF_STATE.get(candidate.state, 0), candidate.state.replace("_", " ")),
        (min(candidate.failed * EACH_FAILED, MOST_FAILED), counted(candidate.failed, "attempt", "not passed")),
        (OF_CORRECTIONS if candidate.corrections else 0, counted(candidate.corrections, "correction")),
        (OF_TEMPORARY if candidate.temporaries else 0, counted(candidate.temporaries, "temporary clearance")),
        (OF_IMPORTED if candidate.imported else 0, counted(candidate.imported, "line", "imported")),
    ]
    grounds = tuple(f"{words} +{weight}" for weight, words in added if weight)
    return Drawn(candidate.person_id, candidate.state, 1 + sum(weight for weight, _ in added), grounds)


def counted(number: int, what: str, more: str = "") -> str:
    return f"{number} {what}{'' if number == 1 else 's'} {more}".strip()


def draw(candidates: Iterable[Candidate], wanted: Draw) -> list[Drawn]:
    """The sample, in the order of the draw: without replacement, each next one with the chance of its weight among
    those left.

    That is the method A of Efraimidis and Spirakis, "Weighted random sampling with a reservoir", Information Processing
    Letters 97 (2006), 181-185: of everybody a number u between 0 and 1, and those with the greatest u^(1/weight). Its
    logarithm, log(u)/weight, orders alike. Here u comes of the seed, the day and the person alone, so the same people
    are drawn again in whatever order they are read, and whoever is not among them changes nothing for the others.
    """
    found = [weigh(one) for one in candidates]
    weights = {one.person_id: one.weight if wanted.method == "weighted" else 1 for one in found}
    found.sort(key=lambda one: (-log(chance(wanted, one.person_id)) / weights[one.person_id], one.person_id))
    return found[: wanted.size]


def chance(wanted: Draw, person_id: int) -> float:
    """Between 0 and 1, neither included."""
    digest = sha256(f"{wanted.seed}|{wanted.day.isoformat()}|{person_id}".encode()).digest()
    return ((int.from_bytes(digest[:8], "big") >> (64 - BITS)) + 0.5) / 2**BITS


def population_hash(candidates: Iterable[Candidate]) -> str:
    """SHA-256 over everybody who could be drawn, by number, each with state and weight."""
    lines = sorted((one.person_id, one.state, weigh(one).weight) for one in candidates)
    return sha256("".join(f"{number} {state} {weight}\n" for number, state, weight in lines).encode()).hexdigest()


def unanswered(findings: Mapping[str, object]) -> list[str]:
    """The parts of a file that nobody has looked at yet, as they are called."""
    return [title for part, title in PARTS.items() if part not in findings]
