"""Pasted text: the ways people write questions, and no key that they did not write."""

import io
import zipfile

import pytest

from trainer.banks.formats import read


def pasted(text: str):
    return read(text.encode(), format_="paste")


def found(text: str) -> list[tuple]:
    rows = []
    for one in pasted(text).questions:
        rows.append(
            (one.type, one.stem, [answer.text for answer in one.answers], [answer.text for answer in one.right])
        )
    return rows


NUMBERED = """\
Quiz on hands

1. What makes foam?
a) soap
b) sand,
the yellow one
c) oil
Answer: A
Explanation: It does.

2) Which are clean?
A. soap
*B. alcohol
C. sand
*D. rub

Question 3: Rubbing is quick. (T/F)
Answer: True

4. What is hand rub made of?
Answer: alcohol

5. Say more about it.

6. Which is it?   (a) this   (b) that   (c) neither
Correct answer: (b) that
"""


def test_numbered_questions():
    rows = found(NUMBERED)
    assert rows[:4] == [
        ("multichoice", "What makes foam?", ["soap", "sand, the yellow one", "oil"], ["soap"]),
        ("multichoice", "Which are clean?", ["soap", "alcohol", "sand", "rub"], ["alcohol", "rub"]),
        ("truefalse", "Rubbing is quick.", ["true", "false"], ["true"]),
        ("shortanswer", "What is hand rub made of?", ["alcohol"], ["alcohol"]),
    ]
    reading = pasted(NUMBERED)
    assert reading.questions[0].general_feedback == "It does."
    assert [(one.line, one.type) for one in reading.skipped] == [(1, "description"), (23, "essay")]


def test_a_key_at_the_end():
    rows = found("1. First?\na. x\nb. y\n\n2. Second?\na. x\nb. y\n\n3. It is so.\n\nAnswer key\n1. B   2. A\n3) True")
    assert [right for _, _, _, right in rows] == [["y"], ["x"], ["true"]]


def test_without_numbers_an_empty_line_ends_a_question():
    rows = found("What foams?\nA) soap\nB) sand\n\nWhat rubs?\nA) sand\nB) hands (correct)\n\nLast?\n- one ✓\n- two\n")
    assert [(stem, right) for _, stem, _, right in rows] == [
        ("What foams?", []),
        ("What rubs?", ["hands"]),
        ("Last?", ["one"]),
    ]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1. Which?\na) x\nb) y\n", "no right answer"),
        ("1. Which?\na) x\n*b) y\nAnswer: A\n", "another answer is marked"),
        ("1. Which?\na) x\nb) y\nAnswer: A\n\nAnswers\n1. B\n", "the key at the end"),
        ("1. Which?\na) b\nb) a\nAnswer: a\n", "two different answers"),
        ("1. Which?\na) x\nb) y\nAnswer: C\n", "none of the answers"),
        ("<p>1. Which?</p><p>a) x</p><p><b>b) y</b></p>", "bold answer"),
    ],
)
def test_no_key_is_guessed(text, words):
    (question,) = pasted(text).questions
    assert any(words in warning for warning in question.warnings)
    assert bool(question.right) == ("bold" in words)


PAGE = """<html><head><style>p {color: red}</style></head><body><!--[if gte mso 9]><xml/><![endif]-->
<ol><li>What makes <b>foam</b>?<ol><li><b>soap</b></li><li>sand</li><li>oil</li></ol></li>
<li>What rubs?<ol><li>sand</li><li><u>hands</u></li></ol></li></ol><script>steal()</script></body></html>"""


def test_lists_of_a_word_processor():
    assert found(PAGE) == [
        ("multichoice", "What makes foam?", ["soap", "sand", "oil"], ["soap"]),
        ("multichoice", "What rubs?", ["sand", "hands"], ["hands"]),
    ]


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


def word_document(*paragraphs: str, front: str = "") -> bytes:
    """Those that begin with an underscore are in bold."""
    rows = []
    for text in paragraphs:
        bold = "<w:rPr><w:b/></w:rPr>" if text.startswith("_") else ""
        rows.append(f"<w:p><w:r>{bold}<w:t>{text.lstrip('_')}</w:t></w:r></w:p>")
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="a" Type="{DOCUMENT}" Target="word/document.xml"/>'
            "</Relationships>",
        )
        body = f'<w:document xmlns:w="{WORD}"><w:body>{"".join(rows)}</w:body></w:document>'
        archive.writestr("word/document.xml", front + body)
    return file.getvalue()


def test_a_word_document():
    reading = read(word_document("1. What foams?", "a) sand", "_b) soap", "2. And?", "a) x", "b) y", "Answer: a"))
    assert (reading.format, reading.errors) == ("paste", [])
    assert [one.right[0].text for one in reading.questions] == ["soap", "x"]
    assert "entities" in read(word_document("1. x", front="<!DOCTYPE a [<!ENTITY b 'c'>]>")).errors[0].message
    assert "damaged" in read(b"PK\x03\x04 word/document.xml").errors[0].message


RAISED = "</w:t></w:r><w:r><w:rPr><w:vertAlign w:val='superscript'/></w:rPr><w:t>"
AS_BEFORE = "</w:t></w:r><w:r><w:t>"
STRUCK = "</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>"
FORMULA = "</w:t></w:r><m:oMath xmlns:m='urn:m'><m:r><m:t>x+1</m:t></m:r></m:oMath><w:r><w:t>"


def test_what_a_word_document_has_and_a_text_has_not_is_named():
    first, second = read(
        word_document(
            f"1. Is {FORMULA} 10{RAISED}5{AS_BEFORE}?", "*a) yes", f"b) {STRUCK}no", "2. So?", "*a) x", "b) y"
        )
    ).questions
    assert first.stem == "Is [formula] 10^5?"
    assert [one.text for one in first.answers] == ["yes", "~~no~~"]
    assert [word for word in ("formula", "struck out") if any(word in one for one in first.warnings)] == [
        "formula",
        "struck out",
    ]
    assert second.warnings == []
    pages = "<p>1. Which is it?<img src='x.png'></p><p>*A. this</p><p>B. that</p>"
    (seen,) = read(f"<html>{pages}</html>".encode(), format_="paste").questions
    assert (seen.stem, seen.right[0].text) == ("Which is it? [picture]", "this")
    assert "not taken along" in seen.warnings[0]


def test_headings_stand_over_questions_and_cells_beside_their_letter():
    table = "".join(
        f"<tr><td><p>{a}</p></td><td><p>{b}</p></td></tr>" for a, b in (("2.", "Dry?"), ("A.", "<b>Air</b>"))
    )
    page = (
        "<html><h1>Hands</h1><p>1. How long?</p><p>A. 5 s</p><p>B. <b>30 s</b></p><h2>Skin</h2>"
        f"<table>{table}<tr><td>B.</td><td>Rain</td></tr></table>"
        "<h3>3. And a heading that asks</h3><p>*A. x</p><p>B. y</p></html>"
    )
    reading = read(page.encode(), format_="paste")
    assert [(one.stem, one.category, [answer.text for answer in one.answers]) for one in reading.questions] == [
        ("How long?", "", ["5 s", "30 s"]),
        ("Dry?", "Skin", ["Air", "Rain"]),
        ("And a heading that asks", "Skin", ["x", "y"]),
    ]
    assert [one.right[0].text for one in reading.questions] == ["30 s", "Air", "x"]
    assert "“Hands” is no question" in reading.skipped[0].reason


def test_a_table_with_headings_is_read_row_by_row():
    rows = (
        ("Question", "A", "B", "Correct"),
        ("Dry?", "Air", "Rain", "A"),
        ("Wet?", "Air", "10<sup>5</sup> drops", "C"),
    )
    table = "".join(f"<tr>{''.join(f'<td><p>{cell}</p></td>' for cell in row)}</tr>" for row in rows)
    reading = read(f"<p>1. How long?</p><p>*A. 5 s</p><p>B. 30 s</p><table>{table}</table>".encode(), format_="paste")
    assert [(one.stem, [answer.text for answer in one.right]) for one in reading.questions] == [
        ("How long?", ["5 s"]),
        ("Dry?", ["Air"]),
        ("Wet?", []),
    ]
    assert reading.questions[2].answers[1].text == "10^5 drops"
    assert reading.questions[2].warnings
    assert reading.skipped == []


def test_it_is_found_out_that_it_is_pasted_text():
    reading = read(NUMBERED.encode("utf-16"))
    assert (reading.format, len(reading.questions)) == ("paste", 5)


TWO = "1. Where is it?\nA. A foot\nB. A lung\nC. A hand\n\n"


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("Answers\n1. A, C", ["A foot", "A hand"]),
        ("Answers\n1. A and C", ["A foot", "A hand"]),
        ("Answers\n1. A lung", ["A lung"]),
        ("Answers\n1. B (see page 5)", ["A lung"]),
        ("Answers\n1. B because A is wrong", []),
        ("Answers\n1. B\n1. C", []),
    ],
)
def test_a_key_at_the_end_is_read_whole(key, right):
    assert found(TWO + key) == [("multichoice", "Where is it?", ["A foot", "A lung", "A hand"], right)]


def test_where_numbers_begin_anew_a_key_at_the_end_decides_nothing():
    reading = pasted(TWO + TWO.replace("Where is it", "And the other") + "Answers\n1. A")
    assert [one.right for one in reading.questions] == [[], []]
    assert all("two things for number 1" in one.warnings[0] for one in reading.questions)


def test_answers_over_the_answers_of_one_question_is_no_key_of_all():
    text = (
        "1. Where?\nAnswers:\nA. foot\nB. lung\nAnswer: B\n\n2. A patient coughs. What now?\nA. wait\nB. look\nKey: B"
    )
    assert [(one[1], one[3]) for one in found(text)] == [
        ("Where?", ["lung"]),
        ("A patient coughs. What now?", ["look"]),
    ]


def test_a_sign_before_every_answer_marks_none_and_one_below_letters_is_a_note():
    assert found("What is it?\n* foot\n* lung\n")[0][2:] == (["foot", "lung"], [])
    assert found("1. What is it?\nA. foot\n*B. lung\n* see page 2\n")[0][3] == ["lung * see page 2"]


def test_boxes_that_are_ticked():
    text = """1. Which foam?\n- [x] soap\n- [ ] sand\n- [X] shampoo\n\n2. Which is wet?\n[ ] sand\n[*] water\n
3. And?\n[x] a. yes\n[ ] b. no\n"""
    found = read(text.encode(), format_="paste").questions
    assert [[one.text for one in question.right] for question in found] == [["soap", "shampoo"], ["water"], ["yes"]]
    assert [len(question.answers) for question in found] == [3, 2, 2]
