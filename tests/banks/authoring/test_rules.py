"""From draft over review to published: what becomes of a version, told as stories."""

from datetime import UTC, datetime, timedelta

import pytest

from trainer.banks.authoring.rules import Said, authors_since_approval, in_force, is_in_use, states_of

MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def at(days: int) -> datetime:
    return MONDAY + timedelta(days=days)


COPY = Said(1, at(0), origin="published 3")
DRAFT = Said(2, at(1))
HANDED_IN = Said(2, at(1), is_submitted=True)
SENT_BACK = Said(2, at(1), is_submitted=True, reviewed=((False, at(2)),))
APPROVED = Said(2, at(1), is_submitted=True, reviewed=((True, at(2)),))


@pytest.mark.parametrize(
    ("story", "versions", "published", "states"),
    [
        ("a copy of what is live needs nobody's approval", [COPY], [], ["published"]),
        ("an edit is a draft until it is handed in", [COPY, DRAFT], [], ["published", "draft"]),
        ("handed in", [COPY, HANDED_IN], [], ["published", "in review"]),
        ("sent back", [COPY, SENT_BACK], [], ["published", "sent back"]),
        ("approved, not yet live", [COPY, APPROVED], [], ["published", "approved"]),
        ("approved, then published", [COPY, APPROVED], [at(3)], ["published", "published"]),
        ("published on the day before its approval", [COPY, APPROVED], [at(1)], ["published", "approved"]),
        (
            "sent back by one, then approved by another",
            [COPY, Said(2, at(1), is_submitted=True, reviewed=((False, at(2)), (True, at(3))))],
            [],
            ["published", "approved"],
        ),
        (
            "a new item taken out before anybody used it",
            [Said(1, at(0)), Said(2, at(1), retired=True)],
            [],
            ["draft", "retired"],
        ),
        ("a used item, to be retired", [COPY, Said(2, at(1), retired=True)], [], ["published", "draft"]),
        (
            "a used item, its retirement approved",
            [COPY, Said(2, at(1), retired=True, is_submitted=True, reviewed=((True, at(2)),))],
            [],
            ["published", "retired"],
        ),
        ("retired in the files already", [Said(1, at(0), origin="published 3", retired=True)], [], ["retired"]),
    ],
)
def test_what_becomes_of_a_version(story, versions, published, states):
    assert states_of(versions, published) == states, story


def test_a_publication_takes_the_newest_approved_version():
    assert in_force([COPY, DRAFT]) == 1
    assert in_force([COPY, APPROVED, Said(3, at(4))]) == 2
    assert in_force([COPY, APPROVED], at(1)) == 1
    assert in_force([Said(1, at(0))]) is None
    assert not is_in_use([Said(1, at(0)), Said(2, at(1))])
    assert is_in_use([COPY, DRAFT])


def test_whose_words_a_reviewer_judges():
    ada, ben, eve = 1, 2, 3
    only = [frozenset([one]) for one in (ada, ben, eve)]
    assert authors_since_approval([(COPY, only[0]), (DRAFT, only[1]), (Said(3, at(2)), only[2])]) == {ben, eve}
    assert authors_since_approval([(Said(1, at(0)), only[0]), (DRAFT, only[1])]) == {ada, ben}
    only = [frozenset([one]) for one in (ada, ben, eve)]
    assert authors_since_approval([(COPY, only[0]), (DRAFT, only[1]), (Said(3, at(2)), only[2])]) == {ben, eve}
