"""A list of items as a page shows it: the conditions with their counts, and fifty lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import request

from trainer.banks.cards import queries, rules
from trainer.banks.cards.forms import CardFilter
from trainer.banks.cards.rules import Counted
from trainer.banks.content import Module
from trainer.banks.models import ModuleVersion
from trainer.web.paging import PER_PAGE, Page, number_asked_for


@dataclass(frozen=True)
class CardList:
    filter: CardFilter
    counted: Counted
    page: Page
    modules: dict[int, ModuleVersion]  # by module; live
    may_hold_stale: bool  # False: it is known that none of these modules has a stale item

    @property
    def is_in_lines(self) -> bool:
        return self.filter.wanted.is_in_lines


def list_of(modules: Sequence[ModuleVersion], of: Module | None = None) -> CardList:
    """What the address asks for: of all these modules, or of the one that `of` says more about."""
    form = CardFilter(request.args, () if of else modules, of)
    wanted = form.wanted
    here = modules[0].module_id if of else None
    heaps = queries.heaps(wanted, here)
    counted = rules.counted(heaps, wanted, form.module_id)
    form.tell(counted)
    number = number_asked_for(counted.lines, PER_PAGE)
    only = here or form.module_id
    lines = queries.lines(wanted, only, PER_PAGE, (number - 1) * PER_PAGE)
    return CardList(
        form,
        counted,
        Page(lines, number, counted.lines, PER_PAGE),
        {one.module_id: one for one in modules},
        wanted.asks_uncounted or any(heap.state == rules.STALE for heap in heaps),
    )
