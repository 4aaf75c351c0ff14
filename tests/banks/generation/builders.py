"""A small sound model, as a file. A test changes one thing in it and sees what is made of that."""

from collections.abc import Callable
from pathlib import Path

import yaml

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.proof import prove
from trainer.banks.generation.reading import as_fault, models_in
from trainer.reading import Fault, StrictLoader, read_yaml

FINDINGS = ["a blister", "an itch", "a bruise", "an ache", "a scab"]
CASES = "".join(
    f"""\
      - id: c{number}
        facts: [F-{number}]
        who: adult of {20 + number}
        hours: {number + 2} hours
        sign: {FINDINGS[number % 5]} of sort {number}
        key: {("wait", "cool", "call")[number % 3]}
        why: Sort {number} asks for it.
"""
    for number in range(20)
)
MODEL = f"""\
- id: skin
  title: Skin afterwards
  objective: wash
  level: application
  passage: rub
  facts: [F-100]
  cross: [case, site]
  cosmetic: [site]
  forbid:
    - {{case: [c0, c1], site: [hand]}}
  stem: "{{A:case.who}} reports {{case.sign}} on the {{site.name}} {{case.hours}} later. What is best?"
  options:
    from: step
    key: "{{case.key}}"
    text: "{{option.text}}"
    why_key: "{{case.why}}"
    why_wrong: "{{option.unless}}"
    count: 3
  clashes:
    - [call, ring]
  tables:
    case:
{CASES}\
    site:
      - {{id: hand, name: hand}}
      - {{id: foot, name: foot}}
    step:
      - {{id: wait, text: Look again in a week, unless: Only for what fades.}}
      - {{id: cool, text: Cool it with water, unless: Only for what burns.}}
      - {{id: call, text: Phone a physician, unless: Only for what spreads.}}
      - {{id: ring, text: Consult a surgeon, unless: Only for what swells.}}
      - {{id: rub, text: Rub in some lotion, unless: Only for what is dry.}}
"""


def proof_of(text: str, folder: Path) -> list[Fault]:
    """All that is found in the models of this text."""
    (folder / "models.yaml").write_text(text, encoding="utf-8")
    document = read_yaml(folder / "models.yaml", folder)
    models = models_in(document)
    found = [as_fault(one, model, document, path) for model, path in models for one in prove(model).findings]
    return sorted([*document.faults, *found])


def model_of(text: str = MODEL, **changes) -> ItemModel:
    """The first model of the text, with fields changed."""
    return ItemModel.model_validate(yaml.load(text, Loader=StrictLoader)[0] | changes)


def changed(change: Callable[[dict], object], text: str = MODEL) -> ItemModel:
    """The first model of the text after `change` has been at its fields."""
    fields = yaml.load(text, Loader=StrictLoader)[0]
    change(fields)
    return ItemModel.model_validate(fields)
