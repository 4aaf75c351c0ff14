"""What the API answers. These models write the answers and the OpenAPI document alike, so the two cannot differ."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

Number = Annotated[int, Field(ge=1, description="Stays the same for as long as the record exists.")]
Next = Annotated[str | None, Field(description="The address of the next page; null on the last one.")]


class Answer(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class PersonName(Answer):
    id: Number
    name: str


class Role(Answer):
    """A role at this clinic. Both days count, where the clinic is."""

    role: str = Field(description="practitioner, director or educator.")
    joined_on: date
    left_on: date | None = Field(description="The last day; null while it is held.")


class Person(Answer):
    """Somebody who holds or held a role at the clinic."""

    id: Number
    name: str
    email: str | None = Field(description="Null once the person has left.")
    profession: str | None = Field(description="Null for somebody who does not needle, and once the person has left.")
    is_here: bool = Field(description="Whether a role is held today.")
    merged_into: int | None = Field(description="The number of the person that this one was found to be; usually null.")
    roles: tuple[Role, ...]


class People(Answer):
    items: tuple[Person, ...]
    next: Next


class CredentialName(Answer):
    slug: str
    title: str
    version: int = Field(description="The version of its policy: earned under, or followed by the clinic on the day.")


State = Annotated[
    Literal["current", "due_soon", "lapsed", "missing", "stopped"],
    Field(description="stopped: suspended, revoked or on leave. Current and due_soon are cleared, the others are not."),
]


class Certificate(Answer):
    """A certificate as it was issued. Renewing gives a new one. How its holder stands on a day is under status."""

    code: str = Field(description="Anybody can check it, at the address in `check`.")
    person: PersonName
    holder_name: str = Field(description="The name on the day of issue.")
    credential: CredentialName
    valid_from: date
    valid_until: date = Field(description="The last day counts, in the time zone of the clinic that issued it.")
    issued_at: datetime
    issued_by: str = Field(description="The clinic.")
    renews: str | None = Field(description="The code of the certificate that it follows.")
    state: State = Field(
        description="Of this one alone, today: current, lapsed, stopped; missing before its first day."
    )
    stopped_by: tuple[str, ...] = Field(description="What stops it today: suspension, revocation, correction.")
    provenance: str | None = Field(
        description="Of one that was not earned here: imported, not verified; or imported, verified by whom and when."
    )
    check: str = Field(description="The address of its public check page.")


class Certificates(Answer):
    items: tuple[Certificate, ...]
    next: Next


class Standing(Answer):
    """How somebody stands with one credential on the day."""

    credential: CredentialName
    state: State
    cleared: bool
    until: date | None = Field(description="The last day of being cleared, if nothing new is recorded.")
    is_temporary: bool = Field(description="Whether only a temporary clearance clears.")


class Requirement(Answer):
    """One thing that the credential asks for."""

    kind: str = Field(description="module, practical, license, training, document; more can come.")
    title: str = Field(description="What it is called; of a module, its slug.")
    state: State
    until: date | None = Field(description="The last day on which it holds; null where it does not, or has no end.")


class ExplainedStanding(Standing):
    """How somebody stands with one credential on the day, and with each thing that it asks for."""

    stopped_by: tuple[str, ...] = Field(description="suspension, leave or revocation.")
    requirements: tuple[Requirement, ...]


class Clocked(Answer):
    """Both clocks of the answer."""

    as_of: date = Field(description="The day in question.")
    as_known_on: date = Field(description="The day at whose end this was known; of today, until now.")


class Status(Clocked):
    """How one person stands on a day, as known on a day."""

    person: PersonName
    standings: tuple[ExplainedStanding, ...]


class PersonStatus(Answer):
    person: PersonName
    standings: tuple[Standing, ...]


class Statuses(Clocked):
    """How everyone who practices at the clinic stands on a day, as known on a day."""

    items: tuple[PersonStatus, ...]
    next: Next


class Event(Answer):
    """A line of the trail. Lines are added and never changed."""

    id: Number
    name: str = Field(description="What happened, as in certificate.issued. More names can come.")
    sentence: str
    recorded_at: datetime = Field(description="When it was written down.")
    effective_at: datetime = Field(description="From when it holds.")
    about: PersonName | None
    by: PersonName | None = Field(description="Null: the system itself.")
    details: dict[str, JsonValue] = Field(description="The values that the sentence is made of.")


class Events(Answer):
    items: tuple[Event, ...]
    after: int = Field(description="The number to ask after, next time. It stays where it is while nothing happens.")
    next: Next


class Delivery(Answer):
    """The body of a delivery to a webhook."""

    delivery: str = Field(description="The same each time that this delivery is sent: drop what you have seen.")
    clinic: str = Field(description="The clinic, as in its address here.")
    event: Event
