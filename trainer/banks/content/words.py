"""The words that files may use: what an id, a level, a share or an address looks like."""

import re
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from trainer.reading import breaks

LEVELS = ("recall", "application", "judgment")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
SLUG_MEND = "Use small letters, digits and single hyphens, at most 80."
NAME = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")


def filled(text: str) -> str:
    if not text.strip():
        raise ValueError("it is empty.")
    return text.strip()


def slug(text: str) -> str:
    if not is_slug(text):
        raise breaks("slug", f"“{text[:90]}” is not a slug.", SLUG_MEND)
    return text


def is_slug(text: str) -> bool:
    return bool(SLUG.fullmatch(text)) and len(text) <= 80


def name(text: str) -> str:
    if not NAME.fullmatch(text) or len(text) > 40:
        raise breaks("slug", f"“{text[:50]}” is not an id.", "Use letters, digits and single hyphens, at most 40.")
    return text


def level(text: str) -> str:
    if text not in LEVELS:
        raise breaks("blueprint", f"“{text[:50]}” is not a level.", f"Use one of: {', '.join(LEVELS)}.")
    return text


def web_address(text: str) -> str:
    """Something that a link can lead to; `urlsplit` refuses some texts by raising ValueError itself."""
    address = urlsplit(text)
    if address.scheme not in {"http", "https"} or not address.hostname:
        raise ValueError("it is not a web address. Begin with https://.")
    return text


Words = Annotated[str, AfterValidator(filled)]
Slug = Annotated[str, AfterValidator(slug)]
Name = Annotated[str, AfterValidator(name)]
Percent = Annotated[int, Field(ge=1, le=100)]
Level = Literal["recall", "application", "judgment"]


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
