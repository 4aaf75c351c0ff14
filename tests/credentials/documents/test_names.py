"""Names in any script: set, copied and read aloud as they were given, or refused with what is missing."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from shutil import copy

import pytest
from flask import Flask

from tests.credentials.documents.paper import Paper
from trainer.credentials.documents import fonts
from trainer.credentials.documents.facts import Facts
from trainer.credentials.documents.papers import certificate_pdf
from trainer.errors import Refused

FACTS = Facts(
    code="ABCDEFGHJKMNPQRS",
    holder_name="",
    title="Needling knowledge",
    scope="The holder passed a written quiz.",
    rests_on=("Module A, version 1, 1 March 2026",),
    valid_from=date(2026, 3, 1),
    valid_until=date(2028, 3, 1),
    clinic="Riverbend",
    time_zone="America/Denver",
    policy="Version 1",
    issued_at=datetime(2026, 3, 1, 19, tzinfo=UTC),
    renews=None,
    check_address="https://trainer.example.org/check/ABCDEFGHJKMNPQRS",
)


@pytest.fixture
def own_fonts() -> Path | None:
    return None


@pytest.fixture(autouse=True)
def settings_of_the_app(own_fonts):
    app = Flask(__name__)
    app.config["FONTS"] = own_fonts
    with app.app_context():
        yield


def paper(name: str, **changes) -> Paper:
    return Paper(certificate_pdf(replace(FACTS, holder_name=name, **changes), "a4"))


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Åström-Łukasiewicz",
        "Nguyễn Thị Minh Khai",
        "J\u0332\u0323ane Double-Mark",
        "Ольга Δημητρίου",
        "გიორგი Հայկ",
        "क्षितिज शर्मा",
        "क्\u200dष",
        "ณัฐพล ศรีสุข",
        "欧阳明",
        "渡邊さくら",
        "김민준",
        "𠮷野家",
        "ከበደ",
        "Ann #panic() $x$ *bold* _it_ \\ [@ref] <b>&amp;</b> // no",
        "Maria Esperanza Guadalupe Concepción de los Ángeles y Todos los Santos Hernández-Villanueva von "
        "und zu Hohenstein-Ratibor",
        "W" * 120,
    ],
)
def test_a_name_is_copied_as_it_was_given(name):
    read = paper(name)
    assert len(read.sheets) == 1
    assert name in read.text
    assert read.said("dc:title//rdf:li") == f"Needling knowledge: certificate of {name}"


@pytest.mark.parametrize(
    "name",
    ["محمد بن عبد الله", "سلام علاء", "می\u200cخواهم", "שָׁלוֹם כהן", "Dr. محمد Smith", "क्षितिज शर्मा"],
    ids=["Arabic", "ligatures", "zero-width non-joiner", "Hebrew with points", "both ways", "Devanagari"],
)
def test_a_name_drawn_in_another_order_is_read_aloud_as_it_was_given(name):
    """Programs guess its letters from the drawings, each its own way; the structure says them exactly."""
    read = paper(name)
    read.assert_accessible()
    assert [tag.says for tag in read.tags if tag.kind == "H2"] == [name]
    assert read.said("dc:title//rdf:li").endswith(name)
    assert set(name) <= set(read.text)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Ann 😀 Lee", "No font here has “😀” (U+1F600 GRINNING FACE), which the name “Ann 😀 Lee” contains."),
        ("សុខ", "No font here has “ស” (U+179F KHMER LETTER SA), “ុ” (U+17BB KHMER VOWEL SIGN U) and “ខ” (U+1781"),
        ("Ann\u202eeeL", "The name contains U+202E RIGHT-TO-LEFT OVERRIDE, which cannot be seen on paper."),
        ("Ann\u200bLee", "The name contains U+200B ZERO WIDTH SPACE, which cannot be seen on paper."),
        ("Ann\u200dLee", "The name contains U+200D ZERO WIDTH JOINER, which cannot be seen on paper."),
        ("葛\U000e0100城", "U+E0100 VARIATION SELECTOR-17"),
        ("Ann\ue000", "U+E000"),
        ("김\u0301민", "“김\u0301” (U+AE40 HANGUL SYLLABLE GIM, U+0301 COMBINING ACUTE ACCENT)"),
    ],
)
def test_what_cannot_be_set_is_refused_and_named(name, said):
    with pytest.raises(Refused, match="not left out and not replaced by boxes") as refusal:
        paper(name)
    assert said in str(refusal.value)


@pytest.mark.parametrize("name", ["ก\u0302x", "A\u0e31"])
def test_a_letter_with_a_mark_from_elsewhere_is_not_lost(name):
    """Set in the serif, which has the mark and not the letter, the letter would be gone; so that font is not taken."""
    assert {font.partition("+")[2].partition("-")[0] for font in paper(name).fonts()} == {"KurintoSans"}


@pytest.mark.parametrize("size", ["a4", "us-letter"])
def test_much_evidence_still_fits_on_one_sheet(size):
    rests_on = tuple(f"Needling a muscle over the chest, observed, {n} March 2026" for n in range(1, 19))
    read = Paper(certificate_pdf(replace(FACTS, holder_name="Ann Lee", rests_on=rests_on, renews="ABCD"), size))
    assert len(read.sheets) == 1
    assert all(one in read.text for one in rests_on)


def test_what_a_clinic_is_called_is_looked_at_too():
    with pytest.raises(Refused, match="U\\+1F600 GRINNING FACE"):
        paper("Ann Lee", clinic="Riverbend 😀")


def test_chinese_characters_are_drawn_as_the_letters_beside_them_say():
    assert {"Sans-Rg" in font for font in paper("Ann").fonts()} == {False}
    assert any("KurintoSansSC" in font for font in paper("渡邊").fonts())
    assert any("KurintoSansJP" in font for font in paper("渡邊さくら").fonts())
    assert any("KurintoSansKR" in font for font in paper("김明").fonts())


class TestTheOperatorsOwnFonts:
    """The setting FONTS: a folder whose fonts come before those that Trainer brings along."""

    @pytest.fixture
    def own_fonts(self, tmp_path) -> Path:
        copy(fonts.COLLECTION / "../../source-code/ttf/SourceCodePro-Regular.ttf", tmp_path)
        return tmp_path

    def test_they_come_first(self, own_fonts):
        assert fonts.faces(own_fonts).families[:3] == ["Libertinus Serif", "Source Code Pro", "Kurinto Sans"]

    def test_and_are_on_paper(self):
        assert any("SourceCodePro" in font for font in paper("█ Ann").fonts())
