"""How a clinic's words would read, with an invented person."""

from datetime import date, timedelta

from trainer.credentials.reminders import rules
from trainer.credentials.reminders.rules import Matter, Text
from trainer.people.models import Clinic


def preview(clinic: Clinic, kind: str, words: dict[str, Text], day: date, link: str) -> Text:
    frame = {"name": "Sample Person", "clinic": clinic.name, "link": link}
    if kind == "director":
        return rules.compose_for_director(words, [sample("before", day), sample("lapsed", day)], frame)
    if rules.is_line(kind):
        return Text("", rules.line(words, sample(kind.removeprefix("line_"), day), frame))
    if kind == "letter":
        return rules.compose(words, [sample("before", day), sample("window_opens", day)], frame)
    return rules.compose(words, [sample(kind, day)], frame)


def sample(kind: str, day: date) -> Matter:
    ends = day - timedelta(days=1) if kind == "lapsed" else day + timedelta(days=30)
    name = "before_30" if kind == "before" else kind
    return Matter(name, "Sample Person", "Sample credential", day, ends, (ends - day).days, "the reason given")
