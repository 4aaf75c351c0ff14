"""What a credential takes, as its file says it. Frozen."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field


class Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Requirement(Value):
    """A module that must have been passed; its slug."""

    module: str


class Policy(Value):
    """What the file says. Months are calendar months."""

    title: Annotated[str, Field(min_length=1)]
    scope: Annotated[str, Field(min_length=1)]
    requirements: Annotated[tuple[Requirement, ...], Field(min_length=1)]
    within_months: Annotated[int, Field(ge=1, le=120)]
    due_soon_days: Annotated[int, Field(ge=1, le=365)]

    @property
    def modules(self) -> tuple[str, ...]:
        return tuple(requirement.module for requirement in self.requirements)


class Credential(Policy):
    """A policy with the slug of its file."""

    slug: str
