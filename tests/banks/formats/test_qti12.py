"""QTI 1.2: what is right is found by carrying out the scoring of each item."""

import pytest

from tests.banks.formats.interop import comparable, data, expected, needs_files
from tests.banks.samples import sample
from trainer.banks.formats import qti1, read
from trainer.banks.formats.fitting import fitted, questions_of

FILES = expected("qti12/EXPECTED-qti12.json")
LEFT_OUT = {"essay_question", "text_only_question"}


@needs_files
@pytest.mark.parametrize("name", FILES or [None])
def test_every_right_answer_is_right(name):
    reading = qti1.read(data(name))
    theirs = FILES[name]["expect"]
    assert not reading.errors
    left_out = [one for one in theirs if one["type"] in LEFT_OUT or not one["right"]]
    assert len(reading.skipped) == len(left_out)
    for ours, their in zip(reading.questions, [one for one in theirs if one not in left_out], strict=True):
        assert (ours.id, ours.title) == (their["ident"], their["title"])
        assert right_of(ours, data(name).decode("latin-1")) == sorted(ident for _, ident in their["right"])
        assert bool(their["points"] in {None, "1.0"}) == (
            not any("marks there" in warning for warning in ours.warnings)
        )


def right_of(question, text: str) -> list[str]:
    """The idents of what is right; of numbers, the numbers."""
    rows = [answer for gap in question.gaps for answer in gap.answers] or question.answers
    if question.type == "matching":  # an ident is what stands nearest before the words
        places = [text.index(match) for prompt, match in question.pairs if prompt]
        return sorted(text[:place].rpartition('ident="')[2].partition('"')[0] for place in places)
    return sorted(answer.ident or answer.text for answer in rows if answer.fraction > 0)


@needs_files
def test_a_file_that_is_not_well_formed_is_named_with_its_line():
    reading = qti1.read(data("qti12/fib.xml"))
    assert not reading.questions
    assert [one.line for one in reading.errors] == [45]


@pytest.mark.parametrize(
    "kind",
    [
        "single best answer",
        "multiple response",
        "true or false",
        "matching",
        "extended matching",
        "numeric",
        "short text",
    ],
)
def test_what_is_written_reads_the_same(kind):
    changes = {"scoring": "all or nothing"} if kind == "multiple response" else {}
    (before,) = questions_of([sample(kind, **changes)])
    written = qti1.write([before])
    (after,) = qti1.read(written.data).questions
    was, is_ = fitted(before), fitted(after)
    for name in (
        "kind",
        "stem",
        "options",
        "prompts",
        "choices",
        "answer",
        "value",
        "tolerance",
        "accepted",
        "scoring",
    ):
        if name in {"options", "prompts"}:
            rows = [[{**row, "why": ""} for row in fields.get(name, ())] for fields in (was, is_)]
            assert rows[0] == rows[1]
        else:
            assert is_.get(name) == was.get(name), name


def test_gaps_are_written_and_read():
    (before,) = questions_of([sample("cloze")])
    assert comparable(qti1.read(qti1.write([before]).data).questions)[0]["pairs"] == [
        ["time", "20"],
        ["what", "alcohol"],
        ["what", "alcohol rub"],
    ]


ITEM = """<item ident="x" title="t"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>{label}</fieldlabel>
<fieldentry>{type}</fieldentry></qtimetadatafield></qtimetadata></itemmetadata>
<presentation><material><mattext>Which?</mattext></material>
<response_lid ident="r" rcardinality="{many}"><render_choice>
<response_label ident="a"><material><mattext>one</mattext></material></response_label>
<response_label ident="b"><material><mattext>two</mattext></material></response_label>
<response_label ident="c"><material><mattext>three</mattext></material></response_label>
</render_choice></response_lid></presentation>
<resprocessing><outcomes><decvar varname="SCORE" maxvalue="10"/></outcomes>{scoring}</resprocessing></item>"""
IS = "<varequal respident='r'>{0}</varequal>".format


def when(test: str, marks: str, action: str = "Set") -> str:
    change = f"<setvar action='{action}'>{marks}</setvar>"
    return f"<respcondition><conditionvar>{test}</conditionvar>{change}</respcondition>"


BLACKBOARD = when(f"<and>{IS('b')}</and>", "SCORE.max") + when("<other/>", "0")
EITHER = when(f"<or>{IS('a')}{IS('c')}</or>", "10")
NOT_IT = when(f"<not>{IS('a')}</not>", "10")
LESS = when(IS("a"), "5", "Add") + when(IS("b"), "5", "Add") + when(IS("c"), "5", "Subtract")


@pytest.mark.parametrize(
    ("many", "scoring", "fractions"),
    [
        ("Single", BLACKBOARD, [0, 1, 0]),
        ("Single", EITHER, [1, 0, 1]),
        ("Single", NOT_IT, [0, 1, 1]),
        ("Multiple", LESS, [0.5, 0.5, -0.5]),
        ("Single", when(IS("a"), "100") + when(IS("b"), "-25") + when(IS("c"), "-400"), [1, -0.25, -1]),
        ("Single", "", [0, 0, 0]),
    ],
)
def test_scoring_is_carried_out(many, scoring, fractions):
    text = f"<questestinterop>{ITEM.format(label='x', type='y', many=many, scoring=scoring)}</questestinterop>"
    reading = read(text.encode())
    assert [answer.fraction for answer in reading.questions[0].answers] == fractions
    if not any(fractions):
        assert any("no right answer" in warning for warning in reading.questions[0].warnings)


def test_what_is_not_known_is_named():
    pattern = "<respcondition><conditionvar><varsubset respident='r'>a</varsubset></conditionvar></respcondition>"
    items = [
        ITEM.format(label="cc_profile", type="cc.pattern_match.v0p1", many="Single", scoring=""),
        ITEM.format(label="x", type="y", many="Single", scoring=pattern),
        ITEM.format(label="question_type", type="calculated_question", many="Single", scoring=""),
    ]
    reading = read(f"<questestinterop>{''.join(items)}</questestinterop>".encode())
    assert [one.type for one in reading.skipped] == ["cc.pattern_match.v0p1", "pattern match", "calculated_question"]
