"""What a badge says, to the moment and the bit."""

from datetime import UTC, date, datetime, timedelta
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.credentials.badges.builders import JUNE, KEY, METHOD, SITE, US, list_address, make_facts
from trainer.credentials.badges.rules import badge, issuer, status


def test_what_a_badge_says_of_its_holder():
    subject = badge.credential(make_facts())["credentialSubject"]
    email, name = subject["identifier"]
    assert email["identityHash"] == "sha256$" + sha256(b"ada@example.orga-grain").hexdigest()
    assert (email["hashed"], email["identityType"], email["salt"]) == (True, "emailAddress", "a-grain")
    assert (name["hashed"], name["identityType"], name["identityHash"]) == (False, "name", "Ada Okafor")
    assert "ada@example.org" not in str(badge.credential(make_facts()))
    assert subject["source"]["name"] == "Riverbend"


def test_what_it_says_of_the_certificate():
    document = badge.credential(make_facts())
    achievement = document["credentialSubject"]["achievement"]
    assert document["id"] == f"{SITE}/check/CODE/badge.json"
    assert document["issuer"] == {
        "id": "did:web:trainer.example",
        "type": ["Profile"],
        "name": "Trainer at trainer.example",
        "url": f"{SITE}/",
    }
    assert (achievement["name"], achievement["description"]) == (
        "Needling knowledge",
        "The holder passed a written quiz.",
    )
    assert achievement["criteria"] == {"narrative": "Each quiz passed within 24 months."}
    assert achievement["image"] == document["image"] == {"id": f"{SITE}/check/CODE/badge.svg", "type": "Image"}
    assert [one["id"] for one in document["evidence"]] == [f"{SITE}/check/CODE"]


def test_without_a_picture_or_a_status_it_says_nothing_of_them():
    document = badge.credential(make_facts(image_address=None, status=()))
    assert not {"credentialStatus", "image"} & document.keys()
    assert "image" not in document["credentialSubject"]["achievement"]


def test_a_renewal_links_to_the_certificate_before():
    document = badge.credential(make_facts(renews=f"{SITE}/check/OLD"))
    assert [one["id"] for one in document["evidence"]] == [f"{SITE}/check/CODE", f"{SITE}/check/OLD"]


@pytest.mark.parametrize(
    ("first", "last", "zone", "written"),
    [
        (
            date(2026, 1, 1),
            date(2028, 1, 1),
            "America/Denver",
            ("2026-01-01T00:00:00-07:00", "2028-01-01T23:59:59-07:00"),
        ),
        (
            date(2026, 1, 1),
            date(2026, 7, 1),
            "America/Denver",
            ("2026-01-01T00:00:00-07:00", "2026-07-01T23:59:59-06:00"),
        ),
        (
            date(2024, 2, 29),
            date(2026, 2, 28),
            "Asia/Tokyo",
            ("2024-02-29T00:00:00+09:00", "2026-02-28T23:59:59+09:00"),
        ),
        (
            date(2026, 3, 8),
            date(2026, 3, 8),
            "America/Denver",
            ("2026-03-08T00:00:00-07:00", "2026-03-08T23:59:59-06:00"),
        ),
        (date(2026, 1, 1), date(2026, 1, 1), "UTC", ("2026-01-01T00:00:00Z", "2026-01-01T23:59:59Z")),
    ],
    ids=["winter", "into summer", "east", "the clocks change", "UTC"],
)
def test_the_first_and_the_last_day_count_as_a_whole_where_the_clinic_is(first, last, zone, written):
    facts = make_facts(valid_from=badge.first_moment(first, zone), valid_until=badge.last_moment(last, zone))
    document = badge.credential(facts)
    assert (document["validFrom"], document["validUntil"]) == written


def test_moments_have_no_parts_of_seconds():
    assert badge.written(datetime(2026, 1, 1, 18, 0, 0, 999, tzinfo=UTC)) == "2026-01-01T18:00:00Z"


@pytest.mark.parametrize(
    ("address", "did"),
    [
        ("https://trainer.example", "did:web:trainer.example"),
        ("https://trainer.example:8443", "did:web:trainer.example%3A8443"),
        ("https://example.org/clinics/trainer", "did:web:example.org:clinics:trainer"),
        ("http://127.0.0.1:8000", "did:web:127.0.0.1%3A8000"),
    ],
)
def test_the_did_is_the_address(address, did):
    assert issuer.did_of(address) == did


def test_every_key_that_ever_signed_is_in_the_did_document():
    document = issuer.did_document(US, [KEY, "z6MkEarlier"])
    assert document["assertionMethod"] == [METHOD, "did:web:trainer.example#z6MkEarlier"]
    assert document["verificationMethod"][0] == {
        "id": METHOD,
        "type": "Multikey",
        "controller": "did:web:trainer.example",
        "publicKeyMultibase": KEY,
    }


@pytest.mark.parametrize(
    ("certificate", "place"),
    [
        (1, status.Place(1, 0)),
        (131_072, status.Place(1, 131_071)),
        (131_073, status.Place(2, 0)),
        (2_000_000, status.Place(16, 33_919)),
    ],
)
def test_where_a_certificate_has_its_bit(certificate, place):
    assert status.place_of(certificate) == place
    assert status.numbers_in(place.list)[place.index] == certificate


def test_a_badge_names_its_bit_for_each_purpose():
    revocation, suspension = status.status_entries(131_074, list_address)
    assert revocation == {
        "id": f"{SITE}/status/revocations/2#1",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "1",
        "statusListCredential": f"{SITE}/status/revocations/2",
    }
    assert (suspension["statusPurpose"], suspension["statusListCredential"]) == (
        "suspension",
        f"{SITE}/status/suspensions/2",
    )


def test_a_list_holds_for_a_day():
    document = status.status_list(US, list_address("revocation", 1), "revocation", [], JUNE)
    assert (document["validFrom"], document["validUntil"]) == (
        badge.written(JUNE),
        badge.written(JUNE + timedelta(days=1)),
    )


@given(st.sets(st.integers(0, status.SIZE - 1), max_size=20), st.integers(0, status.SIZE - 1))
def test_just_the_bits_of_the_stopped_are_set(stopped, other):
    encoded = status.encoded(stopped)
    assert all(status.is_set(encoded, index) for index in stopped)
    assert status.is_set(encoded, other) == (other in stopped)


def test_an_empty_list_tells_nothing_by_its_length():
    assert len(status.encoded([])) < 200


@pytest.mark.parametrize(
    ("text", "index"),
    [
        (status.encoded([5])[1:], 5),
        ("z" + status.encoded([5])[1:], 5),
        ("uAAAA", 5),
        ("u", 5),
        (status.encoded([5])[:40], 131_000),
        (status.encoded([5]), status.SIZE),
        (status.encoded([5]), -1),
    ],
    ids=["bare", "base58", "not packed", "nothing", "cut off", "too far", "before the first"],
)
def test_a_list_that_cannot_be_read_is_no_list(text, index):
    with pytest.raises(ValueError):
        status.is_set(text, index)
