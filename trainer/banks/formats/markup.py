"""HTML that comes with a file: made harmless, or made plain text, with a word about what that loses."""

import re
from html import unescape
from html.parser import HTMLParser

import nh3

TAGS = set(
    "a b blockquote br cite code dd del div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd li ol p pre q s samp small "
    "span strong sub sup table tbody td tfoot th thead tr u ul var".split()
)
ATTRIBUTES = {"*": {"title", "lang", "dir"}, "a": {"href"}, "img": {"src", "alt", "width", "height"}}
MARKUP = re.compile(r"<[a-zA-Z/!?][^>]*>|&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z][a-zA-Z\d]*);")
SCRIPT = re.compile(r"<\s*(script|iframe|object|embed|style)\b[^>]*>.*?<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
ACTIVE = re.compile(r"<[a-z][^>]*(?:\son[a-z]+\s*=|(?:java|vb)script\s*:)[^>]*>", re.IGNORECASE)
HANDLER = re.compile(r"""\son\w+\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)|(?:java|vb)script\s*:[^"'\s>]*""", re.IGNORECASE)
BLOCKS = {
    "p",
    "div",
    "li",
    "tr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "blockquote",
    "pre",
    "ul",
    "ol",
    "table",
    "dd",
    "dt",
}
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
LOSSES = {
    "img": "A picture is not kept.",
    "table": "A table is kept as lines of text.",
    "math": "A formula is kept as its letters alone.",
    "audio": "A recording is not kept.",
    "video": "A film is not kept.",
    "iframe": "An embedded page is not kept.",
    "object": "An embedded object is not kept.",
    "embed": "An embedded object is not kept.",
    "svg": "A drawing is not kept.",
}
SCRIPTED = "Script was taken out of the text."


def harmless(html: str) -> str:
    """The same HTML without anything that acts. What has no markup stays as it is, letter for letter."""
    if not MARKUP.search(html):
        return html.strip()
    clean: str = nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, link_rel=None)
    return html.strip() if says_the_same(html, clean) else clean.strip()


def says_the_same(html: str, clean: str) -> bool:
    """Whether cleaning changed nothing but spaces and the spelling of single letters."""
    tags = re.compile(r"<[a-zA-Z/!?]")
    return len(tags.findall(html)) == len(tags.findall(clean)) and squeezed(html) == squeezed(clean)


def squeezed(html: str) -> str:
    return "".join(unescape(html).split())


def disarmed(text: str) -> str:
    """Plain text that mentions markup keeps it; only what would act in a browser is taken out."""
    if "<" not in text:
        return text
    return ACTIVE.sub(lambda found: HANDLER.sub("", found[0]), SCRIPT.sub("", text))


def acts(text: str) -> bool:
    return "<" in text and bool(SCRIPT.search(text) or ACTIVE.search(text))


def losses(html: str) -> list[str]:
    """What plain text cannot hold of it."""
    names = {name.lower() for name in re.findall(r"<\s*([a-zA-Z]+)", html)} if "<" in html else set()
    found = [sentence for name, sentence in LOSSES.items() if name in names]
    return list(dict.fromkeys(found + ([SCRIPTED] if acts(html) else [])))


class Plain(HTMLParser):
    """Collects the words; blocks become lines, list items begin with a dash."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.shift: list[str] = []
        self.hidden = 0
        self.kept = 0  # depth of text whose line ends count

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "style"}:
            self.hidden += 1
        elif tag == "br":
            self.parts.append("\n")
        elif tag in BLOCKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in {"sup", "sub"}:
            self.shift.append(tag)
        elif tag in {"td", "th"}:
            self.parts.append(" ")
        self.kept += tag == "pre"

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self.hidden = max(0, self.hidden - 1)
        elif tag in BLOCKS:
            self.parts.append("\n")
        elif tag in {"sup", "sub"} and self.shift:
            self.shift.pop()
        self.kept = max(0, self.kept - (tag == "pre"))

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        words = data if self.kept else re.sub(r"\s+", " ", data)
        self.parts.append(shifted(words, self.shift[-1]) if self.shift else words)


def shifted(text: str, how: str) -> str:
    """Raised or lowered where there are such letters, else with a sign in front."""
    letters = text.translate(RAISED if how == "sup" else LOWERED)
    changed = all(new != old or old == " " for new, old in zip(letters, text, strict=True))
    return letters if changed else f"{'^' if how == 'sup' else '_'}{text}"


def plain(html: str) -> str:
    """The words of it."""
    if not MARKUP.search(html):
        return html.strip()
    reader = Plain()
    reader.feed(html)
    reader.close()
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.parts).split("\n")]
    return "\n".join(line for line in lines if line and line != "-").strip()
