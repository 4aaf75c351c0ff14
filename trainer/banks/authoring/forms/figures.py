"""A figure: a drawing from a file or as text, and the words that go with it in the article."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import request
from wtforms import FileField, ValidationError

from trainer.banks.authoring.drawings.article import AT_THE_END, block_of, joined, with_words
from trainer.banks.authoring.drawings.cleaning import LARGEST, Cleaned, cleaned
from trainer.banks.authoring.findings import Found
from trainer.banks.authoring.forms.base import PartForm, Place
from trainer.banks.authoring.forms.fields import Choice, Hidden, Lines, LongText
from trainer.banks.authoring.parts import Piece, figure_file
from trainer.banks.authoring.setting import Setting
from trainer.banks.grounds import hash_of

FILE_HINT = (
    "An SVG file, as drawing programs save it. What a figure cannot have is taken out and named; pictures made of "
    "pixels (PNG, JPEG) cannot be taken."
)
CHANGED = (
    "Somebody has changed the words of this figure in the article since you opened this page. It says now: "
    "“{alternative}”, and under the figure: “{caption}”. Yours stand below; save once more to put them in their place."
)
NO_PLACE = "Choose where the figure stands in the article, or its words cannot be kept."
NOT_READ = "The article cannot say this: brackets have to come in pairs."


def drawing_from(storage: Any) -> Cleaned | None:
    """Of a file that was sent, or None."""
    name = getattr(storage, "filename", "") or ""
    return cleaned(name, storage.read(LARGEST + 1)) if name else None


class FigureForm(PartForm):
    """`file` is the drawing's, by which the article names it; `notes` say what was taken out of a file."""

    drawing = FileField("Drawing, from a file", description=FILE_HINT)
    text = LongText("Drawing, as SVG", description="Shapes and words only; colors by the classes of the README.")
    alternative = Lines("What somebody who cannot see the figure needs to know")
    caption = Lines("Caption, under the figure")
    after = Choice("Its place in the article")
    seen = Hidden()  # the words as the article had them when the page was shown
    template = "banks/authoring/figure_fields.html"
    file = ""
    now: Mapping[str, str] = {}  # the words as the article has them
    notes: Sequence[str] = ()
    refused = ""
    stands_as = ""

    @classmethod
    def for_part(cls, setting: Setting, slug: str, document: Mapping[str, Any], number: int) -> "FigureForm":
        """With the words that the article has now, unless others are sent."""
        file, article = figure_file(slug), article_of(setting)
        words = words_in(article, file)
        form = cls(number=number, text=str(document.get("text", "")), seen=hash_of(words), **words)
        form.file, form.now = file, words
        there = block_of(article, file)
        form.stands_as = there.passage if there else ""
        places = [(one, f"After {said}") for one, said in setting.passage_choices]
        form.after.offer([*places, (AT_THE_END, "At the end")], nothing="Not in the article")
        if taken := drawing_from(request.files.get("drawing")):
            form.take(taken)
        return form

    def take(self, taken: Cleaned) -> None:
        self.notes, self.refused = taken.notes, taken.refused
        if not taken.refused:
            self.text.data = taken.text

    @property
    def words(self) -> dict[str, str]:
        return {"alternative": joined(self.alternative.data or ""), "caption": joined(self.caption.data or "")}

    def written(self, document: Mapping[str, Any]) -> dict[str, Any]:
        return {"text": self.text.said.lstrip("\r\n")}  # an empty line would stand before what XML begins with

    def changed(self, doing: str) -> PartForm:
        """ "clean text": what was typed or pasted is taken as if it had come from a file."""
        self.take(cleaned("The text", (self.text.data or "").encode()))
        return self

    def own_findings(self) -> list[Found]:
        if not (self.stands_as or self.after.data):
            return []
        return [Found((name,), 0, "shape", "Fill this in.", "") for name, said in self.words.items() if not said]

    def around(self, setting: Setting) -> Setting:
        """With the article as these words would have it."""
        article = self.article(article_of(setting))
        return setting if article is None else setting.with_piece(Piece("material", "material", {"text": article}))

    def article(self, text: str) -> str | None:
        """The article with these words; None where it has them already, and where there is no place for them."""
        if self.words == words_in(text, self.file):
            return None
        name = self.file.removeprefix("figures/").removesuffix(".svg")
        return with_words(text, self.file, **self.words, after=self.after.data or "", name=f"figure-{name}")

    def validate_drawing(self, _field: FileField) -> None:
        if self.refused:
            raise ValidationError(self.refused)

    def validate_alternative(self, _field: Lines) -> None:
        if with_words("", self.file, **self.words, after=AT_THE_END, name="figure") is None:
            raise ValidationError(NOT_READ)

    def validate_seen(self, field: Hidden) -> None:
        """Pressing once more puts these words over those of somebody else, knowingly."""
        if field.data != hash_of(self.now) and self.words != self.now:
            field.data = hash_of(self.now)
            raise ValidationError(CHANGED.format(**self.now))

    def validate_after(self, field: Choice) -> None:
        if not self.stands_as and not field.data and any(self.words.values()):
            raise ValidationError(NO_PLACE)

    def field_for(self, place: Place) -> str:
        return str(place[0]) if place and str(place[0]) in self._fields else ""


def article_of(setting: Setting) -> str:
    return str(setting.document("material").get("text", ""))


def words_in(text: str, file: str) -> dict[str, str]:
    """What the article says in place of the figure, and under it."""
    there = block_of(text, file)
    picture = there.picture if there else None
    return {"alternative": picture.alternative if picture else "", "caption": picture.caption if picture else ""}
