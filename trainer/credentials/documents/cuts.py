"""What decided the cut scores behind a certificate: a study, by the hash of its frozen report, or none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import current_app

from trainer.credentials.models import Entry
from trainer.credentials.pages import attempt_of

BRIEF = 12  # letters of a hash that tell it from others at a glance


@dataclass(frozen=True)
class Cut:
    """What decided the cut of some modules. `study` None: no study did."""

    modules: str
    study: int | None = None
    content_hash: str = ""

    def __str__(self) -> str:
        return self.naming(self.content_hash)

    @property
    def briefly(self) -> str:
        return self.naming(f"starting {self.content_hash[:BRIEF]}")

    def naming(self, content_hash: str) -> str:
        if self.study is None:
            return f"Provisional cut score, decided by no study: {self.modules}"
        return f"{self.modules}: cut score decided by study {self.study}, report SHA-256 {content_hash}"


def cuts_behind(entries: Sequence[Entry], titles: dict[str, str]) -> tuple[Cut, ...]:
    """One for each study, and one for all that none decided, each as it stood when the quiz was handed in.

    A pass that was not sat here has no cut that is known here.
    """
    passes: dict[tuple[int, str] | None, list[str]] = {}
    bases = bases_of(entries)
    for one in entries:
        attempt = attempt_of(one.evidence or "")
        if attempt is not None:
            basis = bases.get(attempt)
            passes.setdefault((basis.study, basis.content_hash) if basis else None, []).append(
                titles.get(one.subject, one.subject)
            )
    provisional = passes.pop(None, [])
    decided = sorted((named, modules) for named, modules in passes.items() if named)
    found = [Cut("; ".join(modules), *named) for named, modules in decided]
    return (*found, *([Cut("; ".join(provisional))] if provisional else []))


def bases_of(entries: Sequence[Entry]) -> Mapping[int, Any]:
    """By attempt, what its cut rests on, None where that is no study. The room that keeps studies is above this one and
    lends its answer to every page."""
    attempts = [attempt for one in entries if (attempt := attempt_of(one.evidence or "")) is not None]
    return current_app.jinja_env.globals["cuts_of_attempts"](attempts) if attempts else {}  # type: ignore[operator]
