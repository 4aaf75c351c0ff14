import pytest

from trainer.banks.lint.readability import grade, longest_sentence, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("pain", 1),
        ("needle", 1),
        ("patient", 2),
        ("stopped", 1),
        ("treated", 2),
        ("administration", 5),
        ("sternocleidomastoid", 2),
        ("20", 1),
    ],
)
def test_syllables(word, count):
    assert syllables(word) == count


def test_the_grade_follows_the_published_formula():
    text = "The cat sat on the mat. It was red."  # nine words of one syllable, two sentences
    assert grade(text) == pytest.approx(0.39 * 9 / 2 + 11.8 - 15.59)
    assert grade("") == 0


def test_a_list_after_a_colon_is_read_piece_by_piece():
    assert longest_sentence("She has three signs: a dry cough; a sharp pain; a fast pulse.") == 4
