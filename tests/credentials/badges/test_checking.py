"""Whether a badge holds on a day: its issuer, its days, the lists of what was stopped."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from tests.credentials.badges.builders import (
    JUNE,
    KEY,
    PAIR,
    SITE,
    US,
    a_badge,
    key_of,
    make_facts,
    signed,
    signed_list,
)
from trainer.credentials.badges import proof
from trainer.credentials.badges.checking import check
from trainer.credentials.badges.proof import NotGenuine
from trainer.credentials.badges.rules import badge, status

INDEX = 6  # of certificate 7
ELSEWHERE = badge.Issuer("did:web:elsewhere.example", "Elsewhere", "https://elsewhere.example/")


def lists(revoked=(), suspended=(), moment=JUNE) -> dict:
    return {
        f"{SITE}/status/revocations/1": signed_list("revocation", *revoked, moment=moment),
        f"{SITE}/status/suspensions/1": signed_list("suspension", *suspended, moment=moment),
    }


def known(method: str) -> str | None:
    """Our key under our name, and under that of somebody else."""
    return KEY if method == f"{ELSEWHERE.id}#{KEY}" else key_of(method)


def checked(document=None, published=None, moment=JUNE) -> None:
    published = lists() if published is None else published
    check(
        document or json.loads(a_badge()),
        key_of=known,
        list_at=published.__getitem__,
        moment=moment,
    )


def test_it_holds():
    checked()
    checked(published=lists(revoked=[INDEX - 1, INDEX + 1], suspended=[INDEX + 1]))


@pytest.mark.parametrize(
    ("published", "reason"),
    [(lists(revoked=[INDEX]), "revocation"), (lists(suspended=[INDEX]), "suspension")],
    ids=["revoked", "suspended"],
)
def test_once_stopped_it_does_not(published, reason):
    with pytest.raises(NotGenuine, match=f"It was stopped: {reason}"):
        checked(published=published)


@pytest.mark.parametrize(
    ("moment", "reason"),
    [
        (datetime(2026, 1, 1, 6, 59, 59, tzinfo=UTC), "It is valid from 2026-01-01"),
        (datetime(2028, 1, 2, 7, 0, 0, tzinfo=UTC), "It was valid until 2028-01-01"),
    ],
    ids=["a second too early", "a second too late"],
)
def test_outside_of_its_days_it_does_not_hold(moment, reason):
    with pytest.raises(NotGenuine, match=reason):
        checked(moment=moment, published=lists(moment=moment))


@pytest.mark.parametrize(
    "moment", [datetime(2026, 1, 1, 7, tzinfo=UTC), datetime(2028, 1, 2, 6, 59, 59, tzinfo=UTC)], ids=["first", "last"]
)
def test_in_its_first_and_last_second_it_holds(moment):
    checked(moment=moment, published=lists(moment=moment))


def test_who_signs_in_the_name_of_another_is_seen():
    with pytest.raises(NotGenuine, match="not signed by the issuer that it names"):
        checked(signed(badge.credential(make_facts(issuer=ELSEWHERE))))


def test_a_list_is_not_a_badge():
    with pytest.raises(NotGenuine, match="not an Open Badge"):
        checked(signed_list("revocation"))


def of_another_purpose() -> dict:
    one = lists(revoked=[INDEX])
    return dict.fromkeys(one, one[f"{SITE}/status/suspensions/1"])


def of_another_issuer() -> dict:
    """Signed as it should be, but nobody else may say what of ours was stopped."""
    document = status.status_list(ELSEWHERE, f"{SITE}/status/revocations/1", "revocation", [], JUNE)
    theirs = proof.sign(document, PAIR, method=f"{ELSEWHERE.id}#{KEY}", created=JUNE)
    return lists() | {f"{SITE}/status/revocations/1": theirs}


def unsigned() -> dict:
    one = lists()
    one[f"{SITE}/status/revocations/1"]["credentialSubject"]["encodedList"] = "uAAAA"
    return one


def unreadable() -> dict:
    document = signed_list("revocation")
    del document["proof"]
    document["credentialSubject"]["encodedList"] = "uAAAA"
    return lists() | {f"{SITE}/status/revocations/1": signed(document)}


@pytest.mark.parametrize(
    ("published", "reason"),
    [
        (of_another_purpose(), "another one"),
        (of_another_issuer(), "another one"),
        (unsigned(), "not as it was signed"),
        (unreadable(), "cannot be read"),
        (lists(moment=JUNE - timedelta(days=2)), "It was valid until"),
        (lists(moment=JUNE + timedelta(minutes=1)), "It is valid from"),
    ],
    ids=["another purpose", "another issuer", "changed", "unreadable", "too old", "not yet"],
)
def test_a_list_that_does_not_hold_says_nothing(published, reason):
    with pytest.raises(NotGenuine, match=reason):
        checked(published=published)


def test_a_badge_without_its_issuers_key_is_refused():
    with pytest.raises(NotGenuine, match="no such key"):
        check(json.loads(a_badge()), key_of=lambda _method: None, list_at=lists().__getitem__, moment=JUNE)


@pytest.mark.parametrize(("text", "reason"), [("soon", "is not a moment"), ("2026-01-01T00:00:00", "time zone")])
def test_a_moment_that_is_none_is_refused(text, reason):
    document = badge.credential(make_facts()) | {"validFrom": text, "issuer": US.id}
    with pytest.raises(NotGenuine, match=reason):
        checked(signed(document))
