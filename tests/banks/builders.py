"""A small sound bank, as files. A test changes one thing in it and sees what is made of that."""

from datetime import date
from pathlib import Path

from tests.builders import LONG_AGO, make_person, saved
from trainer.banks import loading, queries
from trainer.banks.models import Adoption, ModuleVersion
from trainer.banks.published import PublishedModule
from trainer.db import db
from trainer.people.models import Clinic

MODULE = """\
title: Clean hands
summary: When to wash, when to rub, and when to stop.
review_by: 2040-01-01
objectives:
  - id: wash
    short: Wash hands
    text: Wash hands at the right moments.
  - id: stop
    short: Stop in time
    text: Stop when the field is no longer clean.
    safety_critical: true
blueprint:
  wash: {recall: 1, application: 1}
  stop: {judgment: 1}
quiz:
  minutes: 40
  cut_percent: 80
  cut_basis: Provisional.
  safety_critical_percent: 75
  attempts: 3
  per_days: 30
  wait_hours: 24
sources:
  - id: Who09
    citation: World Health Organization. Hand hygiene. 2009.
    doi: 10.1000/hands
    evidence: guideline
    checked_on: 2026-01-01
  - id: Cdc02
    citation: CDC. Hand hygiene. 2002.
    url: https://www.cdc.example/hands
    evidence: guideline
    checked_on: 2026-01-01
"""

FACTS = """\
- id: F-1
  says: Rubbing takes 20 seconds.
  use: key
  sources: [Who09]
  review_by: 2040-01-01
- id: F-2
  says: Soap removes spores, in laboratory studies.
  use: qualified
  qualifier: In laboratory studies
  sources: [Who09, Cdc02]
  review_by: 2040-01-01
- id: F-3
  says: Some prefer warm water.
  use: teach
  sources: [Cdc02]
  review_by: 2040-01-01
"""

MATERIAL = """\
## When to rub

{#rub facts="F-1"}
Rub for *twenty* seconds [@Who09].

{#how facts="F-1"}
1. Palms
2. Thumbs

## When to wash

{#wash facts="F-2 F-3"}
Wash with soap when hands look dirty [@Who09; @Cdc02].

{#compare facts="F-3"}
| Way | Seconds |
|---|---|
| Rub | 20 |

{#figure-hand facts="F-1"}
![A hand, the thumb marked.](figures/hand.svg "The thumb is missed most.")
"""

FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 300">
  <rect class="fill-skin line" x="10" y="10" width="100" height="100"/>
  <text class="label" x="20" y="200">Thumb</text>
</svg>
"""


def item(slug: str, objective: str = "wash", level: str = "recall", more: str = "") -> str:
    """One item of items.yaml, in 15 lines and those of `more`."""
    return f"""\
- id: {slug}
  kind: single best answer
  objective: {objective}
  level: {level}
{more}  passage: rub
  facts: [F-1]
  stem: What about {slug}?
  options:
    - text: The right thing for {slug}
      key: true
      why: Because it is right.
    - text: The wrong thing for {slug}
      why: Because it is wrong.
    - text: The other thing for {slug}
      why: Because it is another.
"""


ITEMS = (
    item("one")
    + item("two", level="application")
    + item("three", objective="stop", level="judgment", more="  safety_critical: true\n")
    + item("four", more="  use: practice\n")
)


def sound_bank(folder: Path, *slugs: str) -> Path:
    """The folder of banks with a sound module for each slug; one, "hands", when none is named."""
    root = folder / "banks"
    for slug in slugs or ("hands",):
        module = root / slug
        (module / "figures").mkdir(parents=True)
        (module / "module.yaml").write_text(MODULE.replace("title: Clean hands", f"title: About {slug}"))
        (module / "facts.yaml").write_text(FACTS)
        (module / "material.md").write_text(MATERIAL)
        (module / "items.yaml").write_text(ITEMS)
        (module / "figures" / "hand.svg").write_text(FIGURE)
    return root


def change(file: Path, old: str, new: str) -> None:
    """Put `new` in the place of the first `old`."""
    text = file.read_text()
    assert old in text, f"{file} does not say {old!r}"
    file.write_text(text.replace(old, new, 1))


def load(root: Path) -> loading.Report:
    report = loading.load_all(root)
    db.session.commit()
    return report


def live(slug: str = "hands") -> PublishedModule:
    return queries.published(live_version(slug).id)


def live_version(slug: str = "hands") -> ModuleVersion:
    version = queries.live_version(slug)
    assert version is not None
    return version


def adopt(clinic: Clinic, slug: str, **changes) -> Adoption:
    """The live version, by somebody, some time ago."""
    usual = {
        "clinic_id": clinic.id,
        "module_version": live_version(slug),
        "adopted_by": make_person("director", clinic),
        "name": "Somebody",
        "statement": "I stand for it.",
        "adopted_on": date(2026, 3, 1),
        "recorded_at": LONG_AGO,
    }
    return saved(Adoption(**usual | changes))
