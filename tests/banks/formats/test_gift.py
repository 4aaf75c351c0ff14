"""GIFT: read as Moodle 4.1 reads it, and written so that it reads the same again."""

import pytest

from tests.banks.formats.interop import comparable, data, expected, needs_files
from trainer.banks.formats import gift, read

FILES = expected("gift/EXPECTED-moodle41.json")
LEFT_OUT = {"category", "essay", "description"}


def in_short(text: str, format_: str = "gift"):
    return read(text.encode(), format_=format_)


@needs_files
@pytest.mark.parametrize("name", FILES or [None])
def test_it_reads_as_moodle_does(name):
    reading = gift.read(data(name))
    theirs = FILES[name]["questions"]
    assert not reading.errors
    assert [one.type for one in reading.skipped] == [one["qtype"] for one in theirs if one["qtype"] in LEFT_OUT]
    wanted = [one for one in theirs if one["qtype"] not in LEFT_OUT]
    assert [one.title for one in reading.questions] == [one["name"] for one in wanted]
    for ours, their in zip(reading.questions, wanted, strict=True):
        assert (ours.stem, ours.tags, ours.id) == (their["questiontext"], their["tags"], their.get("idnumber", ""))
        if their["qtype"] == "truefalse":
            assert [one.fraction for one in ours.answers] == [their["correctanswer"], 1 - their["correctanswer"]]
            assert [one.feedback for one in ours.answers] == [their["feedbacktrue"], their["feedbackfalse"]]
        elif their["qtype"] == "match":
            assert ours.pairs == list(zip(their["subquestions"], their["subanswers"], strict=True))
        else:
            compare_answers(ours, their)


def compare_answers(ours, their):
    assert ours.type == their["qtype"]
    kept = [number for number, text in enumerate(their["answer"]) if text != ""]
    assert [one.fraction for one in ours.answers] == pytest.approx([their["fraction"][number] for number in kept])
    assert [one.feedback for one in ours.answers] == [their["feedback"][number] for number in kept]
    if ours.type == "numerical":
        assert [float(one.text) for one in ours.answers] == pytest.approx([float(text) for text in their["answer"]])
        tolerances = [float(tolerance) for tolerance in their["tolerance"]]
        assert [one.tolerance for one in ours.answers] == pytest.approx(tolerances)
    else:
        assert [one.text for one in ours.answers] == [their["answer"][number] for number in kept]
        assert ours.is_single == their.get("single", 1)


@needs_files
@pytest.mark.parametrize("name", FILES or [None])
def test_what_is_written_reads_the_same(name):
    questions = gift.read(data(name)).questions
    written = gift.write(questions)
    assert not written.left_out
    assert comparable(gift.read(written.data).questions) == comparable(questions)


def test_one_bad_question_costs_no_other():
    reading = in_short("Fine?{T}\n\nBroken?{=a ~b\n\n::Next::Well?{#x}\n\nTwo {a} and {b}.\n\nFine too.{F}")
    assert [one.stem for one in reading.questions] == ["Fine?", "Fine too."]
    assert [one.line for one in reading.errors] == [3, 5, 7]
    assert "brace" in reading.errors[0].message
    assert "not a number" in reading.errors[1].message
    reading = in_short("::A::Fine?{T}\n// [tag:x]\n::B::Broken?{=a ~b\n::C::Which?{\n=a\n~b\n}\n::D::Too.{F}")
    found = [(one.line, one.title, len(one.answers)) for one in reading.questions]
    assert found == [(1, "A", 2), (4, "C", 2), (8, "D", 2)], "without an empty line between them"
    assert [one.line for one in reading.errors] == [3]


def test_answers_may_have_empty_lines_between_them():
    reading = in_short("Which?{\n=right\n\n~wrong\n\n}\n\nNext.{T}")
    assert [(one.stem, len(one.answers), one.line) for one in reading.questions] == [("Which?", 2, 1), ("Next.", 2, 8)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Which?{~a ~b}", "no right answer"),
        ("Which color?{=red ~#00ff00}", "without a text"),
        ("[markdown]Is it **so**?{=yes ~no}", "Markdown"),
        ("[markdown]Is it *so*?{=yes ~no}", "Markdown"),
        ("::Name::{T}", "no text"),
        ("Match.{=a -> b#why =c -> d}", "no feedback in GIFT"),
        ("[html]Which? <img src='x.png'>{=a ~b}", "picture"),
        ("[html]Which? <script>steal()</script>{=a ~b}", "Script"),
        ("Which? <script>steal()</script>{=a ~b}", "Script"),
        ("What is it?{right}", "no = before it"),
        ("What is {=a ~b} in \\frac{1}{2}?", "read as text"),
        ("Say a word.{=a#first =b#second}", "just the first is kept"),
    ],
)
def test_it_says_where_something_is_lost_or_supposed(text, words):
    (question,) = in_short(text).questions
    assert any(words in warning for warning in question.warnings)
    assert "steal" not in question.stem


def test_tags_that_are_the_answer_stay_letters():
    (question,) = in_short("Which begins a page?{=<html> ~<script> ~<body>}").questions
    assert [one.text for one in question.answers] == ["<html>", "<script>", "<body>"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_any_encoding_of_the_same_words_reads_the_same(encoding):
    text = "::Größe::Wie groß ist die Naht – ungefähr?{#\r\n=1,5:0.5 # “So ist es.”\r}\n\nIs it plain?{T}"
    question, other = gift.read(text.encode(encoding)).questions
    assert (question.title, question.answers[0].text, question.answers[0].feedback) == ("Größe", "1,5", "“So ist es.”")
    assert bool(question.warnings) == (encoding == "cp1252")
    assert not other.warnings


def test_a_number_that_is_a_thousand_to_some_and_one_to_others_is_no_number():
    reading = in_short("How many? {#1,000}\n\nHow much? {#0,125:0,001}")
    assert [one.message for one in reading.errors] == ["“1,000” is not a number."]
    assert [one.stem for one in reading.questions] == ["How much?"]


def test_comments_beside_an_answer_are_no_answer():
    text = "::Name:: // of it\nThis is false. // so\n{ // first\n // then\n F // last\n}\n\nWhere?{=http\\://x ~ // y}"
    truth, choice = in_short(text).questions
    assert (truth.type, truth.title, truth.stem) == ("truefalse", "Name", "This is false. // so")
    assert ([one.fraction for one in truth.answers], len(truth.warnings)) == ([0, 1], 1)
    assert [one.text for one in choice.answers] == ["http://x", "// y"]


def test_a_bracket_in_an_id_or_tag_and_a_comment_in_the_middle():
    (question,) = in_short("// [id:a\\]b] [tag:x<y] [tag:o\\]k]\none\n// aside\ntwo{T}").questions
    assert (question.id, question.tags, question.stem) == ("a]b", ["o]k"], "one\n \ntwo")
    assert comparable(gift.read(gift.write([question]).data).questions)[0]["id"] == "a]b"


def test_what_nobody_thought_of_costs_one_question(monkeypatch):
    monkeypatch.setattr(gift.reading.answers, "truefalse", lambda *_: 1 / 0)
    reading = in_short("One.{T}\n\nTwo?{=a ~b}")
    assert ([one.stem for one in reading.questions], [one.line for one in reading.errors]) == (["Two?"], [1])
