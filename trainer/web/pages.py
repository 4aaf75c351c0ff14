"""What every page can use: the words for dates and states, the menu, the version of a static file."""

from datetime import date, datetime
from hashlib import sha256
from math import floor
from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask, current_app, url_for
from flask_bootstrap import Bootstrap5
from flask_login import current_user

from trainer import clock

bootstrap = Bootstrap5()


def init_app(app: Flask) -> None:
    bootstrap.init_app(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters |= {
        "day": day,
        "moment": moment,
        "time_of_day": time_of_day,
        "percent": percent,
        "count": count,
        "points": points,
    }
    app.jinja_env.globals |= {"asset": asset, "now": clock.now}
    app.extensions["asset versions"] = {}


def day(value: date | None) -> str:
    """14 March 2027; of a moment, the day it was where the person's clinic is."""
    if isinstance(value, datetime):
        return moment(value).partition(",")[0]
    return f"{value.day} {value:%B %Y}" if value else "–"


def moment(value: datetime | None) -> str:
    """14 March 2027, 16:05 (in the person's clinic's time zone, named where it is not obvious)"""
    if value is None:
        return "–"
    zone = getattr(current_user, "time_zone", None) or "UTC"
    local = value.astimezone(ZoneInfo(zone))
    return f"{day(local.date())}, {local:%H:%M}" + (" UTC" if zone == "UTC" else "")


def time_of_day(value: datetime) -> str:
    """16:05 (as `moment`)"""
    return moment(value).rpartition(", ")[2]


def percent(part: float, whole: float = 1) -> str:
    """Rounded down: just short of the cut is not shown as the cut."""
    return f"{floor(100 * part / whole + 1e-6)}%" if whole else "–"


def points(value: float) -> str:
    """16, 15.5, 15.33: cut off at the second place, so that what falls short is not shown as enough."""
    return f"{floor(100 * value + 1e-6) / 100:.2f}".rstrip("0").rstrip(".")


def count(number: int, one: str, many: str | None = None) -> str:
    """1 item, 20 items"""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def asset(name: str) -> str:
    """The address of a static file, with its content's hash, so that browsers keep it until it changes."""
    versions = current_app.extensions["asset versions"]
    if name not in versions:
        versions[name] = sha256(Path(current_app.static_folder or "", name).read_bytes()).hexdigest()[:10]
    return url_for("static", filename=name, v=versions[name])
