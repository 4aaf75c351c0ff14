"""Who may decide on what, and what comes next in the queue."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest

from trainer.banks.authoring.publishing.rules import goes_over, left_out
from trainer.banks.authoring.reviewing.rules import OWN_WORDS, authors_to_judge, place_in, why_not
from trainer.banks.authoring.rules import APPROVED, DRAFT, IN_REVIEW, PUBLISHED, SENT_BACK, Said

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
ANN, BEN, CAI, DEE = 1, 2, 3, 4


def version(number, origin="written", *verdicts):
    return Said(
        number,
        NOON + timedelta(hours=number),
        origin,
        is_submitted=True,
        reviewed=tuple((verdict, NOON + timedelta(hours=number)) for verdict in verdicts),
    )


COPY, WRITTEN = (version(1, "published 3"), {ANN}), (version(2), {BEN})


@pytest.mark.parametrize(
    ("versions", "authors"),
    [
        ([(version(1), {ANN})], {ANN}),
        ([COPY, WRITTEN], {BEN}),  # who began the manuscript wrote none of it
        ([COPY, WRITTEN, (version(3), {CAI})], {BEN, CAI}),
        (
            [COPY, (version(2, "written", False), {BEN}), (version(3), {CAI})],
            {BEN, CAI},
        ),  # what was sent back is still in it
        ([COPY, (version(2, "written", True), {BEN}), (version(3), {CAI})], {CAI}),
        ([COPY, (version(2, "written", True, False), {BEN}), (version(3), {CAI})], {BEN, CAI}),  # taken back again
        ([COPY, (version(2, "written", True), {BEN})], {BEN}),  # an author does not take the approval back, either
    ],
)
def test_authors_since_the_last_approved_version(versions, authors):
    assert authors_to_judge(versions) == authors


@pytest.mark.parametrize(
    ("person", "state", "approves", "reason"),
    [
        (DEE, IN_REVIEW, True, ""),
        (DEE, IN_REVIEW, False, ""),
        (BEN, IN_REVIEW, True, OWN_WORDS),
        (BEN, IN_REVIEW, False, OWN_WORDS),
        (ANN, IN_REVIEW, True, ""),
        (DEE, DRAFT, True, "This version is draft, so there is nothing to decide."),
        (DEE, PUBLISHED, False, "This version is published, so there is nothing to decide."),
        (DEE, APPROVED, True, "It is approved already."),
        (DEE, APPROVED, False, ""),
        (DEE, SENT_BACK, True, ""),
        (DEE, SENT_BACK, False, "It was sent back already. Add a remark if there is more to say."),
    ],
)
def test_who_may_decide(person, state, approves, reason):
    assert why_not(person, [COPY, WRITTEN], state, approves) == reason


@pytest.mark.parametrize(
    ("here", "expected"), [(5, (None, 7, 1)), (7, (5, 9, 2)), (9, (7, None, 3)), (8, (None, 5, None))]
)
def test_the_way_through_the_queue(here, expected):
    assert place_in([5, 7, 9], here) == expected
    assert place_in([], here) == (None, None, None)


def standing(slug, state, number, in_force):
    is_behind = number != in_force
    return SimpleNamespace(
        part_id=1,
        version_id=10,
        kind="item",
        slug=slug,
        number=number,
        state=state,
        in_force=in_force,
        is_behind=is_behind,
    )


def test_what_stays_out_says_what_goes_live_instead():
    found = left_out(
        [
            standing("ready", APPROVED, 2, 2),
            standing("live", PUBLISHED, 1, 1),
            standing("changed", IN_REVIEW, 3, 2),
            standing("new", DRAFT, 1, None),
            standing("gone", "retired", 2, None),
            standing("back", SENT_BACK, 2, 1),
        ]
    )
    assert [(one.slug, one.why, one.what_instead) for one in found] == [
        ("changed", "Version 3 waits for a reviewer", "version 2 goes live"),
        ("new", "Version 1 is a draft nobody handed in", "nothing of it goes live"),
        ("back", "Version 2 is sent back", "version 1 goes live"),
    ]


@pytest.mark.parametrize(
    ("live", "known", "expected"),
    [(None, [None], False), (3, [3], False), (5, [3, 5], False), (6, [3, 5], True), (1, [None], True)],
)
def test_what_went_live_from_elsewhere_is_not_replaced_unawares(live, known, expected):
    assert goes_over(live, known) is expected
