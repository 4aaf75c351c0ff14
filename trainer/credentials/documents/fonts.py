"""The fonts that papers are set in, and which characters they have."""

from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from typst import Fonts

SERIF = "Libertinus Serif"  # part of typst; every letter that it has is set in it
COLLECTION = Path(str(files("weblate_fonts"))) / "static/weblate_fonts/kurinto/ttf"
BEFORE_OTHERS = ("Kurinto Sans", "Kurinto Sans SC")  # the widest of the collection; then the most Chinese characters


class Faces:
    """The fonts of one installation: typst's serif, then the operator's own, then the collection."""

    def __init__(self, own: Path | None):
        self.fonts = Fonts(include_system_fonts=False, font_paths=[str(path) for path in (own, COLLECTION) if path])
        faces = [(face.family, face.path, face.index) for face in self.fonts.fonts() if face.path]
        collected = {family for family, path, _ in faces if COLLECTION in Path(path).parents}
        in_order = sorted(collected, key=lambda family: (family not in BEFORE_OTHERS, family))
        owned = sorted({family for family, _, _ in faces} - collected)
        self.families = [SERIF, *owned, *in_order]
        self.files = sorted(
            {family: (path, index) for family, path, index in faces}.items(),
            key=lambda face: self.families.index(face[0]),
        )

    def have(self, character: str) -> bool:
        """Whether one of the fonts has it. Typst's own serif is not asked: the collection has all of its letters."""
        return any(ord(character) in characters(*file) for _, file in self.files)


@cache
def faces(own: Path | None) -> Faces:
    return Faces(own)


@cache
def characters(path: str, index: int) -> frozenset[int]:
    """What a font file has a drawing for, as code points."""
    with TTFont(path, fontNumber=index, lazy=True) as font:
        found: Iterable[int] = font.getBestCmap() or ()
        return frozenset(found)
