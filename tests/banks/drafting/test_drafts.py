"""Whatever the text: drafts are sound, point at what supports them, and come out the same each time."""

import contextlib
import json
import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.banks.drafting.builders import ALL_TEXTS, SHARED, source
from trainer.banks.drafting import as_json, propose
from trainer.banks.drafting.language import forms
from trainer.banks.drafting.reading import CannotRead, read_file, read_paste, read_upload

PIECES = st.sampled_from(
    """fever|the skin|is a|are|Wounds|which|, where|(an ache)|include:|such as|and|or|. |.|?|!|:|
|\n- |\n1. |\n## |20|24-48 hours|%|°C|do not|rather than|caused by|by washing|leads to|| a | b |||“|”|’|…|It|This|"""
    "|1e9|٣|½|𝟚 hours|999999999999999999 days|0 days|0.0 mg|The more|, the greater|than|before meals".split("|")
)


def sound(draft):
    assert draft.quote in draft.passage
    assert all(0 <= start < end <= len(draft.quote) for start, end in draft.marks)
    texts = [option.text for option in draft.options]
    assert len(set(texts)) == len(texts)
    if draft.kind == "single best answer":
        assert 3 <= len(texts) <= 5
        assert sum(option.key for option in draft.options) == 1
    if draft.kind == "multiple response":
        assert 0 < sum(option.key for option in draft.options) < len(texts) <= 8
    assert all(option.why for option in draft.options)


def key_words_are_marked(draft):
    marked = " ".join(draft.quote[start:end] for start, end in draft.marks)
    for option in draft.options:
        if option.key and not option.text[0].isdigit():
            assert forms.overlap(forms.stems(option.text), forms.stems(marked)) > 0.7, (option.text, marked)


@pytest.mark.parametrize("path", ALL_TEXTS, ids=lambda path: path.name)
def test_the_drafts_of_a_text(path):
    drafts = propose(read_file(path))
    for draft in drafts:
        sound(draft)
        key_words_are_marked(draft)
        assert draft.marks
        assert "all of the above" not in str(draft.item).lower()
    assert len({draft.id for draft in drafts}) == len(drafts)
    clean = sum(not draft.findings for draft in drafts)
    assert (
        clean >= 0.9 * len(drafts) or path.name == "statins.html"
    )  # one abbreviation there, in every option that has it
    assert as_json(drafts) == as_json(propose(read_file(path)))
    json.dumps(as_json(drafts))


LEAST = {
    "blood-pressure.txt": 6, "diabetes-feet.md": 8, "hand-washing.txt": 9, "migraine-untidy.txt": 5,
    "no-structure.txt": 5, "ankle-sprain.txt": 10, "shingles.md": 11, "dialysis-labels.txt": 11, "concussion.md": 14,
    "heel-pain.html": 6, "back-pain-guideline.md": 10, "lymphedema-prose.txt": 10,
    "sharps-policy.md": 9, "statins.html": 8, "wound-dressing.txt": 10, SHARED.name: 40,
}  # fmt: skip


@pytest.mark.parametrize("path", ALL_TEXTS, ids=lambda path: path.name)
def test_a_text_that_says_much_gives_much_and_an_advertisement_nothing(path):
    started = time.process_time()
    drafts = propose(read_file(path))
    assert time.process_time() - started < 10  # far above what it takes; only a runaway fails
    assert len(drafts) >= LEAST.get(path.name, 0)
    assert bool(drafts) == (path.name in LEAST)


@pytest.mark.parametrize("path", ALL_TEXTS, ids=lambda path: path.name)
def test_true_or_false_is_a_fifth_at_most(path):
    drafts = propose(read_file(path))
    judged = sum(draft.kind == "true or false" for draft in drafts)
    assert judged <= max(1, len(drafts) / 5)


def test_every_main_section_is_asked_about():
    read = source("sharps-policy.md")
    assert {draft.section for draft in propose(read)} >= {section.title for section in read.sections[1:]}


@given(text=st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join)))
@example(text="A (a) is a a, which is a thing that is. It is. They are.")
@example(text="- A: b\n- A: b\n- A: b")
@settings(deadline=None, max_examples=150)
def test_any_text_gives_sound_drafts_or_none(text):
    try:
        read = read_paste(text)
    except CannotRead:
        return
    drafts = propose(read)
    for draft in drafts:
        sound(draft)
    assert as_json(drafts) == as_json(propose(read_paste(text)))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.docx", "a.pdf"])
@given(data=st.binary(max_size=300))
@settings(deadline=None, max_examples=50)
def test_any_bytes_are_read_or_refused(name, data):
    with contextlib.suppress(CannotRead):
        assert read_upload(name, data).sections


@given(data=st.data())
@settings(deadline=None, max_examples=20)
def test_a_real_text_with_anything_put_into_it(data):
    text = data.draw(st.sampled_from(ALL_TEXTS)).read_text(encoding="utf-8")
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 30))
        text = text[:start] + data.draw(st.one_of(PIECES, st.text(max_size=8))) + text[start + length :]
    try:
        read = read_paste(text)
    except CannotRead:
        return
    for draft in propose(read):
        sound(draft)


def test_a_sentence_that_begins_with_its_number_is_read():
    """Nothing stands before the number, so there is no lead to tell."""
    [text] = [path.read_text(encoding="utf-8") for path in ALL_TEXTS if path.name == "no-structure.txt"]
    for draft in propose(read_paste("fever" + text[:626] + ". " + text[656:])):
        sound(draft)
