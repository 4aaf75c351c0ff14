"""Drawings as programs save them: what becomes of them as figures, what is named as taken out, and where they stand."""

import re
from pathlib import Path

import pytest

from tests.banks.authoring.test_parts import BANKS
from trainer.banks import figures, material
from trainer.banks.authoring.drawings import palette
from trainer.banks.authoring.drawings.article import AT_THE_END, blocks_in, with_words
from trainer.banks.authoring.drawings.board import board
from trainer.banks.authoring.drawings.cleaning import cleaned
from trainer.banks.authoring.forms.items import region_of

STATIC = Path(figures.__file__).parents[1] / "web" / "static"
FROM_A_PROGRAM = """<?xml version="1.0" encoding="UTF-8" standalone="no"?>
<!-- made by a program -->
<svg width="210mm" viewBox="0 0 2000 1500" xmlns:p="http://program.invalid/" xmlns:xlink="http://www.w3.org/1999/xlink"
  xmlns="http://www.w3.org/2000/svg"><defs><style>.a{fill:#e0a79f;stroke:#000;stroke-width:8}</style>
<linearGradient id="linearGradient1"><stop style="stop-color:#cfe8f4"/></linearGradient>
<radialGradient id="radialGradient2" xlink:href="#linearGradient1"/></defs><p:view/>
<g p:label="Layer" transform="translate(10,20) rotate(45 100 100)" fill="none" stroke="#00b050">
<path class="a" d="M 100,100 a 50,60 0 01100,100 z" onclick="alert(1)"/>
<rect style="fill:url(#radialGradient2);stroke:#ff0000" width="400" height="300"/>
<image xlink:href="data:image/png;base64,AAAA"/>
<circle r="100" stroke-dasharray="4 2"/><circle r="5" display="none"/>
<text y="900" style="font-size:70px;font-weight:bold;fill:black">Lung <tspan fill="red">apex</tspan> here</text>
<use xlink:href="#x"/><script>alert(1)</script><a xlink:href="https://x.invalid"><line x2="2000"/></a></g></svg>"""


def test_what_a_program_saved_becomes_a_figure_and_what_it_lost_is_named():
    made = cleaned("lung.svg", FROM_A_PROGRAM.encode())
    assert list(figures.flaws(made.text)) == []
    for kept in (
        'viewBox="0 0 400 300"',
        'transform="translate(2 4) rotate(45 20 20)"',
        'd="M20 20a10 12 0 0 1 20 20z" class="fill-muscle-deep line"',
        'width="80" height="60" class="fill-liquid line-danger"',
        'r="20" class="fill-none line-dashed line-safe"',
        'class="label-strong">Lung <tspan class="label-danger">apex</tspan> here</text>',
        "<line ",
    ):
        assert kept in made.text, made.text
    for gone in ("alert", "href", "image", "style", "label=", "#"):
        assert gone not in made.text, made.text
    assert "\n".join(made.notes).count("Taken out") == 5
    assert "Taken out: <image> (line 10); a photograph cannot be part of a figure." in made.notes
    assert "Taken out: what is hidden (line 11)." in made.notes
    assert "Taken out: onclick (line 8)." in made.notes
    again = cleaned("lung.svg", made.text.encode())
    assert (again.text, again.notes) == (made.text, ()), "a figure is taken to the letter"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x89PNG\r\n\x1a\n", "is a PNG picture"),
        (b"\xff\xd8\xff\xe0", "is a JPEG photograph"),
        (b"RIFF0000WEBPVP8 ", "is a WebP picture"),
        (b"\0\0\0\x18ftypheic", "is a HEIC or AVIF photograph"),
        (b"%PDF-1.7", "is a PDF document"),
        (b"PK\x03\x04", "is a document or a zip"),
        (b"", "cannot be read as SVG"),
        (b"\xff\xfe\0", "cannot be read as SVG"),
        (b"<svg", "cannot be read as SVG (line 1:"),
        (b"<html/>", "is no SVG drawing with a size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>', "is no SVG drawing with a size"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/></svg>', "has no shape"),
        (b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e999 9" id="a"><rect/></svg>', "is no SVG drawing"),
        (b'<svg width="9" height="9">' + b"<g/>" * 20_001 + b"</svg>", "has 20,002 parts, more than 20,000"),
        (b" " * 1_500_001, "has more than 1.5 MB"),
        (
            b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300" id="a"><path d="M'
            + b"1.5 2.5 " * 30_000
            + b'"/></svg>',
            "more than 200, even without",
        ),
    ],
)
def test_what_is_no_drawing_is_refused_by_name(data, said):
    refused = cleaned("hand", data)
    assert refused.text == ""
    assert said in refused.refused
    assert "“hand”" in refused.refused


def test_entities_depth_and_endless_comments_do_no_harm():
    odd = "<rect width='1e999' fill='rgb(9.9.9, 1, 1)' stroke-width='1.2.3' id='a'/>"
    endless = f"<style>{'/*' * 300_000}</style>"  # minutes, were each of them looked for its end
    made = cleaned("odd", f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 9">{endless}{odd}</svg>'.encode())
    assert '<rect width="0" class="fill-metal"/>' in made.text
    huge = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1e15 1e999"><rect/></svg>'
    assert "board-tick" not in board(huge, "A lung", [])
    bomb = '<!DOCTYPE svg [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
    made = cleaned(
        "bomb",
        f'{bomb}<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 9"><text>&b;</text><rect/></svg>'.encode(),
    )
    assert "aaa" not in made.text
    assert "DOCTYPE" not in made.text
    nested = f"<rect/>{'<g>' * 200}<rect/>{'</g>' * 200}"
    deep = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 9" id="a">{nested}</svg>'
    assert any("nested too deep" in note for note in cleaned("deep", deep.encode()).notes)


def test_the_palette_is_that_of_the_stylesheet():
    styles = (STATIC / "figures.css").read_text()
    for name, color in palette.FILLS.items():
        if found := re.search(rf"--{name}: var\(--light, (#\w+)\)", styles):
            assert palette.color_of(found[1]) == color, name
        assert palette.fill_class(color) == name
    assert [palette.color_of(one) for one in ("#f00", "rgb(255, 0, 0)", "rgb(100% 0% 0%)", "red", "none")] == [
        *[(255, 0, 0)] * 4,
        None,
    ]


def test_a_figures_words_are_put_into_the_article_and_nothing_else_changes():
    caption = 'The "apex", 1. & 2. \\ #3: ' + "words " * 40
    for file in sorted(BANKS.glob("*/material.md"))[:1]:
        text = file.read_text()
        for block in blocks_in(text):
            if block.picture:
                said = (block.picture.file, block.picture.alternative, block.picture.caption)
                again = material.read(with_words(text, *said, after="", name="x") or "")
                assert [one.text for one in again.passages] == [one.text for one in material.read(text).passages]
        passages = [one.id for one in material.read(text).passages]
        for after in (*passages[3:6], AT_THE_END):
            made = with_words(text, "figures/new.svg", "An [old] lung", caption, after, passages[0])
            found = material.read(made or "")
            at = passages.index(after) + 1 if after in passages else len(passages)
            assert [one.id for one in found.passages] == [*passages[:at], f"{passages[0]}-2", *passages[at:]]
            assert found.passages[at].picture == material.Picture("figures/new.svg", "An [old] lung", caption.strip())
            assert len(found.unnamed) == len(material.read(text).unnamed)
    assert with_words("", "figures/new.svg", "a ] b", "c", AT_THE_END, "x") is None
    assert with_words("", "figures/new.svg", "a", "b", "nowhere", "x") is None


def test_regions_stand_over_the_drawing_as_far_as_they_are_there():
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300"><rect class="fill-skin"/></svg>'
    regions: list[dict] = [
        {"circle": "12 x"},
        {"circle": [9, 9, 2], "key": True},
        {"polygon": [[1, 2]]},
        {"rect": [1, 2, 3]},
        {},
    ]
    made = board(drawing, "A lung", regions)
    assert re.findall(r'data-row="(\d)"', made) == ["1", "2"]
    assert 'class="region is-key" data-row="1"><circle cx="9" cy="9" r="2"/>' in made
    assert '<polygon points="1,2"/>' in made
    assert made.count("board-tick") == 7 + 5
    for typed in ("1 2, 30 4, 5 60", "1,2 30,4 5,60", "1,2 30,4 5 60"):
        assert region_of({"shape": "polygon", "numbers": typed}) == {"polygon": [[1, 2], [30, 4], [5, 60]]}, typed
