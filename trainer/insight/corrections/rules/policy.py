"""The policy that every correction follows, as data: shown where somebody decides, and kept with each correction."""

from dataclasses import asdict, dataclass

REMEDIES = {
    "key": "Mark with another key",
    "drop": "Drop the item",
    "credit": "Credit everybody",
    "retest": "Offer a retest",
}
RETEST_DAYS = 90  # how long an offer is open unless the author says otherwise


@dataclass(frozen=True)
class Policy:
    title: str
    lines: tuple[str, ...]

    def as_document(self) -> dict:
        return asdict(self) | {"lines": list(self.lines)}


POLICY = Policy(
    "In the examinee’s favor",
    (
        "Nobody loses a pass that was given. No certificate changes by itself.",
        "Who would now pass has passed as of the day they sat. It is recorded now, so that what was known before "
        "stays as it was known.",
        "Who would now fail keeps the pass and is offered a retest, by name and until a day. Whether more has to be "
        "done is for the director, as an ordinary entry with a reason.",
        "To credit everybody is to count the item as wholly right for all who were asked it, also where it was left "
        "blank or was partly right.",
        "To drop the item is to mark the form without it. Where that leaves a safety-critical objective without any "
        "item, nothing is concluded: the result stays, and who had not passed is offered a retest.",
        "Each clinic’s director approves for the people who sat it there. The old result stays readable.",
    ),
)
