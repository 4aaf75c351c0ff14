"""HTML that comes with a file: made harmless, or made plain text, with a word about what that loses."""

import re
from html import escape, unescape
from html.parser import HTMLParser

import nh3

from trainer.banks.formats.questions import CannotRead

TAGS = set(
    "a abbr acronym address b bdi bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em "
    "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img ins kbd li mark ol p pre q rp rt ruby s samp small span strike "
    "strong sub sup table tbody td tfoot th thead tr tt u ul var wbr".split()
)
LOOKS = set(
    "align bgcolor border cellpadding cellspacing class color colspan face height role rowspan scope size".split()
)
LOOKS |= set("start style valign width".split())
ATTRIBUTES = {"*": {"title", "lang", "dir", *LOOKS}, "a": {"href", "target"}, "img": {"src", "alt"}}
PREFIXES = {"aria-", "data-"}
SIDES = "-top -left -right -bottom".split()
STYLES = {
    "font",
    "margin",
    "padding",
    "border",
    *(f"{name}{side}" for name in ("margin", "padding", "border") for side in SIDES),
}
STYLES |= {f"font-{name}" for name in "size family weight style variant".split()}
STYLES |= {f"text-{name}" for name in "align indent decoration transform".split()}
STYLES |= {f"border-{name}" for name in "width style color collapse spacing".split()}
STYLES |= set(
    "background-color color height letter-spacing line-height list-style-type max-width vertical-align".split()
)
STYLES |= set("white-space width word-spacing".split())
FETCHES = re.compile(r"url\s*\(|expression\s*\(|script\s*:|@import|\\", re.IGNORECASE)
SPELLINGS = (
    (re.compile("'"), '"'),
    (re.compile(';"'), '"'),
    (re.compile("/>"), ">"),
    (re.compile(r"(?<!\d)\.(?=\d)"), "0."),
)
STYLE = re.compile(r"""style\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE)
MARKUP = re.compile(r"<[a-zA-Z/!?][^>]*>")
TAGGED = re.compile(r"^\s*<(p|div|span|b|em|strong)\b[^<>]*>.*</\1>\s*$", re.IGNORECASE | re.DOTALL)
ENTITY = re.compile(r"&(?:#\d+|#x[\da-fA-F]+|[a-zA-Z][a-zA-Z\d]*);")
SCRIPT = re.compile(r"<\s*(script|iframe|object|embed|style)\b[^>]*>", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
OPENED = re.compile(r"<(/?)([a-z][a-z\d]*)", re.IGNORECASE)
CLOSED_BY_OTHERS = set(
    "area base br col dd dt embed hr img input li link meta option p param source td th tr wbr".split()
)
DEEPEST = 200  # tags inside of each other
TOO_DEEP = f"Its text has tags inside of tags, more than {DEEPEST} deep. That is no text of a question."
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
    if not is_marked_up(html):
        return html.strip()
    if html.count("<") > DEEPEST and depth(html) > DEEPEST:
        raise CannotRead(TOO_DEEP)
    clean = cleaned(html, ATTRIBUTES)
    if FETCHES.search("".join(STYLE.findall(clean))):
        clean = cleaned(html, {**ATTRIBUTES, "*": ATTRIBUTES["*"] - {"style"}})
    return html.strip() if says_the_same(html, clean) else clean.strip()


def cleaned(html: str, attributes: dict[str, set[str]]) -> str:
    clean: str = nh3.clean(
        html,
        tags=TAGS,
        attributes=attributes,
        generic_attribute_prefixes=PREFIXES,
        filter_style_properties=STYLES,
        link_rel=None,
    )
    return clean


def is_marked_up(text: str) -> bool:
    return ("<" in text or "&" in text) and bool(MARKUP.search(whole_tags(text)) or ENTITY.search(text))


def whole_tags(text: str) -> str:
    """Up to the last tag that is closed: so that nobody looks again and again for an end that does not come."""
    return text[: text.rfind(">") + 1]


def feedable(html: str) -> str:
    """For a parser that looks for the end of a tag or of a comment again at each beginning: those that never end are
    text."""
    closed = whole_tags(html)
    for sign, end in (("<!--", "-->"), ("<![", "]>"), ("<?", "?>")):
        last = closed.rfind(end) + 1
        closed = closed[:last] + closed[last:].replace(sign, escape(sign))
    return closed + html[len(whole_tags(html)) :].replace("<", "&lt;")


def depth(html: str) -> int:
    """How many tags are open at most, those apart that end by themselves."""
    now = most = 0
    for found in OPENED.finditer(html):
        if found[2].lower() not in CLOSED_BY_OTHERS:
            now = max(0, now - 1) if found[1] else now + 1
            most = max(most, now)
    return most


def says_the_same(html: str, clean: str) -> bool:
    """Whether cleaning changed nothing but spaces and the spelling of single letters."""
    tags = re.compile(r"<[a-zA-Z/!?]")
    return len(tags.findall(html)) == len(tags.findall(clean)) and squeezed(html) == squeezed(clean)


def squeezed(html: str) -> str:
    """Without what is spelled in several ways: spaces, quotation marks, capitals, the ends of tags and of styles."""
    text = "".join(unescape(html).casefold().split())
    for spelling, usual in SPELLINGS:
        text = spelling.sub(usual, text)
    return text


def disarmed(text: str) -> str:
    """Plain text that mentions markup keeps it; only what would act in a browser is taken out."""
    if "<" not in text:
        return text
    text = without_scripts(text)
    closed = whole_tags(text)
    return TAG.sub(lambda found: HANDLER.sub("", found[0]), closed) + text[len(closed) :]


def without_scripts(text: str) -> str:
    """From each such tag to the one that closes it; one that is never closed stays as the text that it is."""
    kept, at = [], 0
    never: set[str] = set()
    for found in SCRIPT.finditer(whole_tags(text)):
        name = found[1].lower()
        if found.start() < at or name in never:
            continue
        close = re.compile(rf"<\s*/\s*{name}\s*>", re.IGNORECASE).search(text, found.end())
        if close is None:
            never.add(name)
            continue
        kept.append(text[at : found.start()])
        at = close.end()
    return "".join([*kept, text[at:]])


def acts(text: str) -> bool:
    return "<" in text and disarmed(text) != text


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
    if not is_marked_up(html):
        return html.strip()
    reader = Plain()
    reader.feed(feedable(html))
    reader.close()
    lines = [re.sub(r"[ \t\xa0]+", " ", line).strip() for line in "".join(reader.parts).split("\n")]
    return "\n".join(line for line in lines if line and line != "-").strip()
