"""Pages of the banks and their numbers."""

from collections.abc import Iterator

from sqlalchemy import func, select

from tests.journeys.world.sample import SLUG, Pages, answered, first
from trainer.banks import queries as banks
from trainer.banks.models import Item, ItemVersion, Module
from trainer.banks.published import PublishedModule
from trainer.quizzes.models import Response


def of_an_educator() -> Pages:
    version = banks.live_version(SLUG)
    assert version is not None
    module = banks.published(version.id)
    drawn = {passage.id for passage in module.material.passages if passage.picture}
    about_a_figure = next((one for one in module.items if one.item.passage in drawn), module.items[1])
    return answered(
        200,
        "/",
        "/banks/",
        f"/banks/{SLUG}/",
        f"/banks/{SLUG}/?q=no-such-word",
        "/banks/items",
        "/banks/items?q=needle&level=recall&alert=any&facility_from=10",
        "/banks/items?q=no-such-word",
        f"/banks/{SLUG}/items/{module.items[0].item.id}/",
        f"/banks/{SLUG}/items/{about_a_figure.item.id}/",
        f"/banks/{SLUG}/staleness/",
        f"/banks/{SLUG}/sources/",
        f"/banks/{SLUG}/sources/{module.sources[0].id}/change",
        f"/banks/{SLUG}/changes/",
        f"/banks/{SLUG}/changes/proposal",
        *models_of(module),
        *numbers_of(),
    ) | answered(404, f"/banks/{SLUG}/items/no-such-item/")


def numbers_of() -> Iterator[str]:
    """Of all modules, of one, of its forms, of the item that most have met."""
    asked = select(Item.slug).join(ItemVersion, ItemVersion.item_id == Item.id).join(Response)
    asked = asked.join(Module, Module.id == Item.module_id).where(Module.slug == SLUG)
    most = asked.group_by(Item.slug).order_by(func.count().desc(), Item.slug)
    here = f"/numbers/{SLUG}/"
    pages = (here, f"{here}?by=version&sort=-facility", f"{here}form/", f"{here}items/{first(most)}/")
    yield from ("/numbers/", "/studies/", *pages)


def models_of(module: PublishedModule) -> Iterator[str]:
    """The pages of the model with the most tables: all of them, its list of variants, and the first of those."""
    here = f"/banks/{SLUG}/models/"
    model = max(module.content.models, key=lambda one: len(one.tables))
    first_variant = next(one.item.id for one in module.items if one.item.made and one.item.made.model == model.id)
    yield from (here, f"{here}{model.id}/", f"{here}{model.id}/variants/", f"{here}{model.id}/variants/?which=off")
    yield f"{here}{model.id}/variants/{first_variant.removeprefix(f'{model.id}-')}/"
    yield f"/banks/{SLUG}/items/{first_variant}/"
