"""Zips: in the order of the manifest, and hostile ones."""

import io
import zipfile

import pytest

from tests.banks.samples import sample
from trainer.banks.formats import read, write
from trainer.banks.formats.fitting import questions_of

ITEM = """<item ident="{0}" title="t"><presentation><material><mattext>{0}?</mattext></material>
<response_lid ident="r"><render_choice>
<response_label ident="a"><material><mattext>one</mattext></material></response_label>
<response_label ident="b"><material><mattext>two</mattext></material></response_label>
</render_choice></response_lid></presentation><resprocessing><respcondition><conditionvar>
<varequal respident="r">b</varequal></conditionvar><setvar action="Set">100</setvar></respcondition></resprocessing>
</item>"""


def quiz(*names: str) -> str:
    return f"<questestinterop>{''.join(map(ITEM.format, names))}</questestinterop>"


def zipped(**parts: str | bytes) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_blackboard_calls_its_files_otherwise_and_lists_them():
    manifest = """<manifest xmlns:bb="http://x"><resources><resource identifier="1" bb:file="res2.dat"/>
    <resource identifier="2" bb:file="res1.dat"/></resources></manifest>"""
    quizzes = {"imsmanifest.xml": manifest, "res1.dat": quiz("later"), "res2.dat": quiz("first"), "x.png": "x"}
    reading = read(zipped(**quizzes))
    assert reading.format == "qti12"
    assert [one.id for one in reading.questions] == ["first", "later"]
    assert all(one.right[0].text == "two" for one in reading.questions)


def test_a_file_that_the_manifest_lists_and_the_zip_lacks_is_named():
    listed = "".join(
        f'<resource identifier="{n}" type="imsqti_xmlv1p2" href="{href}"/>'
        for n, href in enumerate(("./my%20quiz.xml", "Gone.xml", "page.html"))
    )
    manifest = f"<manifest><resources>{listed}</resources></manifest>"
    reading = read(zipped(**{"imsmanifest.xml": manifest, "my quiz.xml": quiz("a")}))
    assert [one.id for one in reading.questions] == ["a"]
    assert [one.message for one in reading.errors] == [
        "Gone.xml: the manifest of the zip lists this file, and it is not there."
    ]


def test_canvas_packs_each_quiz_twice_and_it_is_read_once():
    packed = zipped(**{"g1/assessment_qti.xml": quiz("a"), "non_cc_assessments/g1.xml.qti": quiz("a", "b")})
    assert [one.id for one in read(packed).questions] == ["a", "b"]


def test_one_broken_file_costs_no_other():
    reading = read(zipped(**{"a.xml": quiz("a"), "b.xml": "<questestinterop><item></item", "c.xml": quiz("c")}))
    assert [one.id for one in reading.questions] == ["a", "c"]
    assert [one.message.split(":")[0] for one in reading.errors] == ["b.xml"]


@pytest.mark.parametrize("format_", ["qti12", "qti21", "qti30"])
def test_a_whole_bank_comes_back(format_):
    kinds = ["single best answer", "true or false", "matching", "numeric", "short text"]
    questions = questions_of(sample(kind) for kind in kinds)
    written = write([*questions, *questions_of([sample("hotspot")])], format_)
    assert [one.type for one in written.left_out] == ["hotspot"]
    reading = read(written.data)
    assert (reading.format, reading.errors, reading.skipped) == (format_, [], [])
    assert sorted(one.id for one in reading.questions) == sorted(one.id for one in questions)


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"a.xml": b" " * 2_000_000}, "unpacks"),
        ({"a.xml": "<!DOCTYPE q [<!ENTITY a 'b'>]><questestinterop>&a;</questestinterop>"}, "entities"),
        ({"../../a.xml": quiz("a")}, "no questions"),
        ({"readme.txt": "Nothing."}, "no questions"),
    ],
)
def test_zips_made_to_do_harm(parts, words):
    reading = read(zipped(**parts))
    assert not reading.questions
    assert any(words in one.message for one in reading.errors)


def test_a_name_that_leads_out_is_named():
    reading = read(zipped(**{"/etc/x.xml": quiz("a"), "b.xml": quiz("b")}))
    assert [one.id for one in reading.questions] == ["b"]
    assert "leads out" in reading.errors[0].message


def test_what_is_cut_off_is_no_zip():
    assert "damaged" in read(zipped(**{"a.xml": quiz("a")})[:60]).errors[0].message


def test_what_canvas_says_about_a_quiz_is_no_file_of_questions():
    meta = '<quiz xmlns="http://canvas.instructure.com/xsd/cccv1p0" identifier="g"><title>One</title></quiz>'
    reading = read(zipped(**{"g/assessment_meta.xml": meta, "g/g.xml": quiz("a")}))
    assert (reading.format, [one.id for one in reading.questions]) == ("qti12", ["a"])
