"""What ties a panelist to the quiz itself. Both bend what they say, and the first also what they later answer."""

from collections.abc import Sequence
from typing import Literal

Tie = Literal["has to pass", "takes", "wrote", "reviewed"]

IN_WORDS: dict[str, str] = {
    "has to pass": "still has to pass this quiz, and the panel shows its keys",
    "takes": "has passed this quiz and takes it again once that lapses, and the panel shows its keys",
    "wrote": "wrote items of this module, so a first round is not blind to their keys",
    "reviewed": "reviewed items of this module, so a first round is not blind to their keys",
}


def ties(*, takes: bool, has_passed: bool, wrote: bool, reviewed: bool) -> list[Tie]:
    """Whose pass is asked for where they practice, and who knows keys from writing or judging them."""
    found: list[Tie] = []
    if takes:
        found.append("takes" if has_passed else "has to pass")
    if wrote:
        found.append("wrote")
    if reviewed:
        found.append("reviewed")
    return found


def ties_in_words(found: Sequence[str]) -> str:
    """A clause about one person, empty where nothing is known."""
    return "; ".join(IN_WORDS[one] for one in found)
