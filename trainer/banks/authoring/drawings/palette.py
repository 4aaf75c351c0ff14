"""Colors of other programs as our classes, which work in the light, in the dark and on paper."""

import re
from functools import lru_cache

Rgb = tuple[int, int, int]
FILLS: dict[str, Rgb] = {  # as figures.css has them in the light; a test holds the two together
    "fill-skin": (0xF6, 0xDD, 0xCC),
    "fill-fat": (0xFB, 0xF0, 0xD2),
    "fill-muscle": (0xEE, 0xC4, 0xBD),
    "fill-muscle-deep": (0xE0, 0xA7, 0x9F),
    "fill-bone": (0xEF, 0xE9, 0xD9),
    "fill-lung": (0xDB, 0xE7, 0xF6),
    "fill-vessel": (0xF3, 0xB8, 0xB8),
    "fill-nerve": (0xFB, 0xE5, 0x8B),
    "fill-metal": (0xC9, 0xD2, 0xD8),
    "fill-plastic": (0xE4, 0xEC, 0xEF),
    "fill-liquid": (0xCF, 0xE8, 0xF4),
    "fill-danger": (0xF7, 0xCF, 0xC9),
    "fill-safe": (0xCF, 0xE9, 0xD9),
    "fill-paper": (0xFF, 0xFF, 0xFF),
    "fill-ink": (0x10, 0x20, 0x28),
    "fill-accent": (0x0E, 0x5C, 0x63),
}
STRONG = {  # full colors, as drawing programs offer them first, by what they mostly stand for
    (0xFF, 0, 0): "fill-danger",
    (0xC0, 0, 0): "fill-danger",
    (0, 0x80, 0): "fill-safe",
    (0, 0xB0, 0x50): "fill-safe",
    (0, 0, 0xFF): "fill-accent",
    (0x44, 0x72, 0xC4): "fill-liquid",
    (0xFF, 0xC0, 0): "fill-nerve",
    (0xFF, 0xFF, 0): "fill-nerve",
    (0xFF, 0xA5, 0): "fill-nerve",
    (0x80, 0x80, 0x80): "fill-metal",
    (0x80, 0, 0x80): "fill-vessel",
    (0xA5, 0x2A, 0x2A): "fill-muscle-deep",
}
NAMES = {
    "black": (0, 0, 0), "white": (255, 255, 255), "gray": (128, 128, 128), "grey": (128, 128, 128),
    "silver": (192, 192, 192), "lightgray": (211, 211, 211), "lightgrey": (211, 211, 211), "red": (255, 0, 0),
    "darkred": (139, 0, 0), "crimson": (220, 20, 60), "pink": (255, 192, 203), "salmon": (250, 128, 114),
    "orange": (255, 165, 0), "gold": (255, 215, 0), "yellow": (255, 255, 0), "khaki": (240, 230, 140),
    "beige": (245, 245, 220), "tan": (210, 180, 140), "brown": (165, 42, 42), "green": (0, 128, 0),
    "lime": (0, 255, 0), "lightgreen": (144, 238, 144), "darkgreen": (0, 100, 0), "teal": (0, 128, 128),
    "cyan": (0, 255, 255), "blue": (0, 0, 255), "navy": (0, 0, 128), "lightblue": (173, 216, 230),
    "steelblue": (70, 130, 180), "skyblue": (135, 206, 235), "purple": (128, 0, 128), "magenta": (255, 0, 255),
}  # fmt: skip
CHANNEL = r"(\d{1,4}(?:\.\d{1,4})?%?)"
CHANNELS = re.compile(rf"rgba?\(\s*{CHANNEL}[\s,]+{CHANNEL}[\s,]+{CHANNEL}")


def color_of(text: str) -> Rgb | None:
    """The color that is written there, or None."""
    text = text.strip().lower()
    if match := re.fullmatch(r"#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})", text):
        digits = match[1] if len(match[1]) > 4 else "".join(digit * 2 for digit in match[1])
        return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)
    if match := CHANNELS.match(text):
        red, green, blue = (channel(one) for one in match.groups())
        return red, green, blue
    return NAMES.get(text)


def channel(text: str) -> int:
    value = float(text.rstrip("%")) * (2.55 if text.endswith("%") else 1)
    return min(255, round(value))


@lru_cache(maxsize=1024)
def fill_class(color: Rgb) -> str:
    known = {rgb: name for name, rgb in FILLS.items()} | STRONG
    return known[min(known, key=lambda one: distance(one, color))]


def distance(one: Rgb, other: Rgb) -> float:
    """How different two colors look: red weighs by how red both are (Riemersma's formula)."""
    mean = (one[0] + other[0]) / 2
    red, green, blue = (a - b for a, b in zip(one, other, strict=True))
    return (2 + mean / 256) * red**2 + 4 * green**2 + (2 + (255 - mean) / 256) * blue**2


def line_classes(color: Rgb, width: float, is_dashed: bool) -> list[str]:
    """`width` in units of a drawing that is about 400 wide."""
    red, green, blue = color
    strongest, weakest = max(color), min(color)
    tone = ""
    if strongest - weakest > 60:  # else it is black, gray or white
        tone = {red: "line-danger", green: "line-safe", blue: "line-accent"}[strongest]
    if tone:
        return ["line-dashed", tone] if is_dashed else [tone]
    return ["line-dashed"] if is_dashed else ["line-thin" if width < 1.1 else "line" if width < 2.3 else "line-thick"]


def label_class(color: Rgb | None, size: float, is_bold: bool) -> str:
    if color and max(color) - min(color) > 60 and max(color) in (color[0], color[1]):
        return "label-danger" if max(color) == color[0] else "label-safe"
    return "label-strong" if is_bold else "label-small" if size < 13 else "label"
