"""What a pack asks of a profession on a day: the dated rule, with its hours, its reasons and who says so."""

from datetime import date

import pytest

from tests.credentials.jurisdictions.builders import PACK, SLUG, write_pack
from trainer.credentials.jurisdictions.loading import read_folder
from trainer.credentials.jurisdictions.rules import Change, asked_of, changes, shortfalls, to_verify

LATER = date(2026, 3, 14)


def document(root, text=PACK) -> dict:
    [pack], faults = read_folder(write_pack(root, text), root)
    assert (pack.slug, faults) == (SLUG, [])
    return pack.model_dump(mode="json", exclude={"slug"})


@pytest.mark.parametrize(
    ("profession", "day", "allowed", "since", "until"),
    [
        ("physical therapist", date(2016, 4, 14), "unknown", None, date(2016, 4, 14)),
        ("physical therapist", date(2016, 4, 15), "no", date(2016, 4, 15), date(2024, 6, 30)),
        ("physical therapist", date(2024, 6, 30), "no", date(2016, 4, 15), date(2024, 6, 30)),
        ("physical therapist", date(2024, 7, 1), "yes", date(2024, 7, 1), None),
        ("physical therapist", LATER, "yes", date(2024, 7, 1), None),
        ("athletic trainer", date(2023, 10, 30), "unknown", None, date(2023, 10, 30)),
        ("athletic trainer", date(2023, 10, 31), "by delegation", date(2023, 10, 31), None),
        ("chiropractor", LATER, "unknown", None, None),
    ],
)
def test_the_rule_of_the_day_counts(tmp_path, profession, day, allowed, since, until):
    asked = asked_of(document(tmp_path), profession, day)
    assert (asked.allowed, asked.since, asked.until) == (allowed, since, until)


def test_what_is_asked_is_counted_in_minutes_and_what_is_not_named_is_none(tmp_path):
    asked = asked_of(document(tmp_path), "physical therapist", LATER)
    assert (asked.minutes, asked.in_person_minutes, asked.supervised_sessions) == (3000, 2400, 25)
    assert (asked.license_years, asked.delegation, asked.consent, asked.reporting_days) == (None, None, None, None)
    assert asked.registration == "An endorsement of the board."
    assert [(one.value, one.source) for one in asked.notes] == [("Sessions may be by video.", "rule")]


def test_every_reason_names_who_says_so(tmp_path):
    assert asked_of(document(tmp_path), "physical therapist", LATER).reasons == (
        "Example State: dry needling by physical therapists: allowed (Example Code 12, (a)).",
        "Hours of training: 50 (Example Code 12, (b)).",
        "Hours in person: 40 (Example Code 12).",
        "Supervised sessions: 25 (Example Code 12).",
        "To be filed or held: An endorsement of the board (Example Code 12).",
        "Verify at the board: the pack of Example State was put together from public texts.",
    )


def test_a_day_that_only_shows_a_rule_in_force_is_not_its_first(tmp_path):
    pack = document(tmp_path)
    assert not asked_of(pack, "athletic trainer", LATER).is_first_day_known
    assert asked_of(pack, "physical therapist", LATER).is_first_day_known


def test_a_pack_that_a_clinic_verified_says_so_no_more(tmp_path):
    text = PACK.replace("verify: verify at the board", "verify: verified at the board\nverified_by: Dana, 2 May 2026")
    asked = asked_of(document(tmp_path, text), "physical therapist", LATER)
    assert not asked.must_verify
    assert not any("Verify" in reason for reason in asked.reasons)


@pytest.mark.parametrize(
    ("profession", "day", "minutes", "in_person", "reasons"),
    [
        ("physical therapist", LATER, 3000, 2400, []),
        (
            "physical therapist", LATER, 2999, 2400,
            ["Example State asks for 50 h of training; 49 h 59 min are on file."],
        ),
        (
            "physical therapist", LATER, 3000, 0,
            ["Example State asks for 40 h of training in person; 0 h are on file."],
        ),
        (
            "physical therapist", date(2020, 1, 1), 9000, 9000,
            ["Example State: dry needling by physical therapists: not allowed."],
        ),
        (
            "athletic trainer", LATER, 9000, 9000,
            ["Example State: dry needling by athletic trainers: allowed by delegation."],
        ),
        (
            "chiropractor", LATER, 9000, 9000,
            ["The pack of Example State has no rule for chiropractors on 14 March 2026."],
        ),
    ],
)  # fmt: skip
def test_what_stands_in_the_way(tmp_path, profession, day, minutes, in_person, reasons):
    asked = asked_of(document(tmp_path), profession, day)
    assert list(shortfalls(asked, minutes=minutes, in_person_minutes=in_person)) == reasons


def test_what_hours_do_not_show_has_to_be_looked_at(tmp_path):
    asked = asked_of(document(tmp_path), "physical therapist", LATER)
    assert to_verify(asked) == ("Supervised sessions: 25.", "To be filed or held: An endorsement of the board.")


def test_what_a_newer_version_brings(tmp_path):
    old = document(tmp_path)
    new = document(
        tmp_path,
        PACK.replace("hours: {value: 50", "hours: {value: 54")
        .replace("    supervised_sessions: {value: 25, source: rule}\n", "")
        .replace("    registration", "    license_years: {value: 2, source: rule}\n    registration"),
    )
    assert changes(old, old) == []
    assert changes(old, new) == [
        Change("Physical therapist, from 1 July 2024: hours of training", "50 (rule, (b))", "54 (rule, (b))"),
        Change("Physical therapist, from 1 July 2024: supervised sessions", "25 (rule)", ""),
        Change("Physical therapist, from 1 July 2024: years licensed before", "", "2 (rule)"),
    ]
