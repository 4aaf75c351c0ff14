"""Whatever stands in a file, the check says something and never breaks."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.banks.builders import FACTS, FIGURE, ITEMS, MATERIAL, MODULE, sound_bank
from trainer.banks import loading, material

FILES = {
    "items.yaml": ITEMS,
    "facts.yaml": FACTS,
    "module.yaml": MODULE,
    "material.md": MATERIAL,
    "figures/hand.svg": FIGURE,
}
SIGNS = """[ ] { } - : ? &a *a !!set | ' " # --- %YAML <!-- < &amp; ]]> {#x} [@ ![ ]( ` é 😀""".split(" ")
PIECES = st.sampled_from([*SIGNS, "\n", "  ", "- ", ": ", "? ", "|\n", "---\n", "\0", "\ufeff", "\u2028", "9" * 400])


def check(name, written):
    with tempfile.TemporaryDirectory() as folder:
        root = sound_bank(Path(folder))
        (root / "hands" / name).write_bytes(written)
        report = loading.check_all(root)
        assert report.faults or report.modules
        for fault in report.faults:
            assert str(fault)


@pytest.mark.parametrize("name", FILES)
@given(written=st.binary(max_size=400))
@example(written=b"")
@example(written=b"\xff")
@settings(deadline=None, max_examples=30)
def test_any_bytes(name, written):
    check(name, written)


@pytest.mark.parametrize("name", FILES)
@given(data=st.data())
@settings(deadline=None, max_examples=50)
def test_a_sound_file_with_anything_put_into_it(name, data):
    text = FILES[name]
    for _ in range(data.draw(st.integers(1, 4))):
        start, length = data.draw(st.integers(0, len(text))), data.draw(st.integers(0, 20))
        put_in = data.draw(st.one_of(PIECES, st.text(max_size=8)))
        text = text[:start] + put_in + text[start + length :]
    check(name, text.encode("utf-8", "surrogatepass"))


@given(text=st.text(max_size=300))
@example(text="<script>alert(1)</script>")
@example(text="[x](javascript:alert(1))")
@example(text='[@A" onclick="x]')
@settings(deadline=None, max_examples=200)
def test_no_text_becomes_anything_but_harmless_html(text):
    for html in (material.inline_html(text, (), "/modules/x/"), *(p.html for p in material.read(text).passages)):
        assert "<script" not in html
        assert "javascript:" not in html or "href" not in html.split("javascript:")[0][-8:]
