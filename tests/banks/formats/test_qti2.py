"""QTI 2.1 to 3.0: right answers as declared, and never another score than the file's own."""

import json
import zipfile
from io import BytesIO

import pytest

from tests.banks.formats.interop import INTEROP, comparable, data, expected, needs_files
from tests.banks.samples import sample
from trainer.banks.formats import qti2, read, write
from trainer.banks.formats.fitting import questions_of

ITEMS = expected("qti21/EXPECTED-qti21.json")
PACKAGES = ["no-max-score-all-items", "no-response-processing"]
SCORED = sorted(folder.name for folder in INTEROP.glob("qti22-scored/*"))
ESSAY = {"extendedtextinteraction"}


def check(made: qti2.Imported, their: dict):
    names = {one["type"] for one in their["interactions"]}
    assert made.reading.format == f"qti{their['version'].replace('.', '')}"
    if made.question is None:
        assert [one.type for one in made.reading.skipped] == [
            "description" if not names else "essay" if names == ESSAY else "selectpoint"
        ]
        return
    question = made.question
    assert (question.id, question.title) == (their["id"], their["title"])
    for name, response in their["responses"].items():
        assert right_of(made, name) == response["correct"] or not question.gaps
        assert sorted(right_of(made, name)) == sorted(response["correct"])


def right_of(made: qti2.Imported, name: str) -> list[str]:
    """The identifiers of what the question has as right."""
    question = made.question
    if question.type == "matching":
        return [f"{front} {back}" for front, back in question.idents if front]
    own = [gap for gap in question.gaps if gap.id == name]
    if question.gaps and not own:
        return [f"{one.ident} {gap.id}" for gap in question.gaps for one in gap.answers if one.fraction >= 1]
    answers = own[0].answers if own else question.answers
    best = max(one.fraction for one in answers)
    return [one.ident for one in answers if one.fraction == best]


@needs_files
@pytest.mark.parametrize("name", ITEMS or [None])
def test_every_right_answer_is_right(name):
    made = qti2.imported(data(name))
    check(made, ITEMS[name]["expect"])


@needs_files
@pytest.mark.parametrize("name", PACKAGES)
def test_a_package_is_read_whole(name):
    wanted = expected(f"qti30-packages/EXPECTED-{name}.json")
    packed = data(f"qti30-packages/{name}.zip")
    archive = zipfile.ZipFile(BytesIO(packed))
    for file, their in wanted.items():
        check(qti2.imported(archive.read(file.rpartition("/")[2])), their["expect"])
    reading = read(packed)
    assert not reading.errors
    assert len(reading.questions) + len(reading.skipped) == len(wanted)
    if name == "no-response-processing":
        assert any("not what it earns" in warning for warning in reading.questions[0].warnings)


@needs_files
@pytest.mark.parametrize("name", SCORED or [None])
def test_a_score_equals_that_of_the_file_or_there_is_none(name):
    made = qti2.imported(data(f"qti22-scored/{name}/item.xml"))
    cases = json.loads(data(f"qti22-scored/{name}/cases.json"))["cases"]
    scored = 0
    for case in cases:
        expect = case["expect"]
        wanted = expect.get("outcomes", {}).get("SCORE", expect.get("score"))
        try:
            score = qti2.marked(made, case["responses"])
        except qti2.Unsupported:
            continue
        assert wanted is None or score == pytest.approx(wanted), case["name"]
        scored += wanted is not None
    assert scored == {
        "choice_match_correct": 2,
        "mapping_bounds_upperLower": 1,
        "qti22_advanced_q12_inline_choice": 6,
        "qti22_advanced_q13_match": 5,
        "qti22_basic_i9b_match_correct": 4,
    }.get(name, 0)


def item(body: str, rules: str, declared: str = "") -> bytes:
    return f"""<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p2" identifier="x" title="X">{declared}
    <outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"/><itemBody>{body}</itemBody>
    {rules}</assessmentItem>""".encode()


CHOICES = "".join(f'<simpleChoice identifier="{name}">{name}</simpleChoice>' for name in "ABCD")
SEVERAL = f'<choiceInteraction responseIdentifier="R" maxChoices="0"><prompt>?</prompt>{CHOICES}</choiceInteraction>'
TYPED = '<p>Say <textEntryInteraction responseIdentifier="R"/></p>'


def rule(name: str) -> str:
    return f'<responseProcessing template="http://x/rptemplates/{name}"/>'


def response(right: str, cardinality="multiple", base="identifier", mapping="") -> str:
    values = "".join(f"<value>{one}</value>" for one in right.split())
    return (
        f'<responseDeclaration identifier="R" cardinality="{cardinality}" baseType="{base}"><correctResponse>{values}'
        f"</correctResponse>{mapping}</responseDeclaration>"
    )


def mapped(default: str, lower: str, **entries: str) -> str:
    rows = "".join(f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in entries.items())
    return f'<mapping defaultValue="{default}" lowerBound="{lower}">{rows}</mapping>'


@pytest.mark.parametrize(
    ("declared", "rules", "scoring"),
    [
        (response("A B"), rule("match_correct"), "all or nothing"),
        (response("A B", mapping=mapped("-1", "0", A="1", B="1")), rule("map_response"), "partial"),
        (response("A B", mapping=mapped("0", "0", A="1", B="1")), rule("map_response"), None),
        (response("A B", mapping=mapped("-1", "0", A="3", B="1")), rule("map_response"), None),
        (response("A B"), rule("made_up"), None),
    ],
)
def test_several_choices_are_scored_alike_or_it_is_said(declared, rules, scoring):
    made = qti2.imported(item(SEVERAL, rules, declared))
    assert [one.ident for one in made.question.right] == ["A", "B"]
    if scoring is None:
        assert made.differs
        assert any("otherwise" in warning for warning in made.question.warnings)
        with pytest.raises(qti2.Unsupported):
            qti2.marked(made, {"R": ["A"]})
    else:
        assert made.question.is_all_or_nothing == (scoring == "all or nothing")
        assert qti2.marked(made, {"R": ["B", "A"]}) == made.most
        assert not made.question.warnings


EQUAL = """<responseProcessing><responseCondition><responseIf><equal toleranceMode="{mode}" tolerance="{tolerance}">
<correct identifier="R"/><variable identifier="R"/></equal><setOutcomeValue identifier="SCORE">
<baseValue baseType="float">2</baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"""


@pytest.mark.parametrize(("mode", "tolerance", "margin"), [("absolute", "0.5 0.5", 0.5), ("relative", "10 10", 1.0)])
def test_numbers_with_a_tolerance(mode, tolerance, margin):
    declared = response("10", "single", "float")
    made = qti2.imported(item(TYPED, EQUAL.format(mode=mode, tolerance=tolerance), declared))
    assert [(one.text, one.tolerance) for one in made.question.answers] == [("10", margin)]
    assert [qti2.marked(made, {"R": value}) for value in (10, 10 + margin, 10 - margin * 1.1, None)] == [2, 2, 0, 0]


def test_texts_that_count_capitals_are_named_and_not_scored():
    made = qti2.imported(item(TYPED, rule("match_correct"), response("York", "single", "string")))
    assert [one.text for one in made.question.answers] == ["York"]
    assert any("Capitals" in warning for warning in made.question.warnings)
    with pytest.raises(qti2.Unsupported):
        qti2.marked(made, {"R": "york"})


@pytest.mark.parametrize(
    ("body", "type_"),
    [
        ('<uploadInteraction responseIdentifier="R"/>', "upload"),
        (SEVERAL + SEVERAL.replace('"R"', '"Q"'), "choice"),
        ("<p>Just words.</p>", "description"),
        ('<extendedTextInteraction responseIdentifier="R"/>', "essay"),
        ('<hotspotInteraction responseIdentifier="R"/>', "hotspot"),
    ],
)
def test_what_has_no_counterpart_is_named(body, type_):
    declared = response("A") + response("A").replace('"R"', '"Q"')
    reading = read(item(body, rule("match_correct"), declared))
    assert [one.type for one in reading.skipped] == [type_]
    assert not reading.questions


@pytest.mark.parametrize("format_", ["qti21", "qti30"])
@pytest.mark.parametrize(
    ("kind", "changes"),
    [
        ("single best answer", {}),
        ("multiple response", {"scoring": "all or nothing"}),
        ("true or false", {}),
        ("matching", {}),
        ("extended matching", {"scoring": "all or nothing"}),
        ("ordering", {"scoring": "all or nothing"}),
        ("numeric", {}),
        ("short text", {}),
        ("cloze", {}),
    ],
)
def test_what_is_written_reads_the_same_and_scores_the_same(format_, kind, changes):
    (before,) = questions_of([sample(kind, **changes)])
    packed = write([before], format_).data
    again = read(packed)
    assert (again.format, again.errors, again.skipped) == (format_, [], [])
    was, is_ = comparable([before])[0], comparable(again.questions)[0]
    assert [(one["text"], one["fraction"]) for one in is_["answers"] if one["fraction"] > 0] == [
        (one["text"], one["fraction"]) for one in was["answers"] if one["fraction"] > 0
    ]
    if kind == "cloze":
        assert [match for _, match in is_["pairs"]][:1] == ["20"]
    else:
        assert sorted(is_["pairs"]) == sorted(was["pairs"])
    archive = zipfile.ZipFile(BytesIO(packed))
    made = qti2.imported(archive.read(f"items/{before.id}.xml"))
    assert made.most == pytest.approx(1) or kind in {"short text", "cloze"}


def test_pairs_have_no_order_and_whole_numbers_no_fraction():
    pair = mapped("0", "0").replace("</mapping>", '<mapEntry mapKey="B A" mappedValue="2"/></mapping>')
    associate = "".join(f'<simpleAssociableChoice identifier="{name}">{name}</simpleAssociableChoice>' for name in "AB")
    body = f'<associateInteraction responseIdentifier="R"><prompt>?</prompt>{associate}</associateInteraction>'
    made = qti2.imported(item(body, rule("map_response"), response("", base="pair", mapping=pair)))
    assert made.question.pairs == [("A", "B")]
    assert made.declared.responses["R"].mapping.value(["A B"]) == 2
    whole = mapped("0", "0").replace("</mapping>", '<mapEntry mapKey="4" mappedValue="1"/></mapping>')
    made = qti2.imported(item(TYPED, rule("map_response"), response("4", "single", "integer", whole)))
    assert [qti2.marked(made, {"R": value}) for value in (4, "4", 5)] == [1, 1, 0]


def test_where_the_scoring_rewards_another_choice_than_the_declared_one_none_is_right():
    another = """<responseProcessing><responseCondition><responseIf><match><variable identifier="R"/><baseValue
    baseType="identifier">B</baseValue></match><setOutcomeValue identifier="SCORE"><baseValue baseType="float">1
    </baseValue></setOutcomeValue></responseIf></responseCondition></responseProcessing>"""
    for declared, right in (("A", []), ("B", ["B"])):
        made = qti2.imported(item(SEVERAL, another, response(declared, "single")))
        assert [one.ident for one in made.question.right] == right
        assert any("no right answer" in one for one in made.question.warnings) == (not right)


def test_a_mapping_in_which_nothing_is_right_gives_no_score():
    made = qti2.imported(item(SEVERAL, rule("map_response"), response("", mapping=mapped("0", "0", A="0", B="-1"))))
    assert not made.question.right
    with pytest.raises(qti2.Unsupported):
        qti2.marked(made, {"R": ["A"]})
