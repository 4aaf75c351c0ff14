"""The project's own files, and all kinds of items in all formats."""

import pytest

from tests.banks.samples import SAMPLES, sample
from trainer.banks.content import item_of
from trainer.banks.formats import FORMATS, read, write
from trainer.banks.formats.drafts import Known, batch, content_of
from trainer.banks.formats.fitting import fingerprint, question_of, questions_of


def items():
    more = {
        "use": "practice",
        "safety_critical": True,
        "waivers": [{"rule": "longest-key", "reason": "So.", "by": "Ada"}],
    }
    return [sample("single best answer", **more), *(sample(kind) for kind in SAMPLES if kind != "single best answer")]


def test_items_come_back_to_the_letter():
    before = items()
    written = write(questions_of(before), "yaml")
    assert not written.left_out
    reading = read(written.data, "items.yaml")
    assert (reading.format, reading.errors, reading.skipped) == ("yaml", [], [])
    assert [item_of(one.own) for one in reading.questions] == before
    assert write(reading.questions, "yaml").data == written.data


def test_one_bad_entry_costs_no_other():
    good = write(questions_of([sample("true or false")]), "yaml").data.decode()
    reading = read(f"{good}\n- id: x\n  kind: true or false\n\n- kind: riddle\n\n- id: [1]\n".encode(), "items.yaml")
    assert len(reading.questions) == 1
    assert [one.type for one in reading.skipped] == ["riddle", "entry without a kind"]
    assert "x:" in reading.errors[0].message
    assert "YAML" in read(b"- id: [", "items.yaml").errors[0].message


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if one.write])
def test_what_a_format_holds_is_there_already_when_it_is_imported_again(format_):
    """Written out and read in, no item is new to the module that it came from; what is left out is named."""
    told = sample("single best answer", id="told", case="mud", case_text="Ada has mud on her hands.")
    before = [*items(), told]
    written = write(questions_of(before), format_)
    reading = read(written.data, format_=format_)
    assert not reading.errors
    assert not reading.skipped
    assert len(reading.questions) + len(written.left_out) == len(before)
    documents = [item.model_dump(mode="json", exclude_defaults=True) for item in before]
    made = batch(reading.questions, Known(documents=documents), format_)
    known = {content_of(document): document["kind"] for document in documents}
    assert len(known) == len(before)
    changed = [
        note.split(":")[0] for note in written.notes if not note.endswith("not there.")
    ]  # else it asks as before
    assert changed == [entry["kind"] for entry in made.entries]
    assert len(written.notes) > len(changed) or format_ in {"aiken", "yaml"}


def test_a_question_is_known_by_its_words():
    one, other = question_of(sample("true or false")), question_of(sample("true or false"))
    other.id, other.line, other.tags = "elsewhere", 7, ["x"]
    assert fingerprint(one) == fingerprint(other)
    other.stem += " Or not."
    assert fingerprint(one) != fingerprint(other)


AWKWARD = ["[html]y", "%50%w", "//c", "a -> b", "tail\\", "a{b}c", "a<b & c>d", "&lt;", "<p>", "B", "=SUM(A1)"]


@pytest.mark.parametrize("format_", [name for name, one in FORMATS.items() if one.write and name != "yaml"])
def test_texts_that_look_like_signs_of_a_format_come_back_as_they_were(format_):
    """Or the question is left out by name: never another text, key or kind."""
    for text in AWKWARD:
        said = f"{text} and {text}"
        options = [
            {"text": text, "key": True, "why": said},
            {"text": "other", "why": said},
            {"text": "third", "why": "-"},
        ]
        prompts = [{"text": said, "match": text, "why": "-"}, {"text": "q", "match": "r", "why": "-"}]
        before = [
            sample("single best answer", id="one", stem=f"{text} is it?", options=options),
            sample("short text", id="two", stem=f"{text} is what?", accepted=[text], why=said, mistakes=[]),
            sample("matching", id="three", stem=f"{text} goes where?", choices=[text, "r"], prompts=prompts),
        ]
        written = write(questions_of(before), format_)
        gone = {one.reason.split(":")[0] for one in written.left_out}
        documents = [one.model_dump(mode="json", exclude_defaults=True) for one in before if one.id not in gone]
        reading = read(written.data, format_=format_)
        assert len(reading.questions) == len(documents), text
        assert batch(reading.questions, Known(documents=documents), format_).entries == [], text
