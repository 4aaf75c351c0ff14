"""What a writer made: the file, and what it could not hold."""

from dataclasses import dataclass, field

from trainer.banks.formats.questions import Question, Skipped


@dataclass
class Written:
    data: bytes = b""
    left_out: list[Skipped] = field(default_factory=list)

    def leave(self, question: Question, reason: str) -> None:
        self.left_out.append(Skipped(question.line, question.type, f"{question.id or question.title}: {reason}"))
