"""CSV and XLSX: headings matched, keys never guessed, large workbooks read at once."""

import io
import time
import zipfile
from csv import reader
from dataclasses import replace

import openpyxl
import pytest

from tests.banks.formats.interop import comparable
from tests.banks.samples import SAMPLES, sample
from trainer.banks.formats import Answer, Question, read, write
from trainer.banks.formats.fitting import fitted, questions_of
from trainer.banks.formats.numbers import number_of
from trainer.banks.formats.tables import template
from trainer.banks.formats.tables.headings import headings
from trainer.banks.formats.tables.keys import Doubtful, shares
from trainer.cells import safe_cell

HELD = sorted(SAMPLES.keys() - {"cloze", "hotspot"})


def csv(text: str, encoding: str = "utf-8"):
    return read(text.encode(encoding), "questions.csv")


def book(*rows) -> bytes:
    made, file = openpyxl.Workbook(), io.BytesIO()
    for row in rows:
        made.active.append(row)
    made.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("cells", "options", "key", "stem"),
    [
        ("question,option_a,option_b,correct_answer", {0: 1, 1: 2}, 3, 0),
        ("Question - max 120 characters,Answer 1 - max 75,Answer 2,Time limit,Correct answer(s)", {0: 1, 1: 2}, 4, 0),
        ("No.,Item,Question Text,Choice1,Choice2,Key", {0: 3, 1: 4}, 5, 2),
        ("Stem,A,B,C,Answer", {0: 1, 1: 2, 2: 3}, 4, 0),
        ("QUESTION;1;2;Solution", {0: 1, 1: 2}, 3, 0),
        ("Question #,Question Text,Answer 1,Answer 2,Time Limit (sec),Correct Answer(s)", {0: 2, 1: 3}, 5, 1),
        ("questionname,questiontext,A,B,C,Answer 1,Answer 2,defaultmark", {0: 2, 1: 3, 2: 4}, 5, 1),
        ("Frage;Antwort A;Antwort B;Richtig", {0: 1, 1: 2}, 3, 0),
    ],
)
def test_headings_of_other_products(cells, options, key, stem):
    found = headings(cells.replace(";", ",").split(","))
    assert (found.options, found.columns["key"], found.columns["stem"]) == (options, key, stem)
    assert found.are_of_questions


@pytest.mark.parametrize(
    ("key", "texts", "right"),
    [
        ("B", ["soap", "sand"], {1: 1}),
        ("b)", ["soap", "sand"], {1: 1}),
        ("2", ["soap", "sand"], {1: 1}),
        ("Sand", ["soap", "sand."], {1: 1}),
        ("A, C", ["x", "y", "z"], {0: 0.5, 2: 0.5}),
        ("1;3", ["x", "y", "z"], {0: 0.5, 2: 0.5}),
        ("AC", ["x", "y", "z"], {0: 0.5, 2: 0.5}),
        ("A 75%; B 25%", ["x", "y", "z"], {0: 0.75, 1: 0.25}),
        ("red and white", ["red and white", "red", "white"], {0: 1}),
        ("3", ["1", "2", "3"], {2: 1}),
    ],
)
def test_keys(key, texts, right):
    assert shares(key, texts) == right


@pytest.mark.parametrize(
    ("key", "texts"), [("2", ["5", "1", "2"]), ("B", ["B", "A"]), ("E", ["x", "y"]), ("stone", ["x", "y"])]
)
def test_what_can_mean_two_things_is_no_key(key, texts):
    with pytest.raises(Doubtful):
        shares(key, texts)
    (question,) = csv(f"question,a,b,c,correct\nWhich?,{','.join([*texts, '', ''][:3])},{key}\n").questions
    assert not question.right
    assert any("no right answer" in warning for warning in question.warnings)


MANY = """\
sep=;
Question;Type;A;B;C;Correct;Explanation;Tags;Tolerance;Unit
Which is soap?;MC;soap;sand;;A;So it is;wash, recall;;
Which are clean?;multiple response;soap;sand;rub;A, C;;;;
It is quick.;T/F;;;;False;It is not.;;;
It is late.;;;;;true;;;;
How long?;numeric;;;;20;;;5;seconds
What foams?;short answer;;;;soap | suds;;;;
Match.;matching;dirty -> wash;clean -> rub;;;;;;
Put in order.;ordering;wet;soap;rinse;;;;;
Say more.;essay;;;;;;;;
Where?;hot spot;;;;;;;;
;MC;x;y;;A;;;;
Which foams?;MC;soap;sand;;;;;;
Which is *?;;*soap;sand;;;;;;
"It is; quoted ""so""
on two lines";MC;x;y;;B;;;;
A broken "quote";MC;x;y;;B;;;;
"Never closed;MC;x;y;;B;;;;
The last?;MC;x;y;;B;;;;
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "cp1252"])
def test_every_kind_in_a_table(encoding):
    reading = csv(MANY.replace("\n", "\r\n"), encoding)
    found = {one.stem: one for one in reading.questions}
    assert [(one.stem, one.type) for one in reading.questions] == [
        ("Which is soap?", "multichoice"),
        ("Which are clean?", "multichoice"),
        ("It is quick.", "truefalse"),
        ("It is late.", "truefalse"),
        ("How long?", "numerical"),
        ("What foams?", "shortanswer"),
        ("Match.", "matching"),
        ("Put in order.", "ordering"),
        ("Which foams?", "multichoice"),
        ("Which is *?", "multichoice"),
        ('It is; quoted "so"\non two lines', "multichoice"),
        ('A broken "quote"', "multichoice"),
        ("The last?", "multichoice"),
    ]
    assert [answer.fraction for answer in found["Which are clean?"].answers] == [0.5, 0, 0.5]
    assert [answer.fraction for answer in found["It is quick."].answers] == [0, 1]
    assert (found["How long?"].answers[0].tolerance, found["How long?"].unit) == (5, "seconds")
    assert [answer.text for answer in found["What foams?"].answers] == ["soap", "suds"]
    assert found["Match."].pairs == [("dirty", "wash"), ("clean", "rub")]
    assert found["Which is *?"].right[0].text == "soap"
    assert not found["Which foams?"].right
    assert [(one.line, one.type) for one in reading.skipped] == [(11, "essay"), (12, "hot spot")]
    assert [one.line for one in reading.errors] == [13, 19]


def test_a_table_of_something_else_is_not_taken_for_questions():
    reading = csv("name,age\nAda,36\n")
    assert not reading.questions
    assert "No headings" in reading.errors[0].message


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
@pytest.mark.parametrize("kind", HELD)
def test_what_is_written_reads_the_same(format_, kind):
    questions = questions_of([sample(kind)])
    again = read(write(questions, format_).data, format_=format_)
    assert not again.errors
    before, after = fitted(again.questions[0]), questions[0].own
    assert before is not None
    for name in ("stem", "steps", "answer", "value", "tolerance", "unit", "accepted", "choices"):
        assert before.get(name) == after.get(name), name
    assert [(one["text"], one.get("key")) for one in before.get("options", ())] == [
        (one["text"], one.get("key")) for one in after.get("options", ())
    ]
    assert [(one["text"], one["match"]) for one in before.get("prompts", ())] == [
        (one["text"], one["match"]) for one in after.get("prompts", ())
    ]


@pytest.mark.parametrize(
    ("head", "row", "right"),
    [
        ("Question,A,B,C,Correct Answer,Correct Answer,Explanation", "Which?,x,y,z,A,C,why", ["x", "z"]),
        ("Question,A,B,C,Correct Answer,Correct Answer,Explanation", "Which?,x,y,z,B,,why", ["y"]),
        ("questionname,questiontext,A,B,C,Answer 1,Answer 2", "Q,Which?,x,y,z,A,C", ["x", "z"]),
        ("Question,A,B,C,Correct Answer,Key", "Which?,x,y,z,A,C", []),
    ],
)
def test_columns_that_say_together_what_is_right(head, row, right):
    (question,) = csv(f"{head}\n{row}\n").questions
    assert [one.text for one in question.right] == right
    assert question.stem == "Which?"


def test_what_stands_behind_the_last_heading_is_named():
    first, second = csv("question;a;b;correct\nWhich?;x;y;A;B\nWhat?;x;y;A;;\n").questions
    assert ["behind the last heading" in one for one in first.warnings] == [True]
    assert not second.warnings


def test_a_question_over_several_rows_is_named():
    assert "several rows" in csv("NewQuestion,MC,,\nID,X-1,,\nQuestionText,Which?,,\nOption,100,a,\n").errors[0].message


FORMULAS = ["=1+1", "@sum", "+cmd|x", "-a", "＝1+1", "'=1", "''=1", "'mid'", "-5", "+5", "-5,5"]


@pytest.mark.parametrize("format_", ["csv", "xlsx"])
def test_a_text_is_never_a_formula_and_comes_back_as_it_was(format_):
    chunks = [FORMULAS[at : at + 4] for at in range(0, len(FORMULAS), 4)]
    asked = [
        Question("multichoice", f"{texts[0]}?", f"{texts[0]}!", [Answer(one, 0.0, f"{one} why") for one in texts])
        for texts in chunks
    ]
    for one in asked:
        one.answers[0].fraction = 1.0
    data = write(asked, format_).data
    assert comparable(read(data, format_=format_).questions) == comparable(
        replace(one, title=one.stem) for one in asked
    )
    for row in reader(io.StringIO(data.decode("utf-8-sig"))) if format_ == "csv" else ():
        assert not [cell for cell in row if safe_cell(cell) != cell and number_of(cell) is None]


def test_the_template_reads_without_a_word_of_complaint():
    reading = read(template())
    assert (len(reading.questions), reading.skipped, reading.errors) == (7, [], [])
    assert not [warning for question in reading.questions for warning in question.warnings]


def test_cells_that_are_numbers_or_dates():
    reading = read(book(["About foam"], [], ["Question", "A", "B", "Correct"], ["How many?", 3, 4.5, 2]))
    assert [answer.text for answer in reading.questions[0].answers] == ["3", "4.5"]
    assert reading.questions[0].line == 4
    when = openpyxl.utils.datetime.from_excel(45000)
    (question,) = read(book(["Question", "A", "B", "Correct"], ["When?", when, "never", "B"])).questions
    assert any("date" in warning for warning in question.warnings)


def test_2500_questions_in_a_workbook_are_read_at_once():
    answers = [Answer("one"), Answer("two", 1.0, "so"), Answer("three"), Answer("four")]
    data = write([Question("multichoice", f"Number {number}?", answers=answers) for number in range(2500)], "xlsx").data
    start = time.process_time()
    assert len(read(data).questions) == 2500
    assert time.process_time() - start < 5


@pytest.mark.parametrize("what", ["bomb", "entities", "broken", "text"])
def test_workbooks_made_to_do_harm(what):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * 2_000_000 if what == "bomb" else "<workbook")
        if what == "entities":
            archive.writestr("xl/sharedStrings.xml", '<!DOCTYPE x [<!ENTITY a "b">]><sst>&a;</sst>')
    data = b"PK no zip" if what == "text" else file.getvalue()
    reading = read(data, "hostile.xlsx")
    assert not reading.questions
    words = {"bomb": "unpacks", "entities": "entities", "broken": "damaged", "text": "not a zip"}[what]
    assert words in reading.errors[0].message


def test_answers_that_differ_in_capitals_only_are_told_apart_or_not_at_all():
    assert shares("CO", ["Co", "CO"]) == {1: 1.0}
    with pytest.raises(Doubtful, match="More than one answer says"):
        shares("co", ["Co", "CO"])


def test_answers_counted_from_0_are_refused_and_a_comment_on_wrong_ones_is_no_answer():
    (problem,) = csv("question,option 0,option 1,correct\nWhich?,foot,lung,A").errors
    assert "counted from 0" in problem.message
    (question,) = csv("question,option a,option b,correct,incorrect\nWhich?,foot,lung,B,Read again").questions
    assert [(one.text, one.fraction) for one in question.answers] == [("foot", 0.0), ("lung", 1.0)]


def test_a_number_that_is_a_thousand_to_some_and_one_to_others_is_no_number():
    reading = csv('question,type,answer\nHow many?,num,"1,000"\nHow much?,num,"0,125"')
    assert [one.line for one in reading.errors] == [2]
    assert [one.answers[0].text for one in reading.questions] == ["0,125"]
