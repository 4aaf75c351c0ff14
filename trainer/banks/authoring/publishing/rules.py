"""What of a manuscript goes live, what stays out and why, and whether it would go over somebody else's work."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Left:
    """A part whose newest version does not go live. `instead`: the number of the approved one that does, if any."""

    part_id: int
    version_id: int
    kind: str
    slug: str
    number: int
    state: str
    instead: int | None

    @property
    def why(self) -> str:
        said = {"draft": "is a draft nobody handed in", "in review": "waits for a reviewer"}
        return f"Version {self.number} {said.get(self.state, f'is {self.state}')}"

    @property
    def what_instead(self) -> str:
        return f"version {self.instead} goes live" if self.instead else "nothing of it goes live"


def left_out(standings: Iterable) -> list[Left]:
    """Of parts as `authoring.queries.standings` tells them; one retired before anybody approved it is simply gone."""
    return [
        Left(one.part_id, one.version_id, one.kind, one.slug, one.number, one.state, one.in_force)
        for one in standings
        if one.is_behind and one.state != "retired"
    ]


def goes_over(live: int | None, known: Sequence[int | None]) -> bool:
    """Whether the live version came from elsewhere since this manuscript was begun or last published.

    `known` are the module versions that the manuscript was begun from or became.
    """
    return live is not None and live not in known
