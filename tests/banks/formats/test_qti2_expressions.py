"""What items of QTI 2 and 3 say besides their choices: expressions, tables, notes, parts."""

import pytest

from tests.banks.formats.test_qti2 import SEVERAL, TYPED, item, mapped, response, rule
from trainer.banks.formats import qti2, read
from trainer.banks.formats.qti2 import processing


def text_of(value: str, base: str = "string") -> str:
    return f'<baseValue baseType="{base}">{value}</baseValue>'


def numbers(*values: float) -> str:
    return "".join(text_of(str(value), "float") for value in values)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (f'<index n="2"><ordered>{numbers(4, 7)}</ordered></index>', 7),
        (f'<index n="3"><ordered>{numbers(4, 7)}</ordered></index>', None),
        (f"<containerSize><delete>{numbers(4)}<multiple>{numbers(4, 7, 4)}</multiple></delete></containerSize>", 1),
        (f'<substring caseSensitive="false">{text_of("ELL")}{text_of("hello")}</substring>', True),
        (f'<substring caseSensitive="true">{text_of("ELL")}{text_of("hello")}</substring>', False),
        (f'<patternMatch pattern="[a-c]+\\d">{text_of("abc7")}</patternMatch>', True),
        (f'<patternMatch pattern="[a-c]+">{text_of("abc7")}</patternMatch>', False),
        (f'<anyN min="1" max="2">{text_of("true", "boolean")}{text_of("false", "boolean")}<null/></anyN>', True),
        (f'<anyN min="2" max="2">{text_of("true", "boolean")}<null/></anyN>', None),
        (f'<roundTo roundingMode="decimalPlaces" figures="1">{numbers(2.45)}</roundTo>', 2.5),
        (f'<roundTo roundingMode="significantFigures" figures="3">{numbers(1234.5)}</roundTo>', 1230),
        (f"<power>{numbers(2, 10)}</power>", 1024),
        (f"<integerDivide>{numbers(-7, 2)}</integerDivide>", -4),
        (f"<integerModulus>{numbers(-7, 2)}</integerModulus>", 1),
        (f"<gcd>{numbers(12, 18)}</gcd>", 6),
        ("<isNotNull><null/></isNotNull>", False),
        ("<subtract><null/><null/></subtract>", None),
        ('<round><mathConstant name="pi"/></round>', 3),
    ],
)
def test_expressions_are_carried_out(expression, value):
    change = f'<setOutcomeValue identifier="SCORE">{expression}</setOutcomeValue>'
    rules = f"<responseProcessing>{change}</responseProcessing>"
    made = qti2.imported(item(SEVERAL, rules, response("A")))
    assert processing.outcomes(made.item, made.declared, {})["SCORE"] == value


@pytest.mark.parametrize("pattern", ["(a+)+b", "\\p{L}+", "a" * 61, "["])
def test_a_pattern_that_could_look_for_ever_is_not_tried(pattern):
    rules = f"""<responseProcessing><responseCondition><responseIf><patternMatch pattern="{pattern}"><variable
    identifier="R"/></patternMatch><setOutcomeValue identifier="SCORE">{numbers(1)}</setOutcomeValue></responseIf>
    </responseCondition></responseProcessing>"""
    made = qti2.imported(item(TYPED, rules, response("a", "single", "string")))
    assert "patternmatch" in made.differs
    with pytest.raises(qti2.Unsupported):
        qti2.marked(made, {"R": "a"})


def test_the_mapping_says_for_all_its_entries_whether_capitals_count():
    mapping = mapped("0", "0", soap="1").replace("<mapping", '<mapping caseSensitive="false"')
    made = qti2.imported(item(TYPED, rule("map_response"), response("soap", "single", "string", mapping)))
    assert made.declared.responses["R"].mapping.value("SOAP") == 1
    with pytest.raises(qti2.Unsupported):
        qti2.marked(qti2.imported(item(SEVERAL, rule("match_correct"), response("A B"))), {"R": ["A", "A", "B"]})


def test_a_mapping_without_a_number_costs_the_item():
    broken = mapped("0", "0", York="1").replace("mappedValue", "mapedValue")
    reading = read(item(TYPED, rule("map_response"), response("York", "single", "string", broken)))
    assert (reading.questions, "no number of marks" in reading.errors[0].message) == ([], True)


def test_a_table_turns_what_was_earned_into_marks():
    rows = "".join(
        f'<interpolationTableEntry sourceValue="{source}" targetValue="{target}" includeBoundary="{edge}"/>'
        for source, target, edge in ((2, 10, "true"), (1, 5, "false"), (0, 0, "true"))
    )
    declared = f'<outcomeDeclaration identifier="T" cardinality="single" baseType="float"><interpolationTable>{rows}'
    for given, wanted in ((3, 10), (2, 10), (1.5, 5), (1, 0), (-1, None)):
        rules = f"""<responseProcessing><lookupOutcomeValue identifier="T">{numbers(given)}</lookupOutcomeValue>
        </responseProcessing>"""
        made = qti2.imported(
            item(SEVERAL, rules, f"{declared}</interpolationTable></outcomeDeclaration>{response('A')}")
        )
        assert processing.outcomes(made.item, made.declared, {})["T"] == wanted, given


@pytest.mark.parametrize("view", ["candidate", "author candidate", "scorer"])
def test_a_note_for_the_candidate_is_a_part_of_the_question(view):
    note = f'<rubricBlock view="{view}"><p>Choose the <em>slip</em>.</p></rubricBlock>'
    (question,) = qti2.imported(item(note + SEVERAL, rule("match_correct"), response("A B"))).reading.questions
    assert ("slip" in question.stem) == ("candidate" in view)
    assert any("Notes for whoever" in one for one in question.warnings) == ("candidate" not in view)


def test_parts_that_are_shown_by_turns_are_named():
    later = f'<feedbackBlock outcomeIdentifier="B" identifier="two" showHide="show">{TYPED}</feedbackBlock>'
    for body in (later, SEVERAL.replace('"R"', '"Q"') + later):
        made = qti2.imported(item(body, rule("match_correct"), response("A", "single", "string")))
        assert (made.question, "one part after another" in made.reading.skipped[0].reason) == (None, True)
        assert "textentry" in made.reading.skipped[0].type


def given(test: str, **attributes: str) -> str:
    said = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<{test}{said}><variable identifier="R"/><correct identifier="R"/></{test}>'


def rewards(test: str) -> str:
    one = f'<setOutcomeValue identifier="SCORE">{numbers(1)}</setOutcomeValue>'
    return f"""<responseProcessing><responseCondition><responseIf>{test}{one}</responseIf></responseCondition>
    </responseProcessing>"""


TEN = response("10", "single", "float")
CASES = {
    "a variable that is not declared": (
        SEVERAL,
        f'<or>{given("match")}<isNull><variable identifier="Z"/></isNull></or>',
        response("A"),
    ),
    "a tolerance that is a variable": (TYPED, given("equal", toleranceMode="absolute", tolerance="T T"), TEN),
    "a tolerance that is missing": (TYPED, given("equal", toleranceMode="absolute"), TEN),
    "figures that are a variable": (TYPED, given("equalRounded", figures="N"), TEN),
    "another number that is right": (
        TYPED,
        f'<or>{given("match")}<equal><variable identifier="R"/>{numbers(77)}</equal></or>',
        TEN,
    ),
    "an order held against a set": (
        SEVERAL,
        f'<match><variable identifier="R"/><ordered>{text_of("A")}{text_of("B")}</ordered></match>',
        response("A B"),
    ),
    "a value that is drawn": (f'{SEVERAL}<p><printedVariable identifier="N"/></p>', given("match"), response("A B")),
    "a variable of a template": (
        SEVERAL,
        f'<or>{given("match")}<match><variable identifier="R"/><variable identifier="N"/></match></or>',
        response("A B") + '<templateDeclaration identifier="N" cardinality="single" baseType="identifier"/>',
    ),
    "a record": (TYPED, given("match"), '<responseDeclaration identifier="R" cardinality="record"/>'),
}


@pytest.mark.parametrize(("body", "test", "declared"), CASES.values(), ids=CASES)
def test_what_is_not_carried_out_here_never_gives_a_score(body, test, declared):
    made = qti2.imported(item(body, rewards(test), declared))
    for answer in (None, "10", "77", "9.5", ["A", "B"], ["B", "A"]):
        with pytest.raises(qti2.Unsupported):
            qti2.marked(made, {"R": answer})


def test_a_rule_that_some_read_otherwise_gives_a_score_only_where_all_agree():
    most = '<outcomeDeclaration identifier="MAXSCORE" cardinality="single" baseType="float"><defaultValue><value>{}'
    for value, differs in ((1, False), (10, True)):
        declared = f"{response('A B')}{most.format(value)}</value></defaultValue></outcomeDeclaration>"
        assert bool(qti2.imported(item(SEVERAL, rule("CC2_match_basic"), declared)).differs) is differs


def test_where_others_earn_more_than_what_is_declared_as_right_there_is_no_key():
    other = f"<multiple>{text_of('C')}{text_of('D')}</multiple>"
    reading = read(item(SEVERAL, rewards(f'<match><variable identifier="R"/>{other}</match>'), response("A B")))
    [question] = reading.questions
    assert (question.right, any("no right answer" in one for one in question.warnings)) == ([], True)


def test_one_stands_for_true_and_an_order_counts_in_what_is_contained():
    outer = given("equal", toleranceMode="absolute", tolerance="1", includeLowerBound="1", includeUpperBound="1")
    made = qti2.imported(item(TYPED, rewards(outer), TEN))
    assert [qti2.marked(made, {"R": value}) for value in ("9", "11", "8.9")] == [1, 1, 0]
    for picked, wanted in (("AB", 1), ("BA", 0)):
        part = "".join(text_of(one, "identifier") for one in picked)
        whole = "".join(text_of(one, "identifier") for one in "CABD")
        test = f"<contains><ordered>{whole}</ordered><ordered>{part}</ordered></contains>"
        made = qti2.imported(item(SEVERAL, rewards(test), response("A")))
        assert processing.outcomes(made.item, made.declared, {})["SCORE"] == wanted


def test_capitals_in_gaps_are_looked_at_too():
    """Here they never count, so an item where they do gives no score for others than the file's own spelling."""
    body = TYPED + TYPED.replace('"R"', '"S"')
    right = response("York", "single", "string")
    both = f"<and>{given('match')}{given('match').replace(chr(34) + 'R', chr(34) + 'S')}</and>"
    made = qti2.imported(item(body, rewards(both), right + right.replace('"R"', '"S"')))
    assert "earns 0 of 1 there and 1 here" in made.differs


def test_several_questions_in_one_are_gaps_of_one_text_where_each_has_one_right_choice():
    one = SEVERAL.replace('maxChoices="0"', 'maxChoices="1"')
    declared = "".join(
        response(right, "single").replace('"R"', f'"{name}"') for name, right in (("R", "A"), ("Q", "B"))
    )
    test = '<match><variable identifier="{0}"/><correct identifier="{0}"/></match>'
    total = f'<sum><variable identifier="SCORE"/>{numbers(1)}</sum>'
    rules = "".join(
        f"""<responseCondition><responseIf>{test.format(name)}<setOutcomeValue identifier="SCORE">{total}
        </setOutcomeValue></responseIf></responseCondition>"""
        for name in "RQ"
    )
    made = qti2.imported(
        item(one + one.replace('"R"', '"Q"'), f"<responseProcessing>{rules}</responseProcessing>", declared)
    )
    assert (made.question.type, [gap.id for gap in made.question.gaps]) == ("gapselect", ["R", "Q"])
    assert made.question.stem.count("[[") == 2
    rows: list[tuple[dict, int]] = [({"R": "A", "Q": "B"}, 2), ({"R": "A", "Q": "C"}, 1), ({"Q": "A"}, 0), ({}, 0)]
    assert [qti2.marked(made, given) for given, _ in rows] == [wanted for _, wanted in rows]


def test_where_only_spellings_differ_each_response_that_both_score_alike_has_its_score():
    mapping = mapped("0", "0", York="1").replace("<mapping", '<mapping caseSensitive="false"')
    made = qti2.imported(item(TYPED, rule("map_response"), response("York", "single", "string", mapping)))
    assert [qti2.marked(made, {"R": text}) for text in ("York", "yORK", "Leeds", None)] == [1, 1, 0, 0]
    with pytest.raises(qti2.Unsupported):
        qti2.marked(made, {"R": "York."})


def test_limits_around_the_right_number_are_its_tolerance_and_a_step_left_out_has_no_place():
    limits = "".join(
        f'<{test}><variable identifier="R"/>{numbers(edge)}</{test}>' for test, edge in (("gte", 8), ("lte", 12))
    )
    made = qti2.imported(item(TYPED, rewards(f"<and>{limits}</and>"), TEN))
    assert made.question.answers[0].tolerance == 2
    assert [qti2.marked(made, {"R": value}) for value in ("8", "12", "12.1")] == [1, 1, 0]
    steps = SEVERAL.replace("choiceInteraction", "orderInteraction")
    made = qti2.imported(item(steps, rule("match_correct"), response("B A C D", "ordered")))
    assert [qti2.marked(made, {"R": list(given)}) for given in ("BACD", "BAC", "")] == [1, 0, 0]


@pytest.mark.parametrize("said", ["", '<img src="x.png" alt=""/>'])
def test_a_picture_to_be_matched_is_named(said):
    choice = '<simpleAssociableChoice identifier="{}" matchMax="1">{}</simpleAssociableChoice>'
    sets = (choice.format("a", said) + choice.format("b", "B"), choice.format("x", "X") + choice.format("y", "Y"))
    inside = "".join(f"<simpleMatchSet>{one}</simpleMatchSet>" for one in sets)
    body = f'<matchInteraction responseIdentifier="R">{inside}</matchInteraction>'
    right = response("", base="directedPair").replace(
        "</correctResponse>", "<value>a x</value><value>b y</value></correctResponse>"
    )
    reading = read(item(body, rule("match_correct"), right))
    assert ([one.type for one in reading.skipped], reading.errors) == (["match"], [])
