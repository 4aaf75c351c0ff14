"""Every rule of the check, as a story: one thing is changed in a sound bank, and just that is found, where it is."""

import pytest

from tests.banks.builders import FIGURE, change, item, sound_bank
from trainer.banks import loading


def faults(root):
    return [(fault.rule, fault.file, fault.line) for fault in loading.check_all(root).faults]


def line_of(file, place):
    """The number itself, or the last line that has the text."""
    if isinstance(place, int):
        return place
    return max(n for n, line in enumerate(file.read_text().splitlines(), 1) if place in line)


def test_a_sound_bank_has_no_faults(tmp_path):
    report = loading.check_all(sound_bank(tmp_path))
    assert not report.faults
    assert [module.slug for module in report.modules] == ["hands"]


OPTION = "    - text: The other thing for one\n      why: Because it is another.\n"

STORIES = [
    # (story, file, this, becomes that, rule, the line of the fault or the text on it)
    ("a key stands twice", "items.yaml", "  level: recall", "  level: recall\n  level:  recall", "yaml", "level:  "),
    (
        "two options are right", "items.yaml", "text: The wrong thing for one",
        "text: Wrong\n      key: true", "two-keys", "Wrong",
    ),
    ("no option is right", "items.yaml", "      key: true\n", "", "no-key", 8),
    (
        "two options say the same", "items.yaml", "The wrong thing for one",
        "the other  thing for One.", "equal-options", "The other thing for one",
    ),
    ("only two options", "items.yaml", OPTION, "", "option-count", 8),
    (
        "six options", "items.yaml", OPTION,
        OPTION + "".join(f"    - {{text: The {n} thing for one, why: W}}\n" for n in ("right hand", "left", "last")),
        "option-count", 8,
    ),
    ("no rationale", "items.yaml", "      why: Because it is wrong.\n", "", "no-rationale", "The wrong thing for one"),
    (
        "an empty rationale", "items.yaml", "why: Because it is wrong.",
        "why: ' '", "no-rationale", "The wrong thing for one",
    ),
    ("an unknown objective", "items.yaml", "objective: wash", "objective: dry", "unknown-objective", "objective: dry"),
    ("an unknown level", "items.yaml", "level: judgment", "level: verdict", "shape", "level: verdict"),
    ("an unknown kind", "items.yaml", "kind: single best answer", "kind: essay", "shape", "kind: essay"),
    (
        "a passage that is not there", "items.yaml", "passage: rub",
        "passage: scrub", "unknown-passage", "passage: scrub",
    ),
    ("a fact that is not there", "items.yaml", "facts: [F-1]", "facts: [F-9]", "unknown-fact", "facts: [F-9]"),
    (
        "a fact its passage does not teach", "items.yaml", "facts: [F-1]",
        "facts: [F-1, F-3]", "fact-not-taught", "facts: [F-1, F-3]",
    ),
    (
        "a qualifier that the stem does not say", "items.yaml", "passage: rub\n  facts: [F-1]",
        "passage: wash\n  facts: [F-2]", "qualifier-missing", "What about one?",
    ),
    ("a case that is not there", "items.yaml", "  level: recall", "  level: recall\n  case: fall", "unknown-case", "case:"),
    (
        "a drawing that is not there", "items.yaml", "  level: recall",
        "  level: recall\n  figure: figures/foot.svg\n  alternative: A foot", "figure-missing", "figures/foot.svg",
    ),
    (
        "a drawing without words", "items.yaml", "  level: recall",
        "  level: recall\n  figure: figures/hand.svg", "figure-alt", "figures/hand.svg",
    ),
    (
        "what Trainer fills in", "items.yaml", "  level: recall",
        "  level: recall\n  case_text: A fall", "shape", "case_text",
    ),
    (
        "a negative stem", "items.yaml", "What about one?",
        "Which of these is not a right thing for one?", "negative-stem", "Which of these",
    ),
    (
        "a finding waived that is none", "items.yaml", "  level: recall",
        "  level: recall\n  waivers: [{rule: longest-key, reason: So it is, by: Authors}]", "idle-waiver", "waivers:",
    ),
    (
        "only a fact that is taught", "items.yaml", "passage: rub\n  facts: [F-1]",
        "passage: wash\n  facts: [F-3]", "fact-not-scorable", "facts: [F-3]",
    ),
    ("a stem cites nobody", "items.yaml", "What about one?", "What about [@Nobody99]?", "unknown-source", "Nobody99"),
    ("a citation with a slip", "items.yaml", "Because it is wrong.", "Because [@Who 09].", "unknown-source", "Who 09"),
    (
        "a mark where nothing is critical", "items.yaml", "  level: recall",
        "  level: recall\n  safety_critical: true", "safety-mark", 5,
    ),
    ("a field nobody knows", "items.yaml", "  level: recall", "  level: recall\n  colour: red", "shape", "colour: red"),
    ("a field is missing", "items.yaml", "  stem: What about one?\n", "", "shape", "- id: one"),
    ("a day that never comes", "facts.yaml", "review_by: 2040-01-01", "review_by: 2040-02-31", "yaml", "2040-02-31"),
    ("an id with capitals", "items.yaml", "- id: one", "- id: One", "slug", "- id: One"),
    ("the same item twice", "items.yaml", "- id: four", "- id: one", "duplicate-id", "id: one"),
    (
        "the same fact twice", "facts.yaml", "- id: F-3",
        "- {id: F-2, says: S, use: key, sources: [Who09], review_by: 2040-01-01}\n- id: F-3",
        "duplicate-id", "{id: F-2",
    ),
    (
        "a fact without its qualifier", "facts.yaml", "  qualifier: In laboratory studies\n",
        "", "fact-qualifier", "- id: F-2",
    ),
    (
        "a fact on no source", "facts.yaml", "sources: [Who09]",
        "sources: [Nobody]", "unknown-source", "sources: [Nobody]",
    ),
    (
        "a passage teaches what is not there", "material.md", 'facts="F-2 F-3"',
        'facts="F-2 F-3 F-9"', "unknown-fact", "Wash with soap",
    ),
    ("a passage cites nobody", "material.md", "[@Who09].", "[@Nobody].", "unknown-source", "Rub for"),
    (
        "a passage cites with a slip", "material.md", "[@Who09; @Cdc02]",
        "[@Who09, Cdc02]", "unknown-source", "Wash with soap",
    ),
    ("a passage without an id", "material.md", '{#how facts="F-1"}\n', "", "passage-id", "1. Palms"),
    ("a passage with an odd id", "material.md", "{#how ", "{#How_to ", "slug", "1. Palms"),
    ("the same passage twice", "material.md", "{#how ", "{#rub ", "duplicate-id", "1. Palms"),
    ("a figure without words", "material.md", "A hand, the thumb marked.", "", "figure-alt", "figures/hand.svg"),
    (
        "a figure without a caption", "material.md", ' "The thumb is missed most."',
        "", "figure-caption", "figures/hand.svg",
    ),
    (
        "a figure that is not there", "material.md", "figures/hand.svg",
        "figures/foot.svg", "figure-missing", "figures/foot.svg",
    ),
    (
        "the same objective twice", "module.yaml", "blueprint:",
        "  - {id: wash, short: W, text: W}\nblueprint:", "duplicate-id", "{id: wash",
    ),
    (
        "the same source twice", "module.yaml", "  - id: Cdc02",
        "  - {id: Who09, citation: C, evidence: E, checked_on: 2026-01-01}\n  - id: Cdc02",
        "duplicate-id", "{id: Who09",
    ),
    ("the blueprint is too big", "module.yaml", "recall: 1", "recall: 2", "blueprint", "recall: 2"),
    (
        "the blueprint names nothing", "module.yaml", "  stop: {judgment: 1}",
        "  stop: {judgment: 1}\n  dry: {recall: 1}", "blueprint", "dry:",
    ),
    ("the blueprint names no level", "module.yaml", "recall: 1,", "recal: 1,", "blueprint", "recal: 1"),
    (
        "the blueprint leaves out what is critical", "module.yaml", "  stop: {judgment: 1}\n",
        "", "blueprint", "blueprint:",
    ),
    ("minutes in words", "module.yaml", "minutes: 40", "minutes: forty", "shape", "minutes: forty"),
    ("a cut above all", "module.yaml", "cut_percent: 80", "cut_percent: 101", "shape", "cut_percent: 101"),
    (
        "an address that is none", "module.yaml", "https://www.cdc.example/hands",
        "javascript:alert(1)", "shape", "javascript",
    ),
    (
        "an address that breaks", "module.yaml", "https://www.cdc.example/hands",
        "https://[half", "shape", "https://[half",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("story", "file", "old", "new", "rule", "place"), STORIES, ids=[story[0] for story in STORIES])
def test_one_thing_wrong_is_one_fault_at_its_place(tmp_path, story, file, old, new, rule, place):
    root = sound_bank(tmp_path)
    change(root / "hands" / file, old, new)
    assert faults(root) == [(rule, f"hands/{file}", line_of(root / "hands" / file, place))]
    report = loading.check_all(root)
    assert report.faults[0].mend.endswith((".", "]"))
    assert not report.modules


def test_a_fact_that_no_passage_teaches_is_a_fault_of_the_fact(tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "material.md", 'facts="F-2 F-3"', 'facts="F-3"')
    assert faults(root) == [("fact-not-taught", "hands/facts.yaml", 6)]


DRAWINGS = [
    ("a script", "</svg>", "<script>alert(1)</script></svg>", 4),
    ("a style sheet", "</svg>", "<style>text{fill:red}</style></svg>", 4),
    ("a style attribute", 'class="label"', 'style="fill:red"', 3),
    ("an event handler", 'class="label"', 'onclick="x()"', 3),
    ("a link", "</svg>", '<a href="https://evil.example">x</a></svg>', 4),
    ("a picture from elsewhere", "</svg>", '<image href="https://evil.example/x.png"/></svg>', 4),
    ("a color of its own", 'class="label"', 'fill="red"', 3),
    ("a class nobody knows", 'class="label"', 'class="btn"', 3),
    ("an id", 'class="label"', 'id="content"', 3),
    ("a foreign object", "</svg>", "<foreignObject/></svg>", 4),
    ("a tag with a prefix", "</svg>", '<s:g xmlns:s="http://www.w3.org/2000/svg"/></svg>', 4),
    ("no viewBox", ' viewBox="0 0 400 300"', "", 1),
    ("no svg", 'xmlns="http://www.w3.org/2000/svg" ', "", 1),
    ("a DOCTYPE", "<svg", "<!DOCTYPE svg>\n<svg", 1),
    ("an entity that grows", "<svg", '<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>\n<svg', 1),
    ("an open tag", "</svg>", "", 5),
]


@pytest.mark.parametrize(("story", "old", "new", "line"), DRAWINGS, ids=[drawing[0] for drawing in DRAWINGS])
def test_an_unsafe_drawing_is_refused(tmp_path, story, old, new, line):
    root = sound_bank(tmp_path)
    change(root / "hands" / "figures" / "hand.svg", old, new)
    found = faults(root)
    assert ("figure-unsafe", "hands/figures/hand.svg", line) in found
    assert {rule for rule, _, _ in found} == {"figure-unsafe"}


def test_items_may_stand_in_several_files(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands" / "items-2.yaml").write_text(item("five") + item("one"))
    found = loading.check_all(root).faults
    assert [(fault.rule, fault.file, fault.line) for fault in found] == [("duplicate-id", "hands/items.yaml", 1)]
    assert "hands/items-2.yaml, line 16" in found[0].message


def test_a_folder_with_an_odd_name(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands").rename(root / "Clean Hands")
    assert faults(root) == [("slug", "Clean Hands", 0)]


def test_one_module_by_its_own_folder(tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    change(root / "feet" / "items.yaml", "objective: wash", "objective: dry")
    assert faults(root / "hands") == []
    assert [file for _, file, _ in faults(root / "feet")] == ["feet/items.yaml"]


def test_all_faults_are_named_at_once(tmp_path):
    root = sound_bank(tmp_path, "hands", "feet")
    change(root / "hands" / "items.yaml", "objective: wash", "objective: dry")
    change(root / "hands" / "facts.yaml", "sources: [Who09]", "sources: [Nobody]")
    change(root / "feet" / "material.md", "A hand, the thumb marked.", "")
    assert [rule for rule, _, _ in faults(root)] == ["figure-alt", "unknown-source", "unknown-objective"]


def test_the_bad_row_does_not_hide_the_next(tmp_path):
    root = sound_bank(tmp_path)
    change(root / "hands" / "items.yaml", "level: recall", "level: recal")
    change(root / "hands" / "items.yaml", "objective: stop", "objective: dry")
    assert [rule for rule, _, _ in faults(root)] == ["shape", "unknown-objective"]


@pytest.mark.parametrize("name", ["nowhere", "banks"])
def test_nothing_there_is_said(tmp_path, name):
    (tmp_path / "banks").mkdir()
    assert [rule for rule, _, _ in faults(tmp_path / name)] == ["missing"]


def test_a_drawing_nobody_uses_is_looked_at_too(tmp_path):
    root = sound_bank(tmp_path)
    (root / "hands" / "figures" / "other.svg").write_text(FIGURE.replace("<rect", "<video"))
    assert faults(root) == [("figure-unsafe", "hands/figures/other.svg", 2)]
