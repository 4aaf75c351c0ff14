"""The form for each kind of part."""

from collections.abc import Mapping
from typing import Any

from trainer.banks.authoring.forms.base import PartForm
from trainer.banks.authoring.forms.figures import FigureForm
from trainer.banks.authoring.forms.items import ITEM_FORMS, SingleBestAnswerForm
from trainer.banks.authoring.forms.models import ModelForm
from trainer.banks.authoring.forms.modules import (
    AboutForm,
    BlueprintForm,
    CaseForm,
    FactsForm,
    MaterialForm,
    PolicyForm,
)
from trainer.banks.authoring.setting import Setting

FORMS: dict[str, type[PartForm]] = {
    "about": AboutForm,
    "policy": PolicyForm,
    "facts": FactsForm,
    "material": MaterialForm,
    "case": CaseForm,
    "model": ModelForm,
}


def form_of(kind: str, document: Mapping[str, Any], number: int, setting: Setting, slug: str = "") -> PartForm:
    """With what was sent, or else with what the document says."""
    if kind == "figure":
        return FigureForm.for_part(setting, slug, document, number)
    if kind == "blueprint":
        return BlueprintForm.for_setting(setting, document).of(document, number)
    form_class = ITEM_FORMS.get(document.get("kind", ""), SingleBestAnswerForm) if kind == "item" else FORMS[kind]
    form = form_class.of(document, number)
    form.offer(setting)
    return form
