"""A source is not what it was: what rests on it is looked at, and holders are asked to take note."""

from sqlalchemy import select

from trainer.banks import queries as banks
from trainer.banks.sources import actions as sources
from trainer.banks.sources.models import SourceMark
from trainer.db import db
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.quizzes.deltas import actions as deltas
from trainer.quizzes.deltas.comparing import compare
from trainer.quizzes.deltas.models import Delta

MODULE, SOURCE = "local-twitch-response", "BayCare"
UNTOUCHED = 2  # marks that nobody has looked at yet


@scene(26, "educator")
def a_source_gets_a_new_edition(troupe: Troupe) -> None:
    live = banks.live_version(MODULE)
    assert live is not None
    words = "Supposed for this sample: the page was written anew, with other advice on the days after. (invented)"
    happened = sources.Happened("new edition", troupe.day(28), words)
    sources.note(troupe["educator"], live, banks.published(live.id), SOURCE, happened)


@scene(24, "educator")
def most_of_what_rests_on_it_is_found_right(troupe: Troupe) -> None:
    live = banks.live_version(MODULE)
    assert live is not None
    marks = db.session.scalars(select(SourceMark).order_by(SourceMark.id)).all()
    reason = "Read beside the new page: what the item asks is said there as before. (invented)"
    sources.look(troupe["educator"], live, marks[:-UNTOUCHED], reason)


@scene(22, "educator")
def a_short_quiz_on_it_is_released(troupe: Troupe) -> None:
    live = banks.live_version(MODULE)
    assert live is not None
    terms = deltas.Terms(
        "What changed about the days after", "The source has a new edition. (invented)", 3, 80, troupe.day(-60)
    )
    deltas.release(troupe["educator"], compare(live, live), terms)


@scene(18, "holder")
def the_holder_is_asked_to_take_it(troupe: Troupe) -> None:
    delta = db.session.scalars(select(Delta).order_by(Delta.id.desc()).limit(1)).one()
    deltas.offer(delta, [troupe["holder"]], troupe.home, by=troupe["director"], until_on=troupe.day(-30))
