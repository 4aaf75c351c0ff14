from wtforms import (
    BooleanField,
    HiddenField,
    SearchField,
    SelectField,
    SelectMultipleField,
    TextAreaField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.banks.content import LEVELS, SHAPES, Item, Module
from trainer.banks.kinds import kind_of
from trainer.banks.models import ModuleVersion
from trainer.people.forms import SignedSincePublished, as_signed, signature_field, statement_field
from trainer.people.models import Clinic, Person
from trainer.people.rules import tidy_name
from trainer.web.forms import DayField, Form

STATEMENT = (
    "I have read the article, its sources and every item of this version. I find them correct and fit for the practice "
    "of our clinic, and I stand for their use here."
)


def one_line(text: str | None) -> str:
    return tidy_name(text or "")


def several_lines(text: str | None) -> str:
    return (text or "").strip()


class AdoptionForm(SignedSincePublished):
    name = signature_field()
    statement = statement_field("Your statement")
    adopted_on = DayField("Date", [InputRequired("Enter the date, today or earlier")])
    is_read = BooleanField("", [InputRequired("Confirm that you have read the material and the items")])

    def __init__(self, person: Person, clinic: Clinic, live: ModuleVersion):
        super().__init__(clinic, live, name=as_signed(person), statement=STATEMENT)
        self.is_read.label.text = f"I have read the material and the items of version {live.number}"


BY_HAND, MODELS = "by hand", "models"


class ItemFilter(Form):
    """Which items of a bank are shown. Lives in the address, so it has no token; what is not a choice is ignored."""

    class Meta:
        csrf = False

    q = SearchField("Words in the item")
    objective = SelectField("Objective")
    level = SelectField("Level", choices=[("", "All levels"), *((level, level.capitalize()) for level in LEVELS)])
    kind = SelectField("Kind", choices=[("", "All kinds"), *((kind, kind.capitalize()) for kind in SHAPES)])
    source = SelectField("Source")
    use = SelectField(
        "Use", choices=[("", "All uses"), ("scored", "Scored"), ("practice", "Practice"), ("retired", "Retired")]
    )
    safety_critical = BooleanField("Safety-critical only")

    def __init__(self, module: Module, asked):
        super().__init__(asked)
        self.objective.choices = [("", "All objectives"), *((one.id, one.short) for one in module.objectives)]
        self.source.choices = [
            ("", "Items and models"),
            (BY_HAND, "Written by hand"),
            *([(MODELS, "Item models")] if module.models else []),
            *((f"model {model.id}", f"Variants: {model.title}") for model in module.models),
        ]
        for field in self.choices:
            if field.data not in dict(field.choices):
                field.data = ""

    @property
    def choices(self) -> list[SelectField]:
        return [self.objective, self.level, self.kind, self.source, self.use]

    @property
    def is_set(self) -> bool:
        return bool(self.words or self.safety_critical.data or any(field.data for field in self.choices))

    @property
    def model(self) -> str:
        """The one model whose variants are asked for, or empty."""
        return self.source.data.removeprefix("model ") if self.source.data.startswith("model ") else ""

    def for_model(self, model_id: str) -> dict[str, str]:
        """This filter in an address, for the variants of one model."""
        fields = {"q": self.q.data or ""} | {field.short_name: field.data for field in self.choices}
        fields |= {"source": f"model {model_id}", "safety_critical": "y" if self.safety_critical.data else ""}
        return {name: value for name, value in fields.items() if value}

    @property
    def words(self) -> list[str]:
        return (self.q.data or "").casefold().split()

    def lets_through(self, item: Item) -> bool:
        return (
            self.objective.data in {"", item.objective}
            and self.level.data in {"", item.level}
            and self.kind.data in {"", item.kind}
            and self.use.data in {"", item.use}
            and (item.safety_critical or not self.safety_critical.data)
            and self.is_of_source(item)
            and self.says_all(item)
        )

    def is_of_source(self, item: Item) -> bool:
        maker = item.made.model if item.made else ""
        return {"": True, BY_HAND: not maker, MODELS: bool(maker)}.get(self.source.data, self.model == maker)

    def says_all(self, item: Item) -> bool:
        """Whether each word stands in the stem, the case, an option, or a reason."""
        if not self.words:
            return True
        texts = [item.stem, item.case_text, *(text for _, _, text in kind_of(item).texts(item))]
        said = " ".join(texts).casefold()
        return all(word in said for word in self.words)


class ConfirmationForm(Form):
    """Items were looked at again, after what they rest on had changed, and are still right.

    `version` is the one that was read, `change` what had changed; `everything` is the button that means all of them.
    """

    version = HiddenField()
    change = HiddenField()
    chosen = SelectMultipleField("Items", choices=[], validate_choice=False)
    everything = HiddenField()
    reason = TextAreaField(
        "Why it is still right",
        [DataRequired("Say why it is still right"), Length(max=500, message="Use at most %(max)d characters")],
        [several_lines],
    )

    def __init__(self, live: ModuleVersion):
        self.live = live
        super().__init__()

    def validate_version(self, field: HiddenField) -> None:
        if field.data != str(self.live.number):
            raise ValidationError(
                f"Version {self.live.number} was published in the meantime. Look at what has changed now, then confirm."
            )

    def validate_chosen(self, field: SelectMultipleField) -> None:
        if not field.data and not self.everything.data:
            raise ValidationError("Mark the items that are still right, or say it of all")
