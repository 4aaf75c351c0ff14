"""What a module made from a text is to say and to ask."""

from collections.abc import Mapping

from wtforms import BooleanField, FieldList, FormField, IntegerField, StringField, TextAreaField, ValidationError
from wtforms import Form as Row
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, StopValidation

from trainer.banks.composing import About
from trainer.banks.content import LEVELS, SLUG_MEND, is_slug
from trainer.banks.forms import one_line, several_lines
from trainer.web.forms import DayField, Form

Blueprint = Mapping[str, Mapping[str, int]]

A_COUNT = [Optional(), NumberRange(0, 200, "Write a number from 0 to 200")]
TOO_LONG = "Use at most %(max)d characters"


class WholeNumber(IntegerField):
    def process_formdata(self, valuelist: list[str]) -> None:
        if valuelist and not valuelist[0].strip():
            self.data = None
            return
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Write a whole number") from None

    def pre_validate(self, form) -> None:
        if self.process_errors:
            raise StopValidation  # one error is enough


class ObjectiveRow(Row):
    """An objective and how many of its items a form draws, by level."""

    short = StringField(
        "Short name", [DataRequired("Give it a short name"), Length(max=40, message=TOO_LONG)], [one_line]
    )
    text = StringField(
        "What a learner must be able to do",
        [DataRequired("Say what a learner must be able to do"), Length(max=400, message=TOO_LONG)],
        [one_line],
    )
    safety_critical = BooleanField("Safety-critical: passed by itself")
    recall = WholeNumber("Recall", A_COUNT)
    application = WholeNumber("Application", A_COUNT)
    judgment = WholeNumber("Judgment", A_COUNT)


class ModuleForm(Form):
    """`there`: the accepted drafts by objective and level, which no cell of the blueprint may exceed."""

    title = StringField("Title", [DataRequired("Give it a title"), Length(max=120, message=TOO_LONG)], [one_line])
    slug = StringField("Name in addresses", [DataRequired("Give it a name")], [one_line])
    summary = TextAreaField(
        "Summary",
        [DataRequired("Say in a sentence what it is about"), Length(max=400, message=TOO_LONG)],
        [several_lines],
    )
    objectives = FieldList(FormField(ObjectiveRow))
    minutes = WholeNumber(
        "Minutes for a quiz", [InputRequired("Write how many"), NumberRange(1, 480, "Write a number from 1 to 480")]
    )
    cut_percent = WholeNumber(
        "Percent of items to pass",
        [InputRequired("Write how many"), NumberRange(1, 100, "Write a number from 1 to 100")],
    )
    review_by = DayField("To be reviewed by", [InputRequired("Enter a date")])

    def __init__(self, about: About, blueprint: Blueprint, there: Blueprint):
        rows = [
            one.model_dump(include={"short", "text", "safety_critical"})
            | dict.fromkeys(LEVELS, 0)
            | dict(blueprint.get(one.id, {}))
            for one in about.objectives
        ]
        self.about, self.there = about, there
        super().__init__(
            title=about.title,
            slug=about.slug,
            summary=about.summary,
            objectives=rows,
            minutes=about.quiz.minutes,
            cut_percent=about.quiz.cut_percent,
            review_by=about.review_by,
        )

    def cells(self, number: int):
        """The fields of one objective's cells: (level, field, how many are accepted)."""
        there = self.there.get(self.about.objectives[number].id, {})
        fields = [(level, self.objectives[number].form[level], there.get(level, 0)) for level in LEVELS]
        return [(level, field, count) for level, field, count in fields if count or field.data or field.errors]

    def validate_slug(self, field: StringField) -> None:
        if not is_slug(field.data):
            raise ValidationError(SLUG_MEND)

    def validate_objectives(self, field: FieldList) -> None:
        if len(field) != len(self.about.objectives):
            raise ValidationError("The objectives have changed. Reload the page.")
        for number in range(len(field)):
            for _, cell, there in self.cells(number):
                if (cell.data or 0) > there:
                    cell.errors = [*cell.errors, f"{cell.data} asked, {there} accepted: lower it, or accept more"]
        if any(cell.errors for number in range(len(field)) for _, cell, _ in self.cells(number)):
            raise ValidationError("The blueprint asks for more than is accepted")
        if not sum(cell.data or 0 for number in range(len(field)) for _, cell, _ in self.cells(number)):
            raise ValidationError("A quiz draws at least one item: write how many of which level")

    @property
    def blueprint(self) -> dict[str, dict[str, int]]:
        rows = {
            one.id: {level: cell.data for level, cell, _ in self.cells(number) if cell.data}
            for number, one in enumerate(self.about.objectives)
        }
        return {objective: row for objective, row in rows.items() if row}

    @property
    def said(self) -> About:
        """As filled in. Objectives keep their ids: drafts name them."""
        fields = ("short", "text", "safety_critical")
        objectives = tuple(
            one.model_copy(update={name: row.form[name].data for name in fields})
            for one, row in zip(self.about.objectives, self.objectives, strict=True)
        )
        quiz = self.about.quiz.model_copy(update={"minutes": self.minutes.data, "cut_percent": self.cut_percent.data})
        said = {
            "title": self.title.data,
            "slug": self.slug.data,
            "summary": self.summary.data,
            "review_by": self.review_by.data,
        }
        return self.about.model_copy(
            update=said | {"objectives": objectives, "quiz": quiz, "blueprint": self.blueprint}
        )
