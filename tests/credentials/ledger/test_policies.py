"""Which credentials a clinic follows, in which version, and what each takes, in words."""

from datetime import date

import pytest
import time_machine

from tests.browser import words
from tests.credentials.builders import make_policy, noon
from tests.credentials.ledger.builders import EVERYTHING
from trainer.credentials.content import Policy
from trainer.credentials.ledger.pages.policy import changes, parts
from trainer.credentials.queries import rulebook

LIST, PAGE = "/clinics/riverbend/credentials", "/clinics/riverbend/credentials/needling"
SIGNED = {"name": "Dora Díaz, PT", "statement": "Fit for us."}


def policy(**changes) -> Policy:
    usual = {"title": "Needling", "scope": "Skill.", "due_soon_days": 60, **EVERYTHING}
    return Policy.model_validate(usual | changes)


def said(policy) -> list[str]:
    return [line for part in parts(policy, {"a": "About a"}) for line in part.lines]


def test_a_whole_policy_in_words():
    renewal = {"opens_days_before": 90, "grace_days": 30, "requires": [{"module": "a", "within_months": 24}]}
    assert said(policy(renewal=renewal)) == [
        "Skill.",
        "Module passed: About a, within 24 months",
        "Practical observed by a physical therapist: Needling of the thorax, within 24 months",
        "– Landmarks named",
        "– Depth set",
        "– Needle out and counted",
        "License of CO in good standing, looked up in the last 120 days (must hold every day)",
        "8 hours of training, 4 of them in person: Anatomy of the thorax",
        "Document: CPR card (must hold every day)",
        "24 months from the day on which the last requirement was met",
        "It is due soon on its last 60 days",
        "From 90 days before the last day until 30 days after it, this is enough",
        "– Module passed: About a, within 24 months",
        "After that everything is asked for again",
        "Needling of: thorax",
    ]


@pytest.mark.parametrize(
    ("requirement", "words_of_it"),
    [
        (
            {"module": "b", "within_months": 1, "at_least_percent": 90},
            ["Module passed with at least 90%: b, within 1 month"],
        ),
        (
            {"license": "any", "checked_within_days": 1},
            ["License in good standing, looked up in the last 1 day (must hold every day)"],
        ),
        (
            {"any_of": [{"document": "cpr", "title": "CPR"}, {"document": "bls", "title": "BLS"}]},
            ["At least 1 of these", "– Document: CPR (must hold every day)", "– Document: BLS (must hold every day)"],
        ),
        ({"all_of": [{"module": "b", "within_months": 2}]}, ["All of these", "– Module passed: b, within 2 months"]),
        (
            {"by_profession": {"chiropractor": [{"module": "b", "within_months": 2}]}},
            [
                "By profession",
                "– For chiropractor",
                "– – Module passed: b, within 2 months",
                "– Nobody else can earn it",
            ],
        ),
        ({"jurisdiction": "US-CO"}, ["What the rules of US-CO ask of the profession (must hold every day)"]),
    ],
)
def test_every_kind_of_requirement_has_words(requirement, words_of_it):
    takes = parts(policy(requires=[requirement]), {})[1]
    assert takes.lines == words_of_it


@pytest.mark.parametrize(
    ("valid", "words_of_it"),
    [
        ({"anchor": "evidence"}, "As long as the oldest of what it rests on counts"),
        ({"anchor": "last day", "months": 12}, "Renewed in time, 12 months from its last day"),
        ({"anchor": "fixed", "months": 24, "ends_on": "06-30"}, "Until 30 June, the last one within 24 months"),
        (
            {"anchor": "fixed", "months": 24, "ends_on": "06-30", "minimum_active_days": 90},
            "If that comes in less than 90 days, until the next one",
        ),
    ],
)
def test_every_anchor_has_words(valid, words_of_it):
    assert words_of_it in said(policy(valid=valid))


def test_a_difference_says_what_is_gone_and_what_is_new():
    [change] = changes(policy(), policy(valid={"anchor": "completion", "months": 12}), {})
    assert change.heading == "How long it lasts"
    assert change.lines == (
        ("removed", "24 months from the day on which the last requirement was met"),
        ("added", "12 months from the day on which the last requirement was met"),
        ("same", "It is due soon on its last 60 days"),
    )
    assert changes(policy(), policy(), {}) == []


def test_a_policy_followed_by_default_is_adopted(dora, stage):
    assert "Version 1, as nobody has decided otherwise" in words(dora.open(LIST))
    dora.follow("Needling")
    assert "Practical observed by a physical therapist: Needling of the thorax" in words(dora.page)
    assert "Enter your name" in words(dora.press("Adopt version 1", 422, statement="Fit for us."))
    page = dora.press("Adopt version 1", **SIGNED, adopted_on="2026-05-01")
    assert "Version 1, adopted from 1 May 2026 on by Dora Díaz, PT" in words(page)
    assert "“Fit for us.”" in words(dora.open(PAGE))
    assert not [button for button in dora.page.select("button") if "Adopt" in words(button)]


def test_a_newer_version_waits_and_shows_what_it_changes(dora, stage):
    dora.open(PAGE)
    dora.press("Adopt version 1", **SIGNED)
    newer = make_policy(title="Needling", **EVERYTHING | {"valid": {"anchor": "completion", "months": 12}})
    assert "Version 2 waits" in words(dora.open(LIST))
    page = dora.open(PAGE)
    assert words(page.select_one("del")).startswith("24 months")
    assert words(page.select_one("ins")).startswith("12 months")
    dora.press("Adopt version 2", **SIGNED)
    assert rulebook(stage.clinic.id, date(2026, 6, 1)).versions == [newer]


def history(page) -> list[str]:
    section = page.find("h2", string="What was followed when").find_parent("section")
    return [words(one) for one in section.select("li")]


def test_any_version_can_be_gone_back_to_and_what_was_followed_when_is_told(browser, stage):
    with time_machine.travel(noon(date(2026, 6, 10)), tick=False):
        newer = make_policy(title="Needling", **EVERYTHING | {"valid": {"anchor": "completion", "months": 12}})
        dora = browser.sign_in(stage.dora)
        page = dora.open(PAGE)
        assert "follows version 2, as nobody has decided otherwise" in words(page)
        assert history(page) == [
            "From 10 June 2026 on Version 2 , published 10 June 2026 By default: nobody had decided otherwise.",
            "Until 9 June 2026 Version 1 , published 1 June 2026 By default: nobody had decided otherwise.",
        ]
        dora.press("Adopt version 2", **SIGNED)
    with time_machine.travel(noon(date(2026, 6, 20)), tick=False):
        dora = browser.sign_in(stage.dora)
        dora.open(PAGE)
        dora.follow("Version 1")
        page = dora.page
        assert "This is an older version." in words(page)
        assert "Against version 2, which is followed now." in words(page)
        assert words(page.select_one("del")).startswith("12 months")
        assert words(page.select_one("ins")).startswith("24 months")
        assert "Go back to version 1" in words(page)
        dora.press("Adopt version 1", **SIGNED)
        assert words(dora.open(LIST).select_one(".tag")) == "Version 1 chosen on 20 June 2026"
        assert rulebook(stage.clinic.id, date(2026, 6, 20)).versions == [stage.policy]
        assert rulebook(stage.clinic.id, date(2026, 6, 19)).versions == [newer]
        page = dora.open(f"{PAGE}/versions/1")
        assert not [button for button in page.select("button") if "Adopt" in words(button)]
        assert history(page) == [
            "From 20 June 2026 on Version 1 , published 1 June 2026 "
            "Adopted by Dora Díaz, PT, recorded 20 June 2026, 12:00.",
            "From 10 June 2026 until 19 June 2026 Version 2 , published 10 June 2026 "
            "Adopted by Dora Díaz, PT, recorded 10 June 2026, 12:00.",
            "Until 9 June 2026 Version 1 , published 1 June 2026 By default: nobody had decided otherwise.",
        ]
        dora.follow("Follow it no more")
        dora.press("Follow it no more", **SIGNED | {"adopted_on": "2026-06-20"})
        assert history(dora.open(PAGE))[0].startswith("From 20 June 2026 on Not followed Ended by Dora Díaz, PT")


def test_a_version_that_there_is_not(dora, stage):
    dora.open(f"{PAGE}/versions/2", 404)


def test_a_version_that_came_out_while_one_was_reading_is_not_adopted_unread(dora, stage):
    dora.open(PAGE)
    make_policy(title="Needling", **EVERYTHING | {"due_soon_days": 30})
    page = dora.press("Adopt version 1", 422, **SIGNED)
    assert "Version 2 was published in the meantime" in words(page)
    assert page.select_one("#name")["value"] == "Dora Díaz, PT"
    dora.press("Adopt version 2")


def test_a_clinic_stops_following_and_comes_back(dora, stage):
    dora.open(PAGE)
    dora.follow("Follow it no more")
    dora.press("Follow it no more", **SIGNED)
    assert rulebook(stage.clinic.id, date(2026, 6, 1)).versions == []
    assert "No longer, since 1 June 2026" in words(dora.page)
    dora.open(PAGE)
    page = dora.press("Adopt version 1", **SIGNED, adopted_on="2026-05-01")
    assert "follows version 1 of Needling from 1 May 2026 until 31 May 2026" in words(page), "what came later stays"
    assert rulebook(stage.clinic.id, date(2026, 6, 1)).versions == []
    dora.open(PAGE)
    dora.press("Adopt version 1", **SIGNED)
    assert rulebook(stage.clinic.id, date(2026, 6, 1)).versions == [stage.policy]
    dora.open(f"{PAGE}/ending")
    page = dora.press("Follow it no more", 422, **SIGNED, adopted_on="2026-05-31")
    assert "Enter 1 June 2026 or later: from that day on it is followed" in words(page), "it would end nothing"


def test_a_day_to_come_is_refused(dora, stage):
    dora.open(PAGE)
    assert "Enter a date that is not in the future" in words(
        dora.press("Adopt version 1", 422, **SIGNED, adopted_on="2026-06-02")
    )


def test_only_who_directs_the_clinic(browser, stage, elsewhere):
    for page in (LIST, PAGE, f"{PAGE}/versions/1", f"{PAGE}/ending"):
        elsewhere.open(page, 404)
        browser.sign_in(stage.ada).open(page, 404)


def test_an_unknown_credential_does_not_exist(dora, stage):
    dora.open(f"{LIST}/cupping", 404)


def test_few_statements(dora, stage, statements):
    for page in (LIST, PAGE):
        with statements() as seen:
            dora.open(page)
        assert len(seen) <= 12, "\n".join(seen)
