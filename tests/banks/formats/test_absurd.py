"""Files that no person writes: each is done with quickly and says why, and a broken part costs nothing but itself."""

import io
import signal
import zipfile
from contextlib import contextmanager

import pytest

from trainer.banks import formats
from trainer.banks.formats import questions

MANY = 30_000  # of what used to take minutes


class TooSlow(BaseException):
    """No reader catches it."""


@contextmanager
def within(seconds: int):
    """An input that takes minutes must fail this test, not stop it."""

    def stop(_signal, _frame):
        raise TooSlow(f"It took more than {seconds} s.")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def moodle(text: str) -> bytes:
    return (
        '<quiz><question type="multichoice"><name><text>bad</text></name><questiontext format="html">'
        f"<text><![CDATA[{text}]]></text></questiontext>"
        '<answer fraction="100"><text>soap</text></answer><answer fraction="0"><text>sand</text></answer></question>'
        '<question type="truefalse"><name><text>good</text></name><questiontext><text>Soap foams.</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer></question>'
        "</quiz>"
    ).encode()


def blackboard(answers: int) -> bytes:
    labels = "".join(
        f'<response_label ident="a{one}"><material><mattext>Answer {one}</mattext></material></response_label>'
        for one in range(answers)
    )
    rules = "".join(
        f'<respcondition><conditionvar><varequal respident="r">a{one}</varequal></conditionvar>'
        f'<setvar action="Add" varname="SCORE">{int(one % 7 == 0)}</setvar></respcondition>'
        for one in range(answers)
    )
    return (
        '<questestinterop><item ident="many" title="Many"><presentation><material><mattext>Which?</mattext></material>'
        f'<response_lid ident="r" rcardinality="Multiple"><render_choice>{labels}</render_choice></response_lid>'
        '</presentation><resprocessing><outcomes><decvar varname="SCORE" maxvalue="100"/></outcomes>'
        f"{rules}</resprocessing></item></questestinterop>"
    ).encode()


def choices(answers: int) -> bytes:
    shown = "".join(f'<simpleChoice identifier="c{one}">Answer {one}</simpleChoice>' for one in range(answers))
    right = "".join(f"<value>c{one}</value>" for one in range(0, answers, 2))
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="many" title="Many">'
        '<responseDeclaration identifier="R" cardinality="multiple" baseType="identifier">'
        f"<correctResponse>{right}</correctResponse></responseDeclaration>"
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/>'
        f'<itemBody><choiceInteraction responseIdentifier="R" maxChoices="0">{shown}</choiceInteraction></itemBody>'
        '<responseProcessing template="http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"/>'
        "</assessmentItem>"
    ).encode()


@pytest.mark.parametrize(
    "text",
    ["<div>", "<b>", "<script>", "<sup>", "<table>"],
)
def test_tags_without_an_end_cost_one_question(text):
    with within(10):
        reading = formats.read(moodle(text * MANY), "bank.xml")
    assert [one.title for one in reading.questions] == ["good"]
    assert "deep" in reading.errors[0].message


@pytest.mark.parametrize("text", ["<a ", "<a on", "<!--", "<![", "<b>x</b><!--", "<", "&", "<script ", "<?"])
def test_what_looks_like_a_tag_and_never_ends_is_text(text):
    with within(10):
        reading = formats.read(moodle(text * MANY), "bank.xml")
        pasted = formats.read(b"<p>1. What foams?</p><p>a) soap</p>" + text.encode() * MANY, "page.html")
    assert [one.title for one in reading.questions] == ["bad", "good"]
    assert not pasted.errors


@pytest.mark.parametrize(
    ("data", "name", "questions", "said"),
    [
        (blackboard(300), "q.xml", 1, ""),
        (blackboard(2_000), "q.xml", 0, "more than 300 answers"),
        (choices(120), "q.xml", 1, ""),
        (choices(2_000), "q.xml", 0, "more than 300 answers"),
        (b"<quiz>" + b'<question type="x">' * MANY, "q.xml", 0, "not closed"),
        (b"<questestinterop>" + b"<item>" * MANY, "q.xml", 0, "not closed"),
        (b"question,a,b,correct\n" + b'"x,\n' * MANY, "q.csv", 0, "In too many rows"),
        (b'question,a,b,correct\n"open,x,y,A\n' + b"What?,x,y,A\n" * 5_000, "q.csv", 5_000, "quotation marks"),
        (b"Q\nA. x\n" * MANY, "q.txt", 0, "no end"),
        (b"q{=a" + b"~b" * MANY + b"}", "q.gift", 0, "more than 300 answers"),
        (
            moodle("Which?").replace(
                b"<answer", b'<answer fraction="0"><text>x</text></answer>' * MANY + b"<answer", 1
            ),
            "q.xml",
            1,
            "more than 300",
        ),
        (b"q{\n\n" * MANY, "q.gift", 0, "brace"),
        (b"[html]" + b"<script>" * MANY + b"{=a ~b}", "q.gift", 0, "deep"),
    ],
)
def test_too_much_of_something_is_said(data, name, questions, said):
    with within(10):
        reading = formats.read(data, name)
    assert len(reading.questions) == questions
    told = [*(one.message for one in reading.errors), *(one.reason for one in reading.skipped), ""]
    assert any(said in one for one in told)


def test_a_share_beyond_the_whole_mark_is_none():
    reading = formats.read(moodle("Which?").replace(b'fraction="100"><text>soap', b'fraction="1100"><text>soap'))
    assert [one.title for one in reading.questions] == ["good"]
    assert "not a share" in reading.errors[0].message


def test_a_zip_in_a_zip_is_not_opened():
    inner, outer = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("q.xml", choices(3))
    with zipfile.ZipFile(outer, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    reading = formats.read(outer.getvalue(), "q.zip")
    assert (reading.questions, [one.message for one in reading.errors]) == (
        [],
        ["There are no questions in this zip that are read here."],
    )


@pytest.mark.parametrize(
    ("table", "right"),
    [
        ("question,a,b,correct,correct answer\nWhat?,soap,sand,A,soap\n", ["soap"]),
        ("question,a,b,correct,correct answer\nWhat?,soap,sand,A,sand\n", []),
        ("question,a,b,correct answer,correct\nWhat?,soap,sand,sand,A\n", []),
        ("question,a,b,answer,correct\nWhat?,soap,sand,sand,A\n", []),
        ("question,a,b,correct,answer\nWhat?,soap,sand,A,It foams\n", ["soap"]),  # and a warning
        ("question,type,answer,correct\nIt foams.,tf,false,true\n", None),
        ("question,type,answer,correct\nHow many?,number,3,2\n", None),
        ("question,type,answer,correct\nHow many?,number,2.0,2\n", ["2"]),
        ("question,type,answer,correct\nWhat foams?,text,sand,soap\n", None),
    ],
)
def test_of_two_columns_that_differ_none_is_believed(table, right):
    reading = formats.read(table.encode(), "q.csv")
    assert [[one.text for one in found.right] for found in reading.questions] == ([] if right is None else [right])
    if right is None:
        assert "Two columns say what is right" in reading.errors[0].message
    elif not right:
        assert "Two columns say what is right" in reading.questions[0].warnings[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_special_letters_come_through_every_encoding(encoding):
    """Two files were put together, so that a mark of the encoding stands in the middle, too."""
    text = "::A::Wélche?{=söap ~sand}\n\n" + ("" if encoding == "cp1252" else "\ufeff") + "::B::Für?{=ä ~b}"
    reading = formats.read(text.encode(encoding), "q.gift")
    assert [(one.title, one.stem, one.right[0].text) for one in reading.questions] == [
        ("A", "Wélche?", "söap"),
        ("B", "Für?", "ä"),
    ]
    assert all(bool(one.warnings) == (encoding == "cp1252") for one in reading.questions)


@pytest.mark.parametrize(
    "text", ["How many?{#%50%20}", "How many?{#%0%20}", "[html]<!-- said -->Match <i>these</i><!-- x -->{=a->b =c->d}"]
)
def test_what_could_be_read_never_breaks_a_writer(text):
    """It is in the file, or is named as left out."""
    questions = formats.read(text.encode(), "q.gift").questions
    for name in ("gift", "moodle_xml", "aiken", "qti12", "qti21", "qti30", "csv", "xlsx", "yaml"):
        written = formats.write(questions, name)
        assert len(formats.read(written.data, "", name).questions) + len(written.left_out) == 1, name


def test_xml_that_no_program_writes_is_done_with_quickly():
    """Attributes are looked up from the first on, and what opens a CDATA that never ends once looked for its end."""
    attributes = " ".join(f'a{number}="1"' for number in range(MANY))
    conditions = "<respcondition><conditionvar><not/></conditionvar><setvar action='Add'>1</setvar></respcondition>"
    with within(5):
        [refused] = formats.read(f"<quiz><question {attributes}/></quiz>".encode(), "q.xml").errors
        formats.read(f"<quiz><question>& {'<![CDATA[' * MANY}".encode(), "q.xml")
        formats.read(f"<quiz><question><!ENTITY {'<![CDATA[' * MANY}".encode(), "q.xml")
        formats.read(blackboard(10).replace(b"</resprocessing>", conditions.encode() * 5000 + b"</resprocessing>"), "")
    assert "more than 500 attributes" in refused.message


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"Soap foams. {T}\n\n" * 5, "q.gift"),
        (b"<quiz>" + moodle("Which?")[6:-7] * 3 + b"</quiz>", "q.xml"),
        (blackboard(3).replace(b"</item>", b"</item>" + blackboard(3)[17:-18] * 4), "q.xml"),
        (b"question,a,b,correct\n" + b"What?,x,y,A\n" * 5, "q.csv"),
        (b"What?\nA. soap\nB. sand\nANSWER: A\n\n" * 5, "q.txt"),
        (b"1. What?\na) soap\nb) *sand\n\n" * 5, "q.docx.txt"),
    ],
)
def test_more_questions_than_anybody_looks_through_are_not_read_to_the_end(monkeypatch, data, name):
    monkeypatch.setattr(questions, "MOST_QUESTIONS", 3)
    reading = formats.read(data, name)
    assert (len(reading.questions), len(reading.errors)) == (3, 1)
    assert "more than 3 questions" in reading.errors[0].message


def test_a_file_in_which_nothing_is_found_says_so_and_a_text_without_end_is_refused():
    assert "no questions" in formats.read(b"// nothing here\n", "q.gift", "gift").errors[0].message
    assert "Give a part" in formats.read(b"word " * 1_100_000, "q.txt").errors[0].message
