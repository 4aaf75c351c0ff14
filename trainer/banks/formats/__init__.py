"""Questions in the formats of other products: read with what that loses, and written. All pure: bytes in, bytes out.

`read` takes a file apart into `questions.Reading`; `write` makes a file of questions. A format is a module with
`read(data)` and, where it can be written, `write(questions)`; to add one, write it and name it here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from trainer.banks.formats import aiken, detecting, gift, losses, moodle_xml, own, paste, qti1, qti2, tables
from trainer.banks.formats.fitting import fitted
from trainer.banks.formats.packages import reading as packages
from trainer.banks.formats.questions import Answer, CannotRead, Gap, Question, Reading, Skipped
from trainer.banks.formats.written import Written

__all__ = ["FORMATS", "Answer", "CannotRead", "Gap", "Question", "Reading", "Skipped", "Written", "read", "write"]


@dataclass(frozen=True)
class Format:
    read: Callable[[bytes], Reading]
    write: Callable[[Iterable[Question]], Written] | None = None


FORMATS: dict[str, Format] = {
    "gift": Format(gift.read, gift.write),
    "moodle_xml": Format(moodle_xml.read, moodle_xml.write),
    "aiken": Format(aiken.read, aiken.write),
    "qti12": Format(qti1.read, qti1.write_package),
    "qti21": Format(qti2.read, qti2.write),
    "qti22": Format(qti2.read),
    "qti30": Format(qti2.read, qti2.write_3),
    "paste": Format(paste.read),
    "yaml": Format(own.read, own.write),
    "package": Format(packages.read),
    "csv": Format(tables.read_csv, tables.write_csv),
    "xlsx": Format(tables.read_xlsx, tables.write_xlsx),
}


def read(data: bytes, name: str = "", format_: str = "") -> Reading:
    """`name` is only looked at for its ending. What cannot be read at all is a reading with one error.

    Each question has been fitted to the kinds of this product, so that its warnings name what those cannot hold.
    """
    try:
        format_ = format_ or detecting.format_of(data, name)
        reader = packages.read if is_package(data, format_) else FORMATS[format_].read
        reading = reader(data)
    except CannotRead as problem:
        reading = Reading(format_)
        reading.error(*placed(str(problem)))
    except Exception:  # whatever a broken file makes a parser do, the reader gets one plain sentence
        reading = Reading(format_)
        reading.error(0, "This file is damaged in a way that is not known here. It was not read.")
    if not (reading.questions or reading.skipped or reading.errors) and format_ != "yaml":
        reading.error(0, "There are no questions in this file.")
    for question in reading.questions:
        fitted(question)
    return reading


def is_package(data: bytes, format_: str) -> bool:
    """QTI comes as a single file or as a zip of files."""
    return data.startswith(b"PK") and format_.startswith(("qti", "moodle"))


def placed(message: str) -> tuple[int, str]:
    """“line 7: ...” as the number and the rest."""
    front, colon, rest = message.partition(": ")
    if colon and front.startswith("line ") and front[5:].isdigit():
        return int(front[5:]), rest
    return 0, message


def write(questions: Iterable[Question], format_: str) -> Written:
    writer = FORMATS[format_].write
    if writer is None:
        raise CannotRead(f"{format_} can be read, but not written.")
    rows = list(questions)
    written = writer(rows)
    if format_ != "yaml":
        losses.name_them(rows, format_, written)
    return written
