"""Moodle XML: every field as a plain read-out of the file has it; broken and hostile files."""

import pytest

from tests.banks.formats.interop import comparable, data, expected, needs_files
from trainer.banks.formats import moodle_xml, read
from trainer.banks.formats.fitting import fitted
from trainer.banks.formats.markup import harmless

FILES = expected("moodle-xml/EXPECTED-moodle-xml.json")
LEFT_OUT = {"category", "essay", "description"}
CHOICE = """<question type="multichoice"><name><text>One</text></name>
<questiontext format="html"><text>{stem}</text></questiontext>
<answer fraction="100"><text>yes</text></answer><answer fraction="0"><text>no</text></answer>{more}</question>"""


def quiz(*questions: str) -> bytes:
    return f"<?xml version='1.0'?>\n<quiz>\n{chr(10).join(questions)}\n</quiz>".encode()


@needs_files
@pytest.mark.parametrize("name", FILES or [None])
def test_it_reads_what_the_file_says(name):
    reading = moodle_xml.read(data(name))
    theirs = FILES[name]["expect"]
    assert not reading.errors
    assert [one.type for one in reading.skipped] == [one["type"] for one in theirs if one["type"] in LEFT_OUT]
    wanted = [one for one in theirs if one["type"] not in LEFT_OUT]
    for ours, their in zip(reading.questions, wanted, strict=True):
        said = (ours.type, ours.title, ours.id, ours.tags, bool(ours.general_feedback))
        assert said == (their["type"], their["name"], their["idnumber"], their["tags"], their["general_feedback"])
        answers = [(one.text, one.fraction * 100, one.tolerance, bool(one.feedback)) for one in ours.answers]
        for row, one in zip(answers, their["answers"], strict=True):
            assert row == (one["text"], pytest.approx(one["fraction"]), one["tolerance"], one["feedback"])
        assert ours.pairs == [tuple(pair) for pair in their["pairs"]] if "pairs" in their else True
        assert ours.is_single == (their["single"].lower() == "true") if "single" in their else True
        assert len(ours.gaps) == their.get("gaps", 0)
        assert sorted(match for _, match in ours.pairs if "gaps" in their) == sorted(
            text for text, _ in their.get("choices", ())
        )
        assert bool(their["hints"]) == ("Hints are not kept." in ours.warnings)
        assert bool(their["files"]) == ("A picture or file is not kept." in ours.warnings)


@needs_files
@pytest.mark.parametrize("name", FILES or [None])
def test_what_is_written_reads_the_same(name):
    questions = moodle_xml.read(data(name)).questions
    written = moodle_xml.write(questions)
    assert not written.left_out
    assert comparable(moodle_xml.read(written.data).questions) == comparable(questions)


def test_answers_in_a_text():
    stem = "Paris is in {1:MC:=France#Yes~%50%Europe~Rome}, it has {1:SA:=two~=2} islands, {2:NM:=20:1} parts."
    node = f"<question type='cloze'><questiontext><text>{stem}</text></questiontext></question>"
    (question,) = moodle_xml.read(quiz(node)).questions
    assert question.stem == "Paris is in [[1]], it has [[2]] islands, [[3]] parts."
    assert question.pairs[0] == ("1", "France")
    assert [gap.is_open for gap in question.gaps] == [False, True, True]
    assert comparable(moodle_xml.read(moodle_xml.write([question]).data).questions)[0]["pairs"][:2] == [
        ["1", "France"],
        ["1", "Europe"],
    ]


@pytest.mark.parametrize("share", ["", " ", "x", "50%"])
def test_a_share_that_is_none_costs_the_question(share):
    more = f"<answer fraction='{share}'><text>perhaps</text></answer>"
    assert "not a share" in moodle_xml.read(quiz(CHOICE.format(stem="Is it?", more=more))).errors[0].message


def test_units_are_read_an_ampersand_is_mended_and_gaps_without_a_counterpart_are_named():
    number = "<answer fraction='100'><text>5</text></answer><units><unit><unit_name>m</unit_name></unit></units>"
    stem = "<questiontext><text><![CDATA[A & B &x?]]></text></questiontext>"
    several = "<question type='cloze'><questiontext><text>{1:MR:=a~b}</text></questiontext></question>"
    name = "<name><text>One & two</text></name>"
    reading = moodle_xml.read(quiz(f"<question type='numerical'>{name}{stem}{number}</question>", several))
    (question,) = reading.questions
    assert (question.unit, question.title, question.stem) == ("m", "One & two", "A & B &x?")
    assert [(one.type, "several right" in one.reason) for one in reading.skipped] == [("cloze", True)]


def test_a_gap_for_a_number_wants_one():
    node = "<question type='cloze'><questiontext><text>How many? {1:NM:=zero~*#No}</text></questiontext></question>"
    assert [one.message for one in moodle_xml.read(quiz(node)).errors] == ["“zero” is not a number."]


def test_a_gap_that_is_not_closed_costs_the_question():
    node = "<question type='cloze'><questiontext><text>{1:SA:=a{b}c} {1:SA:=x}</text></questiontext></question>"
    assert ["is not closed" in one.message for one in moodle_xml.read(quiz(node)).errors] == [True]


def test_unknown_kinds_are_named_and_one_broken_question_costs_no_other():
    broken = "<question type='shortanswer'><questiontext><text>never closed</questiontext></question>"
    sound = CHOICE.format(stem="A &amp; B &nbsp; C?", more="")
    reading = moodle_xml.read(quiz(sound, broken, "<question type='stack'/>", sound))
    assert [one.stem for one in reading.questions] == ["A & B \xa0 C?"] * 2
    assert [one.line for one in reading.errors] == [6]
    assert [(one.type, one.line) for one in reading.skipped] == [("stack", 7)]
    assert "stack" in reading.skipped[0].reason


@pytest.mark.parametrize(
    "front",
    [
        '<!DOCTYPE quiz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE quiz [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE quiz [<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;]>',
    ],
)
def test_entities_are_refused(front):
    reading = read(f"<?xml version='1.0'?>{front}<quiz>{CHOICE.format(stem='&a;', more='')}</quiz>".encode())
    assert not reading.questions
    assert "entities" in reading.errors[0].message


def test_markup_is_kept_and_what_acts_is_not():
    acting = "<script>steal()</script> <a href='javascript:steal()'>x</a>"
    stem = f"<![CDATA[<p onclick='steal()'>Is <b>this</b> it?{acting}</p>]]>"
    (question,) = moodle_xml.read(quiz(CHOICE.format(stem=stem, more=""))).questions
    assert question.stem == "<p>Is <b>this</b> it? <a>x</a></p>"
    assert "Script was taken out of the text." in question.warnings


@pytest.mark.parametrize(
    "text",
    [
        '<p dir="ltr" style="text-align: left;">1<br></p>',
        "<p>a<br />b &amp; c &nbsp; d</p>",
        "<span class='x' data-y=\"z\">it's</span>",
        '<a href="x" target="_blank">x</a>',
    ],
)
def test_looks_are_kept_letter_for_letter(text):
    assert harmless(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ('<p style="background:url(javascript:x); color:red">a</p>', '<p style="color:red">a</p>'),
        ('<p style="color:expression(x)">a</p>', "<p>a</p>"),
        ('<p style="position:fixed">a</p>', '<p style="">a</p>'),
        ("<p/onclick=x>a</p>", "<p>a</p>"),
        ('<a href="&#106;avascript:x">a</a>', "<a>a</a>"),
        ("<svg/onload=x>a", "a"),
    ],
)
def test_looks_that_act_are_not(text, clean):
    assert harmless(text) == clean


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ("<defaultgrade>3</defaultgrade>", "3 marks"),
        ("<hint><text>Think</text></hint>", "Hints"),
        ("<image>moodle.png</image>", "picture"),
        ("<answer><text>perhaps</text></answer>", "“perhaps” says no share"),
        ("<incorrectfeedback><text>Oh no.</text></incorrectfeedback>", "Comments on the whole"),
    ],
)
def test_losses_are_named(more, words):
    (question,) = moodle_xml.read(quiz(CHOICE.format(stem="Is it?", more=more))).questions
    assert any(words in warning for warning in question.warnings)


def test_old_code_page_without_a_word_about_it():
    data_ = quiz(CHOICE.format(stem="Wie groß?", more="")).decode().encode("cp1252")
    (question,) = moodle_xml.read(data_).questions
    assert question.stem == "Wie groß?"
    assert any("Windows-1252" in warning for warning in question.warnings)


def test_entities_are_found_in_an_encoding_that_hides_them():
    inside = CHOICE.format(stem="x", more="").replace("yes", "&x;")
    hidden = "+ADwAIQ-DOCTYPE quiz +AFsAPAAh-ENTITY x SYSTEM +ACI-file:///etc/hostname+ACIAPgBdAD4-"
    reading = read(
        f'<?xml version="1.0" encoding="UTF-7"?>{hidden}<quiz>{inside}</quiz>'.encode(), format_="moodle_xml"
    )
    assert not reading.questions
    assert "declares entities" in reading.errors[0].message


def test_a_tolerance_that_is_no_number_is_named():
    number = "<question type='numerical'><questiontext><text>How many?</text></questiontext><answer fraction='100'>"
    reading = moodle_xml.read(quiz(f"{number}<text>5</text><tolerance>5%</tolerance></answer></question>"))
    assert [one.message for one in reading.errors] == ["“5%” is not a tolerance."]


@pytest.mark.parametrize(
    ("about", "is_whole", "words"),
    [
        ("<gradingtype>ALL_OR_NOTHING</gradingtype>", True, ""),
        ("<gradingtype>-1</gradingtype><selecttype>ALL</selecttype>", True, ""),
        ("<gradingtype>RELATIVE_NEXT_EXCLUDE_LAST</gradingtype>", False, ""),
        ("<gradingtype>ABSOLUTE_POSITION</gradingtype>", False, "Places are scored otherwise"),
        ("<selecttype>RANDOM</selecttype><selectcount>2</selectcount>", False, "A part of the steps"),
    ],
)
def test_how_an_order_is_scored_is_read_or_named(about, is_whole, words):
    steps = "".join(f"<answer fraction='{place}'><text>step {place}</text></answer>" for place in (2, 1, 3))
    node = f"<question type='ordering'><questiontext><text>Order</text></questiontext>{about}{steps}</question>"
    (question,) = read(quiz(node)).questions
    assert [one.text for one in question.answers] == ["step 1", "step 2", "step 3"]
    assert (question.is_all_or_nothing, " ".join(question.warnings)[: len(words) or 99]) == (is_whole, words)
    (again,) = read(moodle_xml.write([question]).data).questions
    assert again.is_all_or_nothing == is_whole


def test_several_of_the_open_university_and_gaps_that_count_differently():
    right = "".join(f"<answer fraction='{share}'><text>{share}</text></answer>" for share in (100, 0, 100))
    stem = "<questiontext><text>{}</text></questiontext>"
    one = f"<question type='oumultiresponse'>{stem.format('Which?')}{right}</question>"
    other = f"<question type='cloze'>{stem.format('{2:SA:=a#x} and {1:MC:=b~c#why}')}</question>"
    several, gaps = read(quiz(one, other)).questions
    assert (several.type, several.is_single, [bool(a.fraction) for a in several.answers]) == (
        "multichoice",
        False,
        [True, False, True],
    )
    assert [any(words in said for said in gaps.warnings) for words in ("different shares", "just one is kept")] == [
        True,
        True,
    ]


def test_entities_are_letters_in_an_item_and_end_no_answer_in_a_gap():
    stem = "<questiontext format='html'><text>5 &amp;lt; 6 &amp;amp; &amp;eacute;t&amp;eacute;?</text></questiontext>"
    right = "<answer fraction='100'><text>true</text></answer><answer fraction='0'><text>false</text></answer>"
    gaps = "<questiontext><text>{1:MC:=d&amp;#39;or#why~non}</text></questiontext>"
    one = f"<question type='truefalse'>{stem}{right}</question>"
    statement, cloze = read(quiz(one, f"<question type='cloze'>{gaps}</question>")).questions
    assert fitted(statement)["stem"] == "5 < 6 & été?"
    assert [(one.text, one.feedback) for one in cloze.gaps[0].answers] == [("d'or", "why"), ("non", "")]


@pytest.mark.parametrize(
    ("answers", "type_", "right"),
    [
        ((("True", 100), ("False", 0)), "truefalse", "true"),
        ((("&lt;p&gt;true.&lt;/p&gt;", 0), ("false", 100)), "truefalse", "false"),
        ((("false", 100),), "truefalse", "false"),
        ((("Falso", 100), ("Verdadero", 0)), "multichoice", "Falso"),
    ],
)
def test_true_and_false_by_other_names_keep_what_is_right(answers, type_, right):
    rows = "".join(f"<answer fraction='{share}'><text>{text}</text></answer>" for text, share in answers)
    stem = "<questiontext><text>Is it?</text></questiontext>"
    (question,) = read(quiz(f"<question type='truefalse'>{stem}{rows}</question>")).questions
    assert (question.type, [one.text for one in question.right], len(question.answers)) == (type_, [right], 2)
