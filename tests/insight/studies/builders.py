"""A study of the small module's cut, and a panel that rates it."""

import re
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from tests.builders import make_person
from tests.quizzes.builders import publish
from trainer.banks.models import ModuleVersion
from trainer.db import db
from trainer.insight.studies import actions, closing, queries
from trainer.insight.studies.models import FIRST, PRACTICE, SECOND, CutReport, CutStudy, Panelist
from trainer.insight.studies.rules import Opinion
from trainer.mail import Letter

BORDERLINE = "Finds the landmarks, but has to think about where the lung lies."
OPINION = Opinion(cut=75, passing=80, lowest_cut=60, highest_cut=90, lowest_failing=5, highest_failing=40)


def make_study(version: ModuleVersion | None = None, by=None, **changes) -> CutStudy:
    """Of the small module, all eight items."""
    usual = {"purpose": "Who may needle.", "borderline": BORDERLINE, "size": None, "seed": 7}
    by = by or make_person("educator")
    study = actions.convene(version or publish(), actions.Plan(**usual | changes), by)
    db.session.commit()
    return again(study)


def again(study: CutStudy) -> CutStudy:
    """As it is in the database now."""
    db.session.expire_all()
    return queries.study(study.id)


def seat(study: CutStudy, name: str, rating: int | Mapping[int, int] | None = None) -> Panelist:
    """Somebody who has joined, and where ratings are given has rated every item in the first round."""
    panelist = actions.invite(study, name, f"{name.lower()}@example.org", study.convened_by)
    if rating is not None:
        actions.join(panelist, f"{name} has taught for years", None)
        practice(study, panelist)
        rate_all(study, panelist, rating, FIRST)
    db.session.commit()
    return panelist


def practice(study: CutStudy, panelist: Panelist) -> None:
    for one in study.items:
        if one.position <= 0:
            actions.rate(panelist, PRACTICE, one.item_version_id, 50)
    actions.finish_training(panelist, progress(study, panelist))


def train(link: str) -> None:
    """Somebody who has joined by this link is through the training."""
    db.session.expire_all()
    panelist = queries.panelist_by_token(link.rpartition("/")[2])
    assert panelist is not None
    practice(panelist.study, panelist)
    db.session.commit()


def progress(study: CutStudy, panelist: Panelist):
    return queries.progress_of(again(study))[panelist.id]


def rate_all(study: CutStudy, panelist: Panelist, rating: int | Mapping[int, int], round_: int) -> None:
    for one in study.items:
        if one.position > 0:
            given = rating if isinstance(rating, int) else rating[one.item_version_id]
            actions.rate(panelist, round_, one.item_version_id, given)


def close(study: CutStudy, ratings: Sequence[int] = (70, 75, 80), second: int | None = None) -> CutReport:
    """A panel of three goes through both rounds; with `second` all of them say that in the end."""
    panel = [seat(study, f"Rater{number}", rating) for number, rating in enumerate(ratings)]
    actions.open_second_round(again(study), study.convened_by)
    db.session.commit()
    study = again(study)
    for one in panel:
        if second is not None:
            rate_all(study, one, second, SECOND)
        actions.answer(one, OPINION)
    db.session.commit()
    report = closing.close(again(study), study.convened_by)
    db.session.commit()
    return report


def follow(report: CutReport, percent: int = 75, by=None):
    decision = actions.decide(report, percent, "As the panel found.", by or make_person("educator"))
    db.session.commit()
    return decision


def link_of(email: str) -> str:
    """The address in the newest mail to somebody, without its host."""
    text = db.session.scalars(select(Letter.text).where(Letter.to == email).order_by(Letter.id.desc())).first()
    found = re.search(r"/panel/\S+", text or "")
    assert found, text
    return found[0]
