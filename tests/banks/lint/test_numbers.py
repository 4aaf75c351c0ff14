import pytest

from tests.banks.lint.builders import asked, rules
from trainer.banks.lint import findings
from trainer.banks.lint.quantities import quantity

HOW_LONG = "For how long are hands rubbed with alcohol?"


def found(*options, fixed_order=True):
    return rules(asked(HOW_LONG, *options, fixed_order=fixed_order))


@pytest.mark.parametrize(
    ("story", "options", "expected"),
    [
        ("ascending", ("10 seconds", "*20 seconds", "60 seconds"), []),
        ("descending", ("60 seconds", "*20 seconds", "10 seconds"), []),
        ("mixed up", ("20 seconds", "*60 seconds", "10 seconds"), ["unordered-numbers"]),
        ("numbers in words, mixed up", ("Two days", "*One day", "Three days"), ["unordered-numbers"]),
        ("thousands", ("500", "*1,000", "20,000"), []),
        ("things that cannot be ordered", ("5 needles", "*3 passes", "10 needles"), []),
        ("a length among masses, none in order", ("5 kg", "*1 mm", "20 kg"), ["mixed-units"]),
        ("all but one a number", ("60 mm", "*20 mm", "40 mm", "No limit"), []),
        ("ranks mixed up", ("Tenth rib", "*Eighth rib", "Twelfth rib"), ["unordered-numbers"]),
        ("rates in order", ("About 1 in 200", "*About 1 in 600", "About 1 in 1,800"), []),
        ("rates mixed up", ("1 in 600", "*1 in 200", "1 in 1,800"), ["unordered-numbers"]),
        ("ranges mixed up", ("20-29 mm", "*10-19 mm", "30-39 mm"), ["unordered-numbers"]),
        ("decimals mixed up", ("0.3 mm", "*0.25 mm", "0.35 mm"), ["unordered-numbers"]),
        ("bounds in order", ("Less than 10 mm", "*10-20 mm", "More than 20 mm"), []),
    ],
)
def test_numbers_in_order(story, options, expected):
    assert found(*options) == expected


def test_numbers_in_order_would_still_be_shuffled():
    assert found("10 seconds", "*20 seconds", "60 seconds", fixed_order=False) == ["unordered-numbers"]
    assert "shuffled" in findings(asked(HOW_LONG, "10 mm", "*20 mm", "60 mm"))[0].message


@pytest.mark.parametrize(
    ("story", "options", "expected"),
    [
        ("a shared border", ("10-20 mm", "*20-30 mm", "30-40 mm"), ["overlapping-options"] * 2),
        ("with a gap", ("10-19 mm", "*20-29 mm", "30-39 mm"), []),
        ("in words", ("10 to 25 mm", "*20 to 30 mm", "31 to 40 mm"), ["overlapping-options"]),
        ("below and below", ("Less than 5 mm", "*Less than 10 mm", "Less than 20 mm"), ["overlapping-options"] * 3),
        ("below and from", ("Less than 10 mm", "*10-20 mm", "More than 20 mm"), []),
        ("at most and from", ("10 mm or less", "*10-20 mm", "More than 20 mm"), ["overlapping-options"]),
        ("a number in a range", ("15 mm", "*10-20 mm", "30 mm"), ["overlapping-options"]),
        ("above and at least", ("5 mm", "*More than 10 mm", "At least 20 mm"), ["overlapping-options"]),
        ("limits", ("Up to 10 mm", "*Up to 20 mm", "Up to 30 mm"), []),
    ],
)
def test_ranges_apart(story, options, expected):
    assert [rule for rule in found(*options) if rule != "unordered-numbers"] == expected


@pytest.mark.parametrize(
    ("story", "options", "expected"),
    [
        ("gloves, and gloves and more", ("*Gloves", "Gloves and gown", "Mask and boots"), ["overlapping-options"]),
        ("a thousand is not one and more", ("*1 in 5 people", "1,000 people, counted", "5 people"), []),
        ("each on its own", ("*Gloves alone", "Gloves and gown", "Mask and boots"), []),
    ],
)
def test_an_option_within_another(story, options, expected):
    assert [rule for rule in rules(asked("What is worn at withdrawal?", *options)) if rule != "longest-key"] == expected


@pytest.mark.parametrize(
    ("story", "options", "expected"),
    [
        ("seconds and minutes", ("30 seconds", "*60 seconds", "2 minutes"), ["mixed-units"]),
        ("millimeters and centimeters", ("5 mm", "*1 cm", "20 mm"), ["mixed-units"]),
        ("with and without", ("5", "*10", "20 mm"), ["mixed-units"]),
        ("two spellings", ("5 mm", "*10 millimeters", "20 mm"), []),
        ("far apart in time", ("48 hours", "*12 weeks", "12 months"), []),
        ("hours and days that touch", ("24 hours", "*36 hours", "2 days"), ["mixed-units"]),
        ("Celsius and Fahrenheit", ("37 °C", "*38 °C", "101 °F"), ["mixed-units"]),
        ("ranks", ("Eighth rib", "*Tenth rib", "Twelfth rib"), []),
    ],
)
def test_one_unit(story, options, expected):
    assert found(*options) == expected


@pytest.mark.parametrize(
    "text",
    [
        "20 needles in the back of one patient",
        "T7",
        "15 mm needles for each side",
        "1 and 3",
        "Two passes, then rest",
        "soon",
        "",
    ],
)
def test_what_says_more_than_a_number_is_no_quantity(text):
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("about 2.5 cm", 25, 25),
        ("10–20 mm", 10, 20),
        ("between 10 and 20 mm", 10, 20),
        ("three minutes", 180, 180),
        ("5%", 5, 5),
    ],
)
def test_quantities(text, low, high):
    value = quantity(text)
    assert value is not None
    assert value.ends == (low, high)


def test_a_missing_unit_is_named_as_such():
    said = [
        findings(asked(HOW_LONG, *options, fixed_order=True))[0].message
        for options in (("5", "*10 mm"), ("5 mm", "*1 cm"))
    ]
    assert "some have none" in said[0]
    assert "mm and cm" in said[1]
