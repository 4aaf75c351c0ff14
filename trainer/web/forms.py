"""The form that everything else is built on. Flask-WTF puts the CSRF token in."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError
from wtforms import DateField

from trainer.db import broken_constraint, db
from trainer.errors import Refused


class Form(FlaskForm):
    """A form that knows whether it was sent and is sound."""

    def submitted(self) -> bool:
        return self.validate_on_submit()

    @contextmanager
    def beside(self, **messages: tuple[str, str]) -> Iterator[None]:
        """What the database refuses ends as a message beside a field: constraint=(field, message).

        with form.beside(uq_person_email=("email", "Somebody has this address already")):
            actions.join(...)
            db.session.commit()
            return redirect(...)
        """
        try:
            yield
        except IntegrityError as problem:
            db.session.rollback()
            field, message = messages.get(broken_constraint(problem), ("", ""))
            if not field:
                raise
            self[field].errors = [*self[field].errors, message]

    @contextmanager
    def or_refused(self) -> Iterator[None]:
        """What the rules forbid ends as a message above the fields, and nothing that was typed is lost."""
        try:
            yield
        except Refused as refusal:
            db.session.rollback()
            self.form_errors: list[str] = [*self.form_errors, str(refusal)]


class DayField(DateField):
    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError("Enter a date, like 2027-03-01") from None


class ButtonForm(Form):
    """Nothing to fill in: the button is the answer."""
