"""The fonts that papers are set in, and which characters they have."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from typst import Compiler, Fonts, TypstError

SERIF = "Libertinus Serif"  # part of typst; every letter that it has is set in it
COLLECTION = Path(str(files("weblate_fonts"))) / "static/weblate_fonts/kurinto/ttf"
BEFORE_OTHERS = ("Kurinto Sans", "Kurinto Sans SC")  # the widest of the collection; then the most Chinese characters


class Faces:
    """The fonts of one installation: typst's serif, then the operator's own, then the collection."""

    def __init__(self, own: Path | None):
        self.folders = [str(path) for path in (own, COLLECTION) if path]
        self.fonts = Fonts(include_system_fonts=False, font_paths=self.folders)
        faces = [(face.family, face.path, face.index) for face in self.fonts.fonts() if face.path]
        collected = {family for family, path, _ in faces if COLLECTION in Path(path).parents}
        in_order = sorted(collected, key=lambda family: (family not in BEFORE_OTHERS, family))
        owned = sorted({family for family, _, _ in faces} - collected)
        self.families = [SERIF, *owned, *in_order]
        self.files = {family: (path, index) for family, path, index in faces}

    def have(self, character: str) -> bool:
        """Whether one of the fonts has it. Typst's own serif is not asked: the collection has all of its letters."""
        return any(self.has(family, character) for family in self.families[1:])

    def has(self, family: str, character: str) -> bool:
        if family == SERIF:
            return serif_has(character)
        return ord(character) in characters(*self.files[family])


@cache
def faces(own: Path | None) -> Faces:
    return Faces(own)


@cache
def characters(path: str, index: int) -> frozenset[int]:
    """What a font file has a drawing for, as code points."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        found: Iterable[int] = font.getBestCmap() or ()
        return frozenset(found)


PROBE = f"""#set document(title: "probe")
#set text(font: "{SERIF}", fallback: false)
#sys.inputs.character""".encode()


@cache
def serif_has(character: str) -> bool:
    """Its file is inside typst, so typst is asked: what a font lacks must not be in an accessible PDF."""
    try:
        Compiler(ignore_system_fonts=True).compile(
            PROBE, format="pdf", sys_inputs={"character": character}, pdf_standards=["ua-1"]
        )
    except TypstError:
        return False
    return True
