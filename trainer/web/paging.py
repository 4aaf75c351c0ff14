"""Long lists, a page at a time: two statements, however long the list is."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from flask import request
from sqlalchemy import Select, func, select

from trainer.db import db

PER_PAGE = 50


@dataclass(frozen=True)
class Page:
    """`items` are rows, or entities where the statement selects only one. `number` counts from 1."""

    items: Sequence[Any]
    number: int
    total: int
    per_page: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.per_page))

    def url(self, number: int) -> str:
        """This page's address with another number; filters stay."""
        arguments = request.args.to_dict(flat=False) | {"page": [str(number)]}
        return f"{request.path}?{urlencode(arguments, doseq=True)}"


def page_of(wanted: Select, per_page: int = PER_PAGE) -> Page:
    """The page that the address asks for with ?page=; the nearest one where there is no such page."""
    total = db.session.scalar(select(func.count()).select_from(wanted.order_by(None).subquery())) or 0
    number = number_asked_for(total, per_page)
    result = db.session.execute(wanted.limit(per_page).offset((number - 1) * per_page))
    entities = len(wanted.column_descriptions) == 1
    return Page(result.scalars().all() if entities else result.all(), number, total, per_page)


def part_of(items: Sequence[Any], per_page: int = PER_PAGE) -> Page:
    """As `page_of`, of what is in memory already."""
    number = number_asked_for(len(items), per_page)
    return Page(items[(number - 1) * per_page : number * per_page], number, len(items), per_page)


def number_asked_for(total: int, per_page: int) -> int:
    asked = request.args.get("page", 1, type=int)
    return min(max(asked, 1), max(1, -(-total // per_page)))
