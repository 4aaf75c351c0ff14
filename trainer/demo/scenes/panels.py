"""Two studies of a cut score: one that decided it years ago, one under way."""

from random import Random

from trainer.banks import queries as banks
from trainer.db import db
from trainer.demo.cast import DOMAIN
from trainer.demo.scenes.troupe import Troupe, scene
from trainer.insight.studies import actions, closing, queries
from trainer.insight.studies.models import FIRST, PRACTICE, SECOND, CutStudy, Panelist
from trainer.insight.studies.rules import Opinion

DECIDED, UNDER_WAY = "sterile-technique", "trigger-point-physiology"
ITEMS = 20
PANEL = ("Agnes Holloway", "Bruno Fairweather", "Delia Marchbanks", "Edgar Quillon")
QUALIFIED = "Teaches needling, ten years in practice (invented)"
ALONE = "Would be let needle alone by a careful colleague, and by another one not yet. (invented)"
BORDERLINE = {
    DECIDED: "Keeps hands, skin and needles clean without being watched, but has to think when something unplanned "
    f"happens. {ALONE}",
    UNDER_WAY: "Finds a taut band and its sore spot and names what it may be, but has to think when a pain does not "
    f"come from muscle. {ALONE}",
}
CLOSE = 8  # points: how far ratings of one item lie apart
OF_THE_WHOLE = Opinion(cut=80, passing=85, lowest_cut=70, highest_cut=90, lowest_failing=2, highest_failing=30)


@scene(1010, "educator")
def a_panel_is_asked(troupe: Troupe) -> None:
    study, random = convened(troupe, DECIDED), Random(f"{troupe.home.slug} panel")
    for name in PANEL:
        rate_blind(study, seated(troupe, study, name), random)


@scene(990, "educator")
def it_sees_its_spread_and_thinks_again(troupe: Troupe) -> None:
    study, random = newest(DECIDED), Random(f"{troupe.home.slug} second round")
    actions.open_second_round(study, troupe["educator"])
    for panelist in study.panelists:
        given = queries.ratings_by_round(panelist)[FIRST]
        for item in random.sample(sorted(given), 4):
            actions.rate(panelist, SECOND, item, round((given[item] + 80) / 2))
        actions.answer(panelist, OF_THE_WHOLE)


@scene(975, "educator")
def the_study_is_closed_and_followed(troupe: Troupe) -> None:
    report = closing.close(newest(DECIDED), troupe["educator"])
    version = banks.live_version(DECIDED)
    assert version is not None
    cut = banks.published(version.id).content.quiz.cut_percent
    words = "Within its error of what the panel found, and the quiz said so before. (invented)"
    actions.decide(report, cut, words, troupe["educator"])


@scene(9, "educator")
def another_panel_is_in_its_first_round(troupe: Troupe) -> None:
    """Two are through, one has not come in yet: the outbox holds the link."""
    study, random = convened(troupe, UNDER_WAY), Random(f"{troupe.home.slug} under way")
    for name in PANEL[:2]:
        rate_blind(study, seated(troupe, study, name), random)
    actions.invite(study, PANEL[2], address(PANEL[2]), troupe["educator"])


def convened(troupe: Troupe, slug: str) -> CutStudy:
    version = banks.live_version(slug)
    assert version is not None
    purpose = f"What one has to know of {version.title.lower()} before needling alone. (invented)"
    study = actions.convene(version, actions.Plan(purpose, BORDERLINE[slug], ITEMS, 7), troupe["educator"])
    return again(study.id)


def newest(slug: str) -> CutStudy:
    found = db.session.scalars(queries.studies_of(slug).limit(1)).one()
    return again(found.id)


def again(study_id: int) -> CutStudy:
    """As it is in the database now."""
    db.session.flush()
    db.session.expire_all()
    return queries.study(study_id)


def seated(troupe: Troupe, study: CutStudy, name: str) -> Panelist:
    panelist = actions.invite(study, name, address(name), troupe["educator"])
    actions.join(panelist, QUALIFIED, None)
    for one in study.items:
        if one.position <= 0:
            actions.rate(panelist, PRACTICE, one.item_version_id, 70)
    db.session.expire(study, ["panelists"])
    actions.finish_training(panelist, queries.progress_of(study)[panelist.id])
    return panelist


def rate_blind(study: CutStudy, panelist: Panelist, random: Random) -> None:
    """Each item has a difficulty that all see, each panelist an eye of their own."""
    for one in study.items:
        if one.position > 0:
            seen = Random(one.item_version_id).randint(66, 92) + random.randint(-CLOSE, CLOSE)
            actions.rate(panelist, FIRST, one.item_version_id, min(99, seen))


def address(name: str) -> str:
    return f"{name.lower().replace(' ', '.')}.panel{DOMAIN}"
