"""A module made from a text: what was accepted, what a blueprint can ask of it, and the check before it is live."""

from collections.abc import Mapping, Sequence

from trainer.banks import composing
from trainer.banks.authoring import writing_back
from trainer.banks.composing import About, Decision
from trainer.banks.drafting.reading import Source
from trainer.banks.drafts.models import DraftText
from trainer.banks.drafts.queries import Standing
from trainer.banks.loading import Checked


def about_of(text: DraftText) -> About:
    return About.model_validate(text.about)


def accepted_cells(standings: Sequence[Standing]) -> list[tuple[str, str]]:
    """Objective and level of each accepted draft."""
    return [(one.document["objective"], one.document["level"]) for one in standings if one.is_accepted]


def there(standings: Sequence[Standing]) -> dict[str, dict[str, int]]:
    """How many drafts are accepted, by objective and level."""
    found: dict[str, dict[str, int]] = {}
    for objective, level in accepted_cells(standings):
        row = found.setdefault(objective, {})
        row[level] = row.get(level, 0) + 1
    return found


def blueprint_of(about: About, standings: Sequence[Standing]) -> Mapping[str, Mapping[str, int]]:
    """As somebody wrote it; until then, what the accepted drafts can meet."""
    return about.blueprint or composing.proposed_blueprint(
        accepted_cells(standings), [one.id for one in about.objectives]
    )


def decisions_of(standings: Sequence[Standing]) -> dict[str, Decision]:
    """By the draft's id, as the composing of a module takes them."""
    return {
        one.row.slug: Decision(
            is_accepted=one.is_accepted,
            document=one.document,
            reason=one.decision.reason,
            by=one.decision.decided_by.name,
            on=one.decision.decided_at.date(),
        )
        for one in standings
        if one.decision is not None and one.is_accepted is not None
    }


def checked(source: Source, standings: Sequence[Standing], about: About) -> Checked:
    """The module as files, read and checked as `banks check` does it, in a folder that goes away.

    An objective that no accepted draft serves is left out: a learner would be told of it and never asked.
    """
    served = {objective for objective, _ in accepted_cells(standings)}
    about = about.model_copy(update={"objectives": tuple(one for one in about.objectives if one.id in served)})
    module = composing.compose(source, [one.draft for one in standings], decisions_of(standings), about)
    return writing_back.checked(module.slug, composing.as_files(module))
