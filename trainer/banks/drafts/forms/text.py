"""A text comes in: pasted, or as a file."""

from hashlib import sha256

from flask_wtf.file import FileField
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import Length

from trainer.banks.drafting.reading import CannotRead, Source, read_paste, read_upload
from trainer.banks.drafting.reading.source import LARGEST
from trainer.banks.forms import one_line
from trainer.web.forms import Form

ACCEPTED = ".md,.markdown,.txt,.text,.docx,.html,.htm,.xhtml,.pdf"  # a help for choosing; what comes is looked at
NEITHER = "Paste a text, or choose a file"
BOTH = "Give one of the two: take the pasted text out, or choose no file"


class TextForm(Form):
    """After `read`, `name` (of the file, empty for a paste) and `digest` tell what was given.

    Of a file's name only the ending is used, to tell the format; the type that the browser names is not believed.
    """

    title = StringField("Title", [Length(max=120, message="Use at most %(max)d characters")], [one_line])
    paste = TextAreaField("Paste a text")
    upload = FileField("Or choose a file", render_kw={"accept": ACCEPTED, "data-largest": LARGEST})
    name = ""
    digest = ""

    def read(self) -> Source | None:
        """What was given as a text, or None and an error beside the field."""
        pasted, upload = (self.paste.data or "").strip(), self.upload.data
        has_file = bool(upload and upload.filename)
        if bool(pasted) == has_file:
            self.refuse(self.upload if has_file else self.paste, BOTH if has_file else NEITHER)
            return None
        field = self.upload if has_file else self.paste
        try:
            if has_file:
                data = upload.read()
                self.name, self.digest = upload.filename.replace("\\", "/").rpartition("/")[2][-100:], digest_of(data)
                return read_upload(upload.filename, data)
            self.digest = digest_of(pasted.encode())
            return read_paste(pasted)
        except CannotRead as problem:
            fault = problem.fault
            place = f"Line {fault.line}: " if fault.line else ""
            self.refuse(field, f"{place}{fault.message} {fault.mend}")
            return None

    def refuse(self, field: Field, message: str) -> None:
        field.errors = [*field.errors, message]


def digest_of(data: bytes) -> str:
    return sha256(data).hexdigest()
