"""A reason is told in words, with the number and its limit."""

from datetime import date

import pytest

from tests.credentials.rules.builders import entry, held, known, passed, policy, windowed
from trainer.credentials.rules import AtLeast, ByProfession, Leaf, every, standing
from trainer.credentials.rules.explaining import explain
from trainer.credentials.rules.reasons import Reason, leaves_of

DAY = date(2026, 3, 14)
THORAX = Leaf("practical", "needling/thorax", months=24)
LICENSE = Leaf("license", "CO", days=120, ongoing=True)
CPR = Leaf("document", "cpr", ongoing=True)
HOURS = Leaf("training", "needling", minutes=54 * 60, in_person_minutes=27 * 60)
LUNG = Leaf("module", "lung", months=24)


def why(requirement, *rows, day=DAY, reasons=None, regions=("thorax",), **changes) -> Reason:
    rule = policy(requires=requirement, regions=regions, **changes)
    history = known(*rows)
    return explain(rule, standing(rule, history, day), history, lambda leaf: leaf.kind, reasons or {})


def test_the_sentence_of_the_day_after_the_incident():
    checked = entry("license", "CO", date(2025, 11, 3))
    found = why(every(THORAX, LICENSE), checked)
    assert found.text == "Not cleared for thorax: practical missing; license last checked 131 days ago, limit 120."
    assert not found.holds


@pytest.mark.parametrize(
    ("leaf", "rows", "said"),
    [
        (LICENSE, [], "license never checked"),
        (LICENSE, [entry("license", "CO", DAY)], "license last checked today, limit 120"),
        (LICENSE, [entry("license", "CO", date(2026, 3, 13))], "license last checked 1 day ago, limit 120"),
        (
            LICENSE,
            [entry("license", "CO", date(2026, 3, 1), good=False)],
            "license not in good standing on 1 March 2026",
        ),
        (
            LICENSE,
            [entry("license", "CO", date(2026, 3, 1), until_on=date(2026, 3, 10))],
            "license ended on 10 March 2026",
        ),
        (THORAX, [entry("practical", "needling/thorax", DAY, good=False)], "practical not passed on 14 March 2026"),
        (
            THORAX,
            [entry("practical", "needling/thorax", date(2025, 1, 20))],
            "practical passed 13 months ago, limit 24",
        ),
        (LUNG, [passed("lung", date(2024, 2, 14))], "module passed 25 months ago, limit 24"),
        (LUNG, [passed("lung", date(2024, 3, 13))], "module passed over 24 months ago, limit 24"),
        (LUNG, [passed("lung", date(2024, 3, 14))], "module passed 24 months ago, limit 24"),
        (LUNG, [passed("lung", date(2026, 2, 14))], "module passed 1 month ago, limit 24"),
        (LUNG, [passed("lung", date(2026, 3, 1))], "module passed 13 days ago, limit 24 months"),
        (
            Leaf("module", "lung", months=24, percent=90),
            [passed("lung", date(2026, 3, 1), percent=82)],
            "module passed with 82%, 90% needed, on 1 March 2026",
        ),
        (
            CPR,
            [entry("document", "cpr", date(2025, 1, 1), until_on=date(2026, 3, 13))],
            "document ended on 13 March 2026",
        ),
        (CPR, [entry("document", "cpr", date(2025, 1, 1), until_on=DAY)], "document until 14 March 2026"),
        (CPR, [entry("document", "cpr", date(2025, 1, 1))], "document from 1 January 2025"),
        (CPR, [], "document missing"),
        (
            HOURS,
            [entry("training", "needling", date(2025, 5, 1), minutes=30 * 60, in_person_minutes=12 * 60)],
            "training 30 of 54 hours, 12 of 27 in person",
        ),
        (HOURS, [], "training 0 of 54 hours, 0 of 27 in person"),
    ],
)
def test_how_one_requirement_stands(leaf, rows, said):
    [reason] = leaves_of(why(leaf, *rows))
    assert reason.text == said


def test_so_many_of():
    choice = AtLeast(2, (LUNG, THORAX, CPR))
    found = why(choice, passed("lung", date(2026, 1, 1)))
    assert found.text == ("Not cleared for thorax: 2 of 3 needed, 1 there (practical missing; document missing).")
    assert [one.holds for one in leaves_of(found)] == [True, False, False]


def test_by_profession():
    tree = ByProfession({"chiropractor": THORAX})
    known_as = entry("profession", "chiropractor", date(2020, 1, 1))
    assert why(tree, known_as).text == "Not cleared for thorax: practical missing."
    other = entry("profession", "athletic trainer", date(2020, 1, 1))
    assert why(tree, other).text == "Not cleared for thorax: no athletic trainer can earn it."
    assert "not for somebody without a profession on record" in why(tree).text


def test_cleared_and_until_when():
    found = why(LUNG, held(date(2025, 1, 1), date(2027, 1, 1)), passed("lung", date(2025, 1, 1)))
    assert found.text == "Cleared for thorax until 1 January 2027."
    assert [one.text for one in found.because] == ["certificate from 1 January 2025 until 1 January 2027"]
    assert why(LUNG, held(date(2025, 1, 1), date(2027, 1, 1)), regions=()).text == "Cleared until 1 January 2027."
    assert "for neck, back and thorax" in why(LUNG, regions=("neck", "back", "thorax")).text


def test_a_certificate_does_not_help_while_something_ongoing_is_missing():
    found = why(
        every(LUNG, LICENSE), held(date(2025, 1, 1), date(2027, 1, 1)), entry("license", "CO", date(2025, 6, 1))
    )
    assert found.text == "Not cleared for thorax: license last checked 286 days ago, limit 120."
    assert [one.holds for one in found.because] == [True, False]


def test_a_lapsed_certificate_says_when_it_ended_and_what_is_missing_for_a_new_one():
    found = why(LUNG, held(date(2024, 1, 1), date(2026, 1, 1)), passed("lung", date(2024, 1, 1)))
    assert found.text == (
        "Not cleared for thorax: certificate ended on 1 January 2026; module passed 26 months ago, limit 24."
    )


def test_in_the_window_everything_is_wanted_anew():
    rule = windowed("lung")
    history = known(held(date(2024, 4, 1), date(2026, 4, 1)), passed("lung", date(2024, 12, 1)))
    found = explain(rule, standing(rule, history, DAY), history, lambda leaf: leaf.kind, {})
    assert found.text == "Cleared until 1 April 2026."
    [reason] = leaves_of(found)
    assert reason.text == "module wanted anew since 1 January 2026, last on 1 December 2024"
    assert reason.state == "due_soon", "nothing has lapsed before the last day of what is held"
    late = date(2026, 4, 2)
    [reason] = leaves_of(explain(rule, standing(rule, history, late), history, lambda leaf: leaf.kind, {}))
    assert reason.state == "lapsed"


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (entry("suspension", "needling", date(2026, 3, 1), id=901), "suspended since 1 March 2026 (“An incident.”)"),
        (
            entry("suspension", "needling", date(2026, 3, 1), until_on=date(2026, 4, 1)),
            "suspended since 1 March 2026 until 1 April 2026",
        ),
        (entry("leave", "", date(2026, 3, 1)), "on leave since 1 March 2026"),
    ],
)
def test_what_stops_it_comes_first_with_the_reason_given(row, said):
    found = why(LUNG, held(date(2025, 1, 1), date(2027, 1, 1)), row, reasons={901: "An incident."})
    assert found.text == f"Not cleared for thorax: {said}."
    assert found.state == found.because[0].state == "stopped"


def test_revoked():
    revocation = entry("revocation", "needling", date(2026, 3, 1), id=902)
    found = why(LUNG, held(date(2025, 1, 1), date(2027, 1, 1)), revocation, reasons={902: "Fraud."})
    assert found.text == "Not cleared for thorax: revoked on 1 March 2026 (“Fraud.”); module missing."


def test_a_temporary_clearance_says_what_is_missing_without_it():
    given = entry("temporary", "needling", date(2026, 3, 1), until_on=date(2026, 4, 1))
    found = why(THORAX, given)
    assert (
        found.text == "Cleared for thorax until 1 April 2026 by a temporary clearance; without it: practical missing."
    )


def test_everything_is_there_and_no_certificate():
    found = why(LUNG, passed("lung", date(2026, 1, 1)))
    assert found.text == "Not cleared for thorax: no certificate was issued, though everything it takes is there."


def test_for_programs():
    document = why(LICENSE).document
    assert document["holds"] is False
    assert document["because"][0]["because"] == [
        {"says": "license never checked", "holds": False, "state": "missing", "because": []}
    ]
