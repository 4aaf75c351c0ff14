"""Jinja filters. What they give is HTML that has been cleaned, so templates may say `| safe` after them."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from trainer.banks import figures, material
from trainer.banks.content import Hotspot
from trainer.banks.generation.templates import PLACEHOLDER
from trainer.banks.material import Passage
from trainer.banks.published import PublishedItem, PublishedModule


def inline(text: str, cited: tuple[str, ...] = (), article: str | None = None) -> str:
    """A stem, option or rationale. Without an article's address its citations are left out."""
    return material.inline_html(text, cited, article)


def passage_html(passage: Passage, article: str = "") -> str:
    """A passage; on any page but the article itself its citations lead there."""
    return passage.html.replace('href="#', f'href="{article}#') if article else passage.html


def drawing(passage: Passage, module: PublishedModule) -> str:
    """The figure of a passage, named by its text alternative."""
    assert passage.picture
    text = module.content.figures[passage.picture.file]
    return figures.inline(text, passage.picture.alternative, f"figure-{passage.id}-title")


def item_drawing(published: PublishedItem) -> str:
    """The figure that a question shows, named by its text alternative."""
    return figures.named(published.drawing, published.item.alternative or "") if published.drawing else ""


def regions_drawing(
    published: PublishedItem, order: Sequence[int], shows_keys: bool = False, chosen: AbstractSet[str] = frozenset()
) -> str:
    """A hotspot's figure with its regions, lettered in this order."""
    item = published.item
    assert isinstance(item, Hotspot)
    if not published.drawing:
        return ""  # an item that is no longer in the bank, nor is its figure
    regions = [item.regions[number] for number in order]
    return figures.with_regions(published.drawing, item.alternative, regions, shows_keys=shows_keys, chosen=chosen)


def pieces(text: object) -> list[tuple[str, bool]]:
    """A text of an item model, cut at its placeholders: (text, whether it is one). No HTML."""
    parts = PLACEHOLDER.split(str(text))
    return [(part, number % 2 == 1) for number, part in enumerate(parts) if part]


FILTERS = {
    "inline": inline,
    "passage_html": passage_html,
    "drawing": drawing,
    "item_drawing": item_drawing,
    "regions_drawing": regions_drawing,
    "pieces": pieces,
}
