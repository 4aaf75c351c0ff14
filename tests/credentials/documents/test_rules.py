"""Which characters can be put on paper, and how that is said."""

import pytest

from trainer.credentials.documents import rules

FONTS = ["Serif", "Sans", "Sans SC", "Sans JP", "Sans KR"]


def everything(_character: str) -> bool:
    return True


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ann Lee", []),
        ("Ann\tLee", ["U+0009"]),
        ("\u200fAnn\u200f", ["U+200F RIGHT-TO-LEFT MARK"]),  # each is named once
        ("می\u200cخواهم", []),  # between letters that connect it chooses their shape
        ("\u0915\u094d\u200d\u0937", []),  # after a virama too
        ("A\u200cB", ["U+200C ZERO WIDTH NON-JOINER"]),
        ("می\u200c", ["U+200C ZERO WIDTH NON-JOINER"]),
        ("\u200cمی", ["U+200C ZERO WIDTH NON-JOINER"]),
        ("Ann\u2066Lee\u2069", ["U+2066 LEFT-TO-RIGHT ISOLATE", "U+2069 POP DIRECTIONAL ISOLATE"]),
        ("Ann\ufeff", ["U+FEFF ZERO WIDTH NO-BREAK SPACE"]),
        ("co\u00adop", ["U+00AD SOFT HYPHEN"]),
        ("\U000f0000", ["U+F0000"]),
    ],
)
def test_what_leaves_no_mark_is_named(text, named):
    assert [str(problem) for problem in rules.problems(text, everything)] == named


def test_what_no_font_has_is_shown_and_named():
    [problem] = rules.problems("Ann ☃ Lee ☃", lambda character: character != "☃")
    assert str(problem) == "“☃” (U+2603 SNOWMAN)"


def test_both_sorts_are_said():
    found = rules.problems("☃\u200b☂", lambda _: False)
    assert rules.sentence("the name", found) == (
        "No font here has “☃” (U+2603 SNOWMAN) and “☂” (U+2602 UMBRELLA), which the name contains."
        " The name contains U+200B ZERO WIDTH SPACE, which cannot be seen on paper."
    )


DRAWN = {"Serif": "Aa\u0301", "Sans": "Aaก\u0301", "Han": "明"}


@pytest.mark.parametrize(
    ("text", "fonts", "lost"),
    [
        ("Aa", ["Serif", "Sans", "Han"], []),
        ("a\u0301明", ["Serif", "Sans", "Han"], []),
        ("ก\u0301", ["Sans", "Han"], []),  # the serif has the mark alone: it would draw that, and lose the letter
        ("ก\u0301 a", ["Sans", "Han"], [" "]),  # what is then missing is found as well
        ("明\u0301", [], ["明\u0301"]),  # each font has a part of it, none the whole
        ("\u0301", ["Serif", "Sans", "Han"], []),
    ],
)
def test_a_letter_and_its_marks_are_drawn_by_one_font_or_not_at_all(text, fonts, lost):
    kept, problems = rules.able(text, DRAWN, lambda font, character: character in DRAWN[font])
    assert kept == fonts
    assert [problem.characters for problem in problems] == lost


@pytest.mark.parametrize(
    ("text", "first"),
    [("Ann", "Sans"), ("明", "Sans"), ("さくら", "Sans JP"), ("サ明", "Sans JP"), ("김", "Sans KR"), ("ㄅ", "Sans")],
)
def test_the_serif_stays_first_and_the_readers_own_drawing_comes_next(text, first):
    assert rules.by_reader(text, FONTS)[:2] == ["Serif", first]
    assert sorted(rules.by_reader(text, FONTS)) == sorted(FONTS)


@pytest.mark.parametrize(
    ("text", "begins_right", "in_order"),
    [
        ("Ann", False, True),
        ("محمد", True, False),
        ("1. כהן", True, False),
        ("Dr. محمد", False, False),
        ("ณัฐ", False, False),
        ("欧阳", False, True),
        ("123", False, True),
    ],
)
def test_the_side_where_it_begins_and_whether_drawings_follow_the_letters(text, begins_right, in_order):
    assert rules.right_to_left(text) is begins_right
    assert rules.is_drawn_in_order(text) is in_order
