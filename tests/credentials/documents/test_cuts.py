"""A certificate says what decided its cut scores: the study with the hash of its frozen report, or that none did."""

from dataclasses import replace

import pytest
from sqlalchemy import select

from tests.browser import words
from tests.builders import make_clinic, make_person
from tests.credentials.documents.paper import Paper
from tests.credentials.documents.test_names import FACTS
from tests.insight.corrections.builders import Ward, sit
from tests.insight.studies.builders import close, follow, make_study
from tests.quizzes.builders import adopt, make_content, publish, publish_policy
from trainer.credentials.documents.cuts import bases_of
from trainer.credentials.documents.papers import certificate_pdf
from trainer.credentials.models import Certificate
from trainer.db import db

pytestmark = pytest.mark.sqlite


def test_it_names_the_study_that_decided_its_cut(browser, statements):
    publish_policy("lungs", "hands")
    clinic, modules = make_clinic(), {slug: publish(make_content(slug)) for slug in ("lungs", "hands")}
    ada = make_person(clinic=clinic)
    report = close(make_study(modules["lungs"]))
    follow(report)
    for version in modules.values():
        sit(ada, Ward(clinic, ada, ada, version, adopt(version, clinic)), {})
    certificate = db.session.scalars(select(Certificate)).one()
    certificate.rests_on  # noqa: B018  # read before
    with statements() as seen_by_attempts:
        assert [one is None for one in bases_of(certificate.rests_on).values()] == [False, True]
    assert len(seen_by_attempts) == 2, "the attempts, and the decisions on their modules"
    decided = f"cut score decided by study {report.study_id}, report SHA-256 {report.content_hash}"
    holder = browser.sign_in(ada)
    page = words(holder.open(f"/certificates/{certificate.id}").select_one("article.certificate"))
    assert decided in page
    assert "Provisional cut score, decided by no study: About hands" in page
    checked = browser.open(f"/check/{certificate.code}")
    brief = decided.replace(report.content_hash, f"starting {report.content_hash[:12]}")
    assert f"About lungs: {brief}. Provisional cut score, decided by no study: About hands." in words(checked)
    assert words(checked.select_one("details code")) == report.content_hash
    browser.open(f"/check/{certificate.code}.json")
    assert [decided in one for one in browser.response.json["cuts"]] == [True, False]
    holder.open(f"/certificates/{certificate.id}/a4.pdf")
    paper = Paper(holder.response.data)
    assert f"About lungs: {decided}" in paper.text
    assert "Provisional cut score, decided by no study: About hands" in paper.text
    paper.assert_accessible()


def test_the_fullest_one_stays_one_sheet(app):
    """Every credential that is shipped asks for at most six modules; here a study of its own decided each."""
    fullest = replace(
        FACTS,
        holder_name="Ada Okafor",
        title="Dry needling: knowledge and observed practice, limbs, with thorax endorsement",
        scope="The holder was observed needling a muscle of arm or leg and a muscle with pleura beneath it. " * 4,
        rests_on=tuple(f"Consent, documentation, plan of care, version 1, {day} October 2026" for day in range(10, 24)),
        renews="ABCD-EFGH-JKMN-PQRS",
        cuts=tuple(
            f"Adverse events and contraindications: cut score decided by study {n}, report SHA-256 {n}{'f' * 63}"
            for n in range(6)
        ),
    )
    paper = Paper(certificate_pdf(fullest, "us-letter"))
    assert paper.sheets == [(216, 279)]
    paper.assert_accessible()
