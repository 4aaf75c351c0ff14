"""The form that everything else is built on. Flask-WTF puts the CSRF token in."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm
from sqlalchemy.exc import IntegrityError

from trainer.db import broken_constraint, db


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


class ButtonForm(Form):
    """Nothing to fill in: the button is the answer."""
