"""What is wrong with a model, or with a variant of it."""

from dataclasses import dataclass

from trainer.reading import Path_


@dataclass(frozen=True, slots=True)
class Finding:
    """`place` leads from the model to what is to be mended. `more` counts other variants with the same fault there."""

    rule: str
    place: Path_
    message: str
    mend: str
    variant: str | None = None  # without the model's id
    more: int = 0

    @property
    def text(self) -> str:
        if not self.more:
            return self.message
        return f"{self.message} (So in {self.more} more variant{'s' if self.more > 1 else ''}.)"
