"""Is a page valid HTML? Asked once for each markup: words and values in quotes make no difference to that."""

import re
from collections.abc import Iterator

import html5lib
from html5lib._inputstream import invalid_unicode_re

# Where one of these is, the page is always read whole: comments, and characters that are themselves a mistake.
OUT_OF_THE_ORDINARY = re.compile(rf"<!-|<!\[|{invalid_unicode_re.pattern}")
PLAIN = r"(?:[^<>&\"'`=]|&(?:amp|lt|gt|quot|\#34|\#39);)"
VALUE = re.compile(rf'(?<!type)(?<!encoding)="{PLAIN}++"')
WORDS = re.compile(rf"(?<=>) ?+(?!<){PLAIN}++(?=<)")
SPACE = re.compile(r"[ \t\r\n]+")
VALID: set[int] = set()  # markup that was found to be valid, in this process


def html_problems(text: str) -> Iterator[str]:
    if (markup := markup_of(text)) and markup in VALID:
        return
    parser = html5lib.HTMLParser()
    parser.parse(text)
    if markup and not parser.errors:
        VALID.add(markup)
    lines = text.splitlines()
    for (line, column), code, details in parser.errors:
        yield f"not valid HTML: {code} {details} in line {line}: {lines[min(line, len(lines)) - 1][:column][-120:]}"


def markup_of(text: str) -> int | None:
    """The same for pages that differ in plain words and plain values only; what a type is stays."""
    if OUT_OF_THE_ORDINARY.search(text):
        return None
    return hash(WORDS.sub("x", VALUE.sub('="x"', SPACE.sub(" ", text))))
