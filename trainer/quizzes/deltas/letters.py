"""The two letters about a quiz on changes: when it is asked, and a week before its last day."""

from dataclasses import dataclass

from trainer.quizzes.deltas.models import DeltaOffer
from trainer.web.addresses import absolute
from trainer.web.pages import day


@dataclass(frozen=True)
class Text:
    subject: str
    text: str


def key_of(offered: DeltaOffer, what: str) -> str:
    """So that none is written twice."""
    return f"quiz on changes, offer {offered.id}: {what}"


def offered(one: DeltaOffer) -> Text:
    delta = one.delta
    return Text(
        f"{delta.to_version.title} has changed: take note by {day(one.until_on)}",
        f"Dear {one.person.name},\n\n"
        f"{one.clinic.name} asks you to read what has changed in {delta.to_version.title}, and to answer a short quiz "
        f"on it by {day(one.until_on)}: “{delta.title}”.\n\n{delta.words}\n\n{link_of(one)}\n\n{STAYS}\n",
    )


def reminder(one: DeltaOffer) -> Text:
    delta = one.delta
    return Text(
        f"One week left to take note of what changed in {delta.to_version.title}",
        f"Dear {one.person.name},\n\n"
        f"{one.clinic.name} asked you to take note of “{delta.title}” by {day(one.until_on)}. You have not yet.\n\n"
        f"{link_of(one)}\n\n{STAYS}\n",
    )


STAYS = "Your certificate stays as it is, whatever comes of it."


def link_of(one: DeltaOffer) -> str:
    return absolute("deltas.mine", offer_id=one.id)
