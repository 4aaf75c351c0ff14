"""A module written back to files says just what it said, whatever its words look like to YAML."""

from datetime import date
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from tests.banks.builders import sound_bank
from trainer.banks.authoring import writing_back
from trainer.banks.authoring.writing_back import as_zip, content_hash, files_in, merged, merging, put_files
from trainer.banks.composing import bank_files, writing
from trainer.banks.content import Case, Module, item_of
from trainer.banks.content.models import ItemModel
from trainer.banks.loading import read_module

BANKS = Path(__file__).parents[3] / "question_banks"
SHIPPED = sorted(file.parent.name for file in BANKS.glob("*/module.yaml"))
TRAPS = [
    "no",
    "12:30",
    "007",
    "1e5",
    "0x1F",
    "1_000",
    "~",
    "null",
    "true",
    "2026-11-26",
    "5.0",
    ".5",
    "+5",
    "<<",
    "=",
    "- a",
    "a: b",
    "a #b",
    "# a",
    "{a}",
    "[a, b]",
    "'a'",
    '"a"',
    "*a*",
    "&a",
    "!a",
    "%a",
    "@a",
    "`a`",
    "|",
    ">",
    "?",
    "a\nb",
    "a\n\n  b",
    "tab\tin",
    "\u2028line",
    "\u0085next",
    "\ufeffmark",
    "naïve — “Ünïcode” 針 🩹",
    "word " * 40 + "end",
    "long" * 60,
    "e.g.\u00a0this",
]
WORDS = some.sampled_from(TRAPS) | some.text(
    some.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=60
).filter(lambda text: text.strip())


@pytest.fixture(scope="module")
def hands(tmp_path_factory) -> Module:
    root = sound_bank(tmp_path_factory.mktemp("banks"))
    module = read_module(root / "hands", root).module
    assert module is not None
    return module


def read_again(module: Module, files: dict | None = None) -> Module:
    checked = writing_back.checked(module.slug, files or bank_files(module))
    assert checked.module is not None, checked.faults
    return checked.module


@pytest.mark.parametrize("slug", SHIPPED)
def test_a_shipped_module_stays_as_it_is_spelled(slug):
    """Nothing changed, so not one letter of its files does, comments included."""
    module = read_module(BANKS / slug, BANKS).module
    assert module is not None
    there = files_in(BANKS / slug)
    assert {name: there.get(name) for name in merged(module, there)} == merged(module, there)


def test_what_is_written_from_nothing_reads_as_the_same():
    """The module with the most kinds and models, in files of our own spelling."""
    module = read_module(BANKS / "pneumothorax-risk", BANKS).module
    assert module is not None
    assert content_hash(read_again(module)) == content_hash(module)


@settings(max_examples=25, deadline=None)
@given(words=some.lists(WORDS, min_size=9, max_size=9))
@example(words=["0\u00850"] * 9)  # a character that ends a line in YAML
def test_any_words_read_back(hands, words):
    module = edited(hands, words)
    again = read_again(module)
    assert content_hash(again) == content_hash(module)
    assert again.items[0].waivers == module.items[0].waivers


def edited(module: Module, words: list[str]) -> Module:
    first, second, *rest = module.items
    options = [{"text": words[0], "key": True, "why": f" {words[1]} "}, {"text": words[2]}, {"text": "other"}]
    waivers = [{"rule": "long-stem", "reason": words[8], "by": words[3]}]
    document = first.model_dump() | {"stem": words[3], "options": options, "waivers": waivers}
    story = Case(id="story", text=words[4])
    number = second.model_dump(exclude={"options", "fixed_order"}) | {
        "kind": "numeric",
        "value": 3.0,
        "tolerance": 0.00001,
        "unit": words[6],
        "why": words[5],
        "case": "story",
        "case_text": story.text,
    }
    return module.model_copy(
        update={
            "title": words[7].strip(),
            "cases": (story,),
            "items": (item_of(document), item_of(number), *rest),
            "material": f"{words[5]}\r\n\n{{#p}}\n{words[6]}  ",
            "facts": (module.facts[0].model_copy(update={"says": words[8].strip()}), *module.facts[1:]),
        }
    )


def test_cells_of_a_model_keep_their_kind(hands):
    cells = {"a": 3, "b": 3.0, "c": "3", "d": "3.0", "e": 0.1, "f": "no", "g": 12345678901, "h": 1e-7}
    model = ItemModel.model_validate(
        {
            "id": "many",
            "title": "Many",
            "objective": "wash",
            "level": "recall",
            "cross": ["t"],
            "stem": "{t.a}",
            "options": {"from": "own", "key": "{t.b}", "why_key": "{t.c}", "count": 3},
            "tables": {"t": [{"id": "one", **cells, "because": {"x": "y: z"}}]},
        }
    )
    again = read_again(hands.model_copy(update={"models": (model,)}))
    row = again.models[0].tables["t"][0]
    assert [(value, type(value)) for value in row.cells.values()][1:] == [(v, type(v)) for v in cells.values()]
    assert again.models == (model,)


COMMENTED = """\
# What we ask.

# ---- washing ----
- id: one  # the first
  kind: true or false
  objective: wash
  level: recall
  passage: rub
  facts: [F-1]
  stem: "Rub?"
  answer: true
  why_true: Yes.
  why_false: No.
# ---- stopping ----
- {id: two, kind: true or false, objective: stop, level: recall, passage: rub, facts: [F-1], stem: 'Stop?', answer: 0}
"""


def test_only_what_changed_is_spelled_anew(hands):
    whole = COMMENTED.replace("answer: 0}", "answer: true, why_true: Yes., why_false: No.}")
    there = bank_files(hands) | {"items.yaml": whole, "items-more.yaml": "- " + extra("three")}
    module = read_again(hands, there)
    assert [item.id for item in module.items] == ["three", "one", "two"]
    assert merged(module, there)["items.yaml"] == whole
    three, one, two = module.items
    changed = module.model_copy(update={"items": (three, one.model_copy(update={"stem": "Rub now?"}), two)})
    files = merged(changed, there)
    assert files["items-more.yaml"] == there["items-more.yaml"]
    lines = str(files["items.yaml"]).splitlines()
    assert lines[0] == "# What we ask."
    assert "  stem: Rub now?" in lines
    assert lines[-2:] == whole.splitlines()[-2:], "the entry after it, with its comment"
    assert content_hash(read_again(hands, as_texts(there, files))) == content_hash(changed)


def test_another_order_puts_all_items_into_one_file_and_what_is_gone_is_gone(hands):
    there = bank_files(hands) | {"items-more.yaml": "- " + extra("zero"), "figures/old.svg": "<svg/>"}
    module = read_again(hands, there)
    moved = module.model_copy(update={"items": (*module.items[1:3], module.items[0]), "figures": hands.figures})
    files = merged(moved, there)
    assert files["items-more.yaml"] is None
    assert files["figures/old.svg"] is None
    again = read_again(hands, as_texts(there, files))
    assert [item.id for item in again.items] == ["one", "two", "zero"]


def test_a_draft_that_became_an_item_is_one_no_more_and_open_drafts_wait(hands):
    entry = extra("{}") + "  draft: {{generator: by hand, quote: Rub for twenty seconds, decision: {}}}\n"
    drafts = (
        "- " + entry.format("four", "{accepted: true, by: Ada, on: 2026-11-26}") + "- " + entry.format("five", "open")
    )
    there = bank_files(hands) | {"drafts.yaml": drafts, "items.yaml": "- " + extra("six")}
    module = read_again(hands, there)
    assert [item.id for item in module.items] == ["six", "four"]
    files = merged(module, there)
    assert "id: four" in str(files["items.yaml"])
    assert files["drafts.yaml"] == "- " + entry.format("five", "open")


def test_a_head_keeps_the_fields_that_did_not_change(hands):
    there = bank_files(hands)
    there["module.yaml"] = there["module.yaml"].replace("review_by: ", "# Ask Dana.\nreview_by:   ")
    changed = hands.model_copy(update={"title": "Cleaner hands", "review_by": date(2040, 1, 1)})
    head = str(merged(changed, there)["module.yaml"])
    assert "title: Cleaner hands\n" in head
    assert "# Ask Dana.\nreview_by:   2040-01-01\n" in head


def extra(slug: str) -> str:
    return (
        f"id: {slug}\n  kind: true or false\n  objective: wash\n  level: recall\n  passage: rub\n  facts: [F-1]\n"
        "  stem: Rub?\n  answer: true\n  why_true: Yes.\n  why_false: No.\n"
    )


def as_texts(there: dict, files: dict) -> dict:
    return {name: text for name, text in {**there, **files}.items() if text is not None}


def test_a_list_that_is_too_large_for_a_file_stands_in_several(hands, monkeypatch):
    """Each of them can be read; put together they say the same, in the same order."""
    monkeypatch.setattr(writing, "MOST", 600)
    files = bank_files(hands)
    assert [name for name in files if name.startswith("items")] == [
        "items.yaml",
        "items_02.yaml",
        "items_03.yaml",
        "items_04.yaml",
    ]
    assert content_hash(read_again(hands, files)) == content_hash(hands)
    monkeypatch.setattr(merging, "LARGEST", 600)
    again = merged(hands, {"items.yaml": "# Ours.\n\n" + files["items.yaml"].replace("# The questions.\n\n", "")})
    assert content_hash(read_again(hands, {**files, **again})) == content_hash(hands)
    assert again["items_02.yaml"].startswith("# Ours.")


def test_in_a_folder_and_in_a_zip(hands, tmp_path):
    files = bank_files(hands)
    put_files(tmp_path / "hands", files)
    assert files_in(tmp_path / "hands") == files
    put_files(tmp_path / "hands", {"facts.yaml": None})
    assert "facts.yaml" not in files_in(tmp_path / "hands")
    (tmp_path / "hands.zip").write_bytes(as_zip("hands", files))
    with ZipFile(tmp_path / "hands.zip") as archive:
        assert {name: archive.read(f"hands/{name}").decode() for name in files} == files
    for name in ("../out.yaml", "figures/../../out.svg", "/etc/out.md", "figures/a/b.svg", ".hidden.yaml"):
        with pytest.raises(ValueError, match="no file"):
            put_files(tmp_path / "hands", {name: ""})
