"""What a writer made: the file, and what it could not hold."""

from dataclasses import dataclass, field

from trainer.banks.formats.questions import Question, Skipped


@dataclass
class Written:
    data: bytes = b""
    left_out: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)  # what is in the file, but says less
    without: list[Question] = field(default_factory=list)  # the questions that are left out

    def leave(self, question: Question, reason: str) -> None:
        self.without.append(question)
        self.left_out.append(Skipped(question.line, question.type, f"{question.id or question.title}: {reason}"))

    def note(self, question: Question, text: str) -> None:
        self.notes.append(f"{question.id or question.title}: {text}")
