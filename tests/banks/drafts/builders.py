"""A text of an educator's own, read in, and the people who review it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from tests.browser import Browser
from trainer.banks import composing
from trainer.banks.authoring.models import Manuscript, PartVersion
from trainer.banks.authoring.queries import standings
from trainer.banks.authoring.reviewing import actions as reviewing
from trainer.banks.authoring.reviewing.queries import history
from trainer.banks.content import Objective
from trainer.banks.drafting.draft import Draft, Option, made
from trainer.banks.drafting.reading import Source, read_paste
from trainer.banks.drafts import actions, queries
from trainer.banks.drafts.models import DraftDecision, DraftText
from trainer.db import db
from trainer.people.models import Clinic, Person
from trainer.trail import Event

TEXT = """\
# Clean hands in the clinic

## When to rub

Alcohol hand rub is rubbed over all surfaces for 20 seconds. Rubbing stops when the hands are dry.

## When to wash

Soap and water remove the spores of Clostridioides difficile. Washing takes 40 seconds under running water.

## How to rub

1. Palms against each other
2. Backs of the hands
3. Thumbs
4. Fingertips
"""


@dataclass
class Educators:
    """Two educators of one clinic, each at a browser of their own."""

    clinic: Clinic
    one: Person
    other: Person
    first: Browser
    second: Browser


def options(key: str, *wrong: str) -> list[Option]:
    rows = [Option(key, True, f"The article says: {key}."), *(Option(text, False, f"Not {text}.") for text in wrong)]
    return rows[1:2] + rows[:1] + rows[2:]


def drafts_of(source: Source) -> list[Draft]:
    """One draft of every kind that a text can give, the same whatever the generators think of the text."""
    rub, wash, steps = ((section, passage) for section, passage in source.passages)
    dry = "Rubbing stops when the hands are dry."
    spores = "Soap and water remove the spores of Clostridioides difficile."
    running = "Washing takes 40 seconds under running water."
    rubbed = "Alcohol hand rub is rubbed over all surfaces for 20 seconds."
    order = ["Palms against each other", "Backs of the hands", "Thumbs", "Fingertips"]
    quote = steps[1].text
    return [
        made(
            "single best answer",
            "statement",
            "According to the article, what removes the spores of Clostridioides difficile?",
            (*wash, spores),
            ["Soap and water"],
            options("Soap and water", "Alcohol hand rub", "A dry towel"),
        ),
        made(
            "single best answer",
            "statement",
            "According to the article, when does rubbing stop?",
            (*rub, dry),
            ["hands are dry"],
            options("When the hands are dry", "When the timer rings", "When the skin stings"),
            level="application",
        ),
        made(
            "true or false",
            "contrast",
            "Washing takes 40 seconds under running water.",
            (*wash, running),
            ["40 seconds"],
            answer={"answer": True, "why_true": f"The article says: {running}", "why_false": f"It says: {running}"},
        ),
        made(
            "numeric",
            "number",
            "According to the article, for how long is alcohol hand rub rubbed over all surfaces?",
            (*rub, rubbed),
            ["20 seconds"],
            answer={"value": 20, "unit": "seconds", "tolerance": 0, "why": f"The article says: {rubbed}"},
        ),
        made(
            "multiple response",
            "list members",
            "According to the article, what is rubbed? Choose every one that applies.",
            (*steps, quote),
            order[:2],
            [
                *(Option(text, True, "The article lists it.") for text in order[:2]),
                *(Option(text, False, "The article does not list it.") for text in ("Elbows in full", "The lower arm")),
            ],
            answer={"scoring": "partial"},
        ),
        made(
            "ordering",
            "steps",
            "Put these steps in the order of the article.",
            (*steps, quote),
            order,
            answer={"steps": order, "why": "The article gives them in this order.", "scoring": "partial"},
        ),
        made(
            "matching",
            "table",
            "Match each way of cleaning with what the article says of it.",
            (*wash, running),
            ["40 seconds"],
            answer={
                "choices": ["20 seconds", "40 seconds", "60 seconds"],
                "prompts": [
                    {"text": "Rubbing with alcohol", "match": "20 seconds", "why": "So it says under rubbing."},
                    {"text": "Washing with soap", "match": "40 seconds", "why": "So it says under washing."},
                    {"text": "Scrubbing in theater", "match": "60 seconds", "why": "So it says elsewhere."},
                ],
            },
        ),
    ]


def make_text(person: Person, title: str = "", **changes: Any) -> DraftText:
    """The text above with its seven drafts, and an objective that none of them serves."""
    source = read_paste(changes.get("text", TEXT))
    drafts = drafts_of(source)
    about = composing.proposal(source, drafts, composing.Origin(read_on=date(2026, 11, 1)), title=title)
    another = Objective(id="teach-others", short="Teach others", text="Show others how to clean their hands.")
    about = about.model_copy(update={"objectives": (*about.objectives, another)})
    text = actions.add_text(person, source, drafts, about, "0" * 64)
    db.session.commit()
    return text


def decisions() -> list[DraftDecision]:
    db.session.rollback()
    return list(db.session.scalars(select(DraftDecision).order_by(DraftDecision.id)))


def accept_all(person: Person, text: DraftText) -> None:
    for standing in queries.standings(text):
        actions.accept(person, text, standing, standing.document)
    db.session.commit()


def approve(person) -> Manuscript:
    """Every part that waits, in the newest manuscript."""
    db.session.rollback()
    manuscript = db.session.scalars(select(Manuscript).order_by(Manuscript.id.desc()).limit(1)).one()
    for part in [one for one in standings(manuscript) if one.state == "in review"]:
        newest = db.session.get_one(PartVersion, part.version_id)
        found = history(part_id=part.part_id)
        assert found is not None
        reviewing.review(person, found, newest, approves=True)
    db.session.commit()
    return manuscript


def trail(name: str) -> list[str]:
    """The sentences of this kind on the trail, oldest first."""
    return [line.sentence for line in db.session.scalars(select(Event).filter_by(name=name).order_by(Event.id))]
