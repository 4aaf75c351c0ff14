import pytest

from trainer.banks.lint.wording import near_equal, sentences


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Remove the needle.", "remove needle"),
        ("Remove the needles", "Remove a needle"),
        ("Needle-stick injury", "Needlestick injury"),
        ("A jump sign of the patient", "The patient's jump sign"),
        ("Jump sign and taut band", "taut band, and jump sign"),
        ("Pain, cough and fever", "Fever, pain, and cough"),
        ("Two passes", "2 passes"),
        ("About 20 sec", "20 seconds"),
        ("50 percent", "50%"),
        ("10-20 mm", "10 to 20 millimeters"),
        ("Removing the needle", "Remove the needle"),
        ("It is very painful", "It is painful"),
    ],
)
def test_texts_that_say_the_same(one, other):
    assert near_equal(one, other)
    assert near_equal(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Lower pH and more substance P", "More pH and lower substance P"),
        ("Clean the skin before needling", "Needling before the skin is clean"),
        ("More than 30 mm", "Less than 30 mm"),
        (">30 mm", "<30 mm"),
        ("-5", "5"),
        ("A twitch", "No twitch"),
        ("1.5 mm", "15 mm"),
        ("Hard", "Hardly"),
        ("Medial to the scapula", "Lateral to the scapula"),
        ("Pain or cough", "Pain and cough"),
        ("Hypertension", "Hypotension"),
        ("Wash, then dry", "Dry, then wash"),
        ("20 mm", "20 minutes"),
        ("", "Needle"),
    ],
)
def test_texts_that_differ(one, other):
    assert not near_equal(one, other)


def test_where_a_sequence_is_asked_for_the_order_counts():
    assert near_equal("Gown, mask and gloves", "Mask, gloves and gown")
    assert not near_equal("Gown, mask and gloves", "Mask, gloves and gown", ordered=True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("One. Two? Three!", 3),
        ("Dr. Hong needled rabbits. What did he see?", 2),
        ("It was 2.5 cm deep, at 10 a.m. on Monday.", 1),
        ('She says, "There is my ache." Which event is this?', 2),
    ],
)
def test_sentences(text, count):
    assert len(sentences(text)) == count
