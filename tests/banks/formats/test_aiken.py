"""Aiken: lettered answers and a line with the right letter."""

from tests.banks.formats.interop import comparable, data, needs_files
from trainer.banks.formats import Answer, Question, aiken


@needs_files
def test_moodles_own_sample():
    reading = aiken.read(data("aiken/questions.aiken.txt"))
    first, second = reading.questions
    assert [(one.text, one.fraction) for one in first.answers] == [
        ("Petr Skoda", 0),
        ("Martin Dougiamas", 1),
        ("Eloy Lafuente", 0),
        ("Tim Hunt", 0),
    ]
    assert '<html class="cool"> & images' in second.stem
    assert [one.fraction for one in second.answers] == [1, 0]
    assert not reading.errors
    assert comparable(aiken.read(aiken.write(reading.questions).data).questions) == comparable(reading.questions)


LOOSE = """\
Which of these
is it?
a. one
that goes on
b. two
Answer: b)
Explanation: so it is

Who has no key?
A) me
B) you

C. Smith wrote what?
A) this
B) that
ANSWER: A
Which letter is not there?
A) one
B) two
ANSWER: C

Nobody closes this
"""


def test_loose_writing_is_read_and_no_key_is_guessed():
    reading = aiken.read(LOOSE.replace("\n", "\r\n").encode("utf-16"))
    assert [(one.stem, one.right[0].text, one.line) for one in reading.questions] == [
        ("Which of these\nis it?", "two", 1),
        ("C. Smith wrote what?", "this", 13),
    ]
    assert reading.questions[0].answers[0].text == "one that goes on"
    assert reading.questions[0].general_feedback == "so it is"
    assert [one.line for one in reading.errors] == [9, 20, 22]


def test_what_it_cannot_hold_is_named():
    several = Question("multichoice", "Which?", answers=[Answer("a", 0.5), Answer("b", 0.5)], is_single=False, id="x")
    written = aiken.write([several, Question("numerical", "How many?", answers=[Answer("3", 1.0)])])
    assert not written.data
    assert [one.type for one in written.left_out] == ["multichoice", "numerical"]
