"""What is written as YAML reads back as it was, by the strict rules by which banks are read."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from trainer.banks.composing.writing import entries, written
from trainer.reading import read_yaml

TEXTS = some.text(some.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=200)
NUMBERS = some.integers(-(10**9), 10**9) | some.floats(1e-9, 1e6)
VALUES = some.recursive(
    TEXTS | NUMBERS | some.booleans(),
    lambda inner: some.lists(inner, max_size=3) | some.dictionaries(some.sampled_from("abc"), inner, max_size=3),
    max_leaves=8,
)


def read(text, folder):
    (folder / "file.yaml").write_text(text, encoding="utf-8", newline="")
    document = read_yaml(folder / "file.yaml", folder)
    assert document.faults == []
    return document.value


@given(value=some.dictionaries(some.sampled_from(["id", "stem", "why"]), VALUES, min_size=1))
def test_anything_reads_back(tmp_path_factory, value):
    assert read(written(value), tmp_path_factory.mktemp("yaml")) == value
    assert entries([value]) == written([value]), "put together directly it is spelled just so"


@pytest.mark.parametrize(
    "words", ["no", "12:30", "2026-11-26", "20", "5.0", "~", "- a", "a: b", "# a", "{a}", "“a”", "'a'", "*a*", "... a"]
)
def test_words_stay_words(tmp_path, words):
    assert read(written({"text": words}), tmp_path) == {"text": words}
    assert entries([{"text": words}]) == written([{"text": words}])


@pytest.mark.parametrize("value", [0.00001, 1e20, 0.5, 20.0, -3, 12345678901])
def test_numbers_stay_numbers(tmp_path, value):
    assert read(written({"factor": value}), tmp_path) == {"factor": value}


def test_it_reads_as_a_person_would_write_it():
    long = "A sentence that is so long that it has to be folded over more than just one line, as people do."
    rows: list[dict] = [
        {"id": "one", "facts": ["F-1", "F-2"], "stem": long, "draft": {"decision": "open"}},
        {"id": "two"},
    ]
    assert entries(rows) == (
        "- id: one\n"
        "  facts: [F-1, F-2]\n"
        "  stem: >-\n"
        "    A sentence that is so long that it has to be folded over more than just one line, as people do.\n"
        "  draft:\n"
        "    decision: open\n"
        "\n"
        "- id: two\n"
    )
