"""An article in Markdown as passages: what each says, which facts it teaches, and its HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache, lru_cache
from html import escape

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.attrs import attrs_block_plugin

CITATION = re.compile(r"\[@([A-Za-z0-9-]+(?:\s*;\s*@[A-Za-z0-9-]+)*)\]")
CITATION_MEND = "Write [@Kearns22] or [@Kearns22; @Brady14], with the ids of sources in module.yaml."
OPENING = {"paragraph_open", "bullet_list_open", "ordered_list_open", "table_open", "blockquote_open"}
ALLOWED_TAGS = {
    "p", "em", "strong", "a", "ul", "ol", "li", "table", "thead", "tbody", "tr", "th", "td", "blockquote", "code",
    "br", "sup", "hr", "pre", "s",
}  # fmt: skip


@dataclass(frozen=True)
class Heading:
    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Picture:
    file: str
    alternative: str
    caption: str


@dataclass(frozen=True)
class Passage:
    """One addressable paragraph, list, table or figure. `line` is where it stands in material.md."""

    id: str
    line: int
    facts: tuple[str, ...]
    sources: tuple[str, ...]
    text: str
    html: str = field(repr=False)
    picture: Picture | None = None

    @property
    def is_table(self) -> bool:
        return self.html.startswith("<table>")


@dataclass(frozen=True)
class Material:
    blocks: tuple[Heading | Passage, ...]
    cited: tuple[str, ...]  # source ids in the order of first mention: their numbers
    unnamed: tuple[int, ...]  # lines of passages without an id

    @property
    def passages(self) -> list[Passage]:
        return [block for block in self.blocks if isinstance(block, Passage)]

    @property
    def headings(self) -> list[Heading]:
        return [block for block in self.blocks if isinstance(block, Heading)]

    def passage(self, passage_id: str) -> Passage | None:
        return next((passage for passage in self.passages if passage.id == passage_id), None)

    @property
    def minutes(self) -> int:
        """Reading time at 200 words a minute, which is slow enough for technical text."""
        return max(1, round(sum(len(passage.text.split()) for passage in self.passages) / 200))


def read(markdown: str) -> Material:
    cited: list[str] = []
    anchors: dict[str, int] = {}
    tokens = parser().parse(markdown, {"cited": cited})
    blocks: list[Heading | Passage] = []
    unnamed: list[int] = []
    for group in top_level(tokens):
        first = group[0]
        line = (first.map or [0])[0] + 1
        if first.type == "heading_open":
            text = plain_text(group)
            blocks.append(Heading(int(first.tag[1]), text, anchor_of(text, anchors)))
        elif first.type in OPENING and first.attrGet("id"):
            blocks.append(passage(group, line, cited))
        else:
            unnamed.append(line)
    return Material(tuple(blocks), tuple(cited), tuple(unnamed))


@lru_cache(maxsize=8192)
def inline_html(text: str, cited: tuple[str, ...] = (), article: str | None = "") -> str:
    """A stem, option or rationale: emphasis and citations, no blocks. Citations lead to the article's sources.

    Without an article (None) they are left out: a link away from an open question is no help.
    """
    return clean(parser().renderInline(text, {"cited": list(cited), "article": article}))


def looks_like_citation(text: str) -> str | None:
    """The first thing in readable text that was meant to cite and does not, such as "[@Kearns 22]"."""
    found = re.search(r"\[@.{0,40}", text)
    return found[0] if found else None


def cited_in(text: str) -> list[str]:
    """The ids of the sources that a stem, option or rationale cites."""
    if "[@" not in text:
        return []
    return sources_in(parser().parseInline(text, {"cited": []}))


def sources_in(tokens: list[Token]) -> list[str]:
    return [source for token in walk(tokens) if token.type == "citation" for source in token.meta["sources"]]


@cache
def parser() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table").use(attrs_block_plugin)
    markdown.inline.ruler.before("link", "citation", citation)
    markdown.add_render_rule("citation", render_citation)
    return markdown


def citation(state: StateInline, silent: bool) -> bool:
    """`[@Kearns22]` or `[@Kearns22; @Brady14]`: numbers in the order of first mention, close behind the word before."""
    match = CITATION.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        state.pending = state.pending.rstrip()
        if not state.pending and state.tokens and state.tokens[-1].type == "softbreak":
            state.tokens.pop()
        token = state.push("citation", "", 0)
        token.meta["sources"] = [part.strip().lstrip("@") for part in match.group(1).split(";")]
        for source in token.meta["sources"]:
            if source not in state.env["cited"]:
                state.env["cited"].append(source)
    state.pos = match.end()
    return True


def render_citation(_renderer: object, tokens: list[Token], index: int, _options: object, env: EnvType) -> str:
    article = env.get("article", "")
    if article is None:
        return ""
    numbers = {source: env["cited"].index(source) + 1 for source in tokens[index].meta["sources"]}
    return "".join(
        f'<a class="cite" href="{escape(article)}#source-{source}" aria-label="Source {number}">{number}</a>'
        for source, number in numbers.items()
    )


def top_level(tokens: list[Token]) -> Iterator[list[Token]]:
    """The tokens of each block that stands in nothing else."""
    group: list[Token] = []
    for token in tokens:
        group.append(token)
        if token.level == 0 and token.nesting <= 0:
            yield group
            group = []


def passage(group: list[Token], line: int, cited: list[str]) -> Passage:
    first = group[0]
    passage_id, facts = str(first.attrs.pop("id")), str(first.attrs.pop("facts", ""))
    picture = picture_in(group)
    markdown = parser()
    html = "" if picture else clean(markdown.renderer.render(group, markdown.options, {"cited": cited}))
    sources = sources_in(group)
    text = picture.caption if picture else plain_text(group)
    return Passage(passage_id, line, tuple(facts.split()), tuple(dict.fromkeys(sources)), text, html, picture)


def picture_in(group: list[Token]) -> Picture | None:
    """The picture of a paragraph that is nothing but a picture."""
    inline = [child for token in group if token.type == "inline" for child in token.children or []]
    if [child.type for child in inline] != ["image"]:
        return None
    image = inline[0]
    title = str(image.attrGet("title") or "")
    return Picture(str(image.attrGet("src") or ""), " ".join(image.content.split()), " ".join(title.split()))


def walk(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from walk(token.children or [])


def plain_text(tokens: list[Token]) -> str:
    words = [t.content if t.type in {"text", "code_inline"} else " " for t in walk(tokens) if t.type != "inline"]
    return " ".join("".join(words).split())


def anchor_of(text: str, taken: dict[str, int]) -> str:
    """Two headings may read the same; their anchors may not."""
    anchor = "-".join(["section", *re.findall(r"[a-z0-9]+", text.lower())])
    taken[anchor] = taken.get(anchor, 0) + 1
    return anchor if taken[anchor] == 1 else f"{anchor}--{taken[anchor]}"


def clean(html: str) -> str:
    """Only the tags of an article; links lead to https or to a place on this site (`//host` would slip through)."""
    cleaned = nh3.clean(
        html,
        tags=ALLOWED_TAGS,
        attributes={"a": {"href", "class", "aria-label"}, "th": {"scope"}, "ol": {"start"}},
        attribute_filter=lambda tag, name, value: (
            value if name != "href" or re.match(r"https://|#|/[^/\\\\]", value) else None
        ),
        url_schemes={"https"},
        link_rel="noopener",
    )
    return cleaned.replace("<th>", '<th scope="col">')
