"""What becomes of a version of a part, from draft over review to published, by what is written down about it."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from datetime import datetime

DRAFT, IN_REVIEW, SENT_BACK = "draft", "in review", "sent back"
APPROVED, PUBLISHED, RETIRED = "approved", "published", "retired"
STATES = (DRAFT, IN_REVIEW, SENT_BACK, APPROVED, PUBLISHED, RETIRED)
AS_PUBLISHED = "published "  # and the number of the module version: how the origin of a copy begins


@dataclass(frozen=True)
class Said:
    """What is known of one version: `reviewed` are the verdicts (approves, when) in their order."""

    number: int
    saved_at: datetime
    origin: str = "written"
    retired: bool = False
    is_submitted: bool = False
    reviewed: tuple[tuple[bool, datetime], ...] = ()

    @property
    def is_copy(self) -> bool:
        """It stood in a published version already, so it is approved by definition."""
        return self.origin.startswith(AS_PUBLISHED)

    @property
    def approved_at(self) -> datetime | None:
        if self.is_copy:
            return self.saved_at
        return self.reviewed[-1][1] if self.reviewed and self.reviewed[-1][0] else None


def state_of(version: Said, *, is_used: bool = False, is_published: bool = False) -> str:
    """`is_used`: an earlier version of the part was approved, so that taking it out is to be approved as well."""
    if version.retired and (version.approved_at or not is_used):
        return RETIRED
    if version.is_copy or is_published:
        return PUBLISHED
    if version.reviewed:
        return APPROVED if version.reviewed[-1][0] else SENT_BACK
    return IN_REVIEW if version.is_submitted else DRAFT


def states_of(versions: Sequence[Said], published_at: Sequence[datetime] = ()) -> list[str]:
    """The state of each version of one part, oldest first; `published_at` are the moments of its manuscript."""
    states, is_used = [], False
    went_out = {in_force(versions, moment) for moment in published_at}
    for version in versions:
        states.append(state_of(version, is_used=is_used, is_published=version.number in went_out))
        is_used = is_used or version.approved_at is not None
    return states


def in_force(versions: Sequence[Said], at: datetime | None = None) -> int | None:
    """The number of the newest version that was approved (by then): what a publication takes."""
    approved = [one.number for one in versions if one.approved_at and (at is None or one.approved_at <= at)]
    return approved[-1] if approved else None


def is_new(versions: Sequence[Said], published_at: datetime | None) -> bool:
    """Whether a publication would take another version than the last one did, or than the manuscript began with."""
    number = in_force(versions)
    taken = next((one for one in versions if one.number == number), None)
    if taken is None or taken.approved_at is None or taken.is_copy:
        return False
    return published_at is None or taken.approved_at > published_at


def is_in_use(versions: Sequence[Said]) -> bool:
    """Whether it was ever approved: then it is retired under the eyes of a reviewer, and never simply gone."""
    return any(one.approved_at for one in versions)


def authors_since_approval(versions: Sequence[tuple[Said, Set[int]]]) -> set[int]:
    """Whose words a reviewer of the newest version would judge: `versions` are (version, authors), oldest first."""
    found: set[int] = set()
    for version, authors in versions:
        found |= authors
        if version.approved_at:
            found = set()
    return found
