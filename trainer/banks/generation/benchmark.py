"""How many seconds of one core ten thousand variants take to be made and proven. Nothing depends on the figure."""

from time import process_time

import click

from trainer.banks.content.models import ItemModel
from trainer.banks.generation.proof import Proof, prove

LEVELS = {
    "rest": "Give advice on soreness and warning signs",
    "bruise": "Explain bruise care and what would change it",
    "review": "Arrange a medical review on the same day",
    "nerve": "Arrange an urgent check of nerve function",
    "hospital": "Send to the emergency department at once",
    "ambulance": "Call the emergency services from the clinic",
    "monitor": "Watch in the clinic and test again in an hour",
    "letter": "Write to the family doctor about the findings",
}


def model_of(cases: int = 100, sites: int = 10, ages: int = 10) -> ItemModel:
    """A model with `cases` x `sites` x `ages` variants, as rich in rules as a written one."""
    keys = list(LEVELS)
    return ItemModel.model_validate(
        {
            "id": "benchmark",
            "title": "After-care",
            "objective": "after-care",
            "level": "application",
            "passage": "after-care",
            "facts": ["F-1"],
            "cross": ["case", "site", "age"],
            "cosmetic": ["site", "age"],
            "stem": "{A:age.years}-year-old calls {case.hours} hours after the {site.name} was needled and reports "
            "{a:case.finding}. What is the best next step?",
            "options": {
                "from": "action",
                "key": "{case.key}",
                "why_key": "Finding {case.finding} asks for it.",
                "why_wrong": "{option.unless} In the {site.name} that is not so.",
                "count": 4,
            },
            "clashes": [["hospital", "ambulance"], ["monitor", "rest"]],
            "tables": {
                "case": [
                    {
                        "id": f"c{number}",
                        "hours": 2 + number,
                        "finding": f"unfamiliar sensation of sort {number}",
                        "key": keys[number % len(keys)],
                        "not_with": [keys[(number + 3) % len(keys)]],
                    }
                    for number in range(cases)
                ],
                "site": [{"id": f"s{number}", "name": f"outer region {number + 1}"} for number in range(sites)],
                "age": [{"id": f"a{number}", "years": 21 + 4 * number} for number in range(ages)],
                "action": [
                    {"id": name, "text": text, "unless": f"This would be for another sign, {name}."}
                    for name, text in LEVELS.items()
                ],
            },
        }
    )


def benchmark() -> tuple[Proof, float]:
    model = model_of()
    start = process_time()
    proof = prove(model)
    return proof, process_time() - start


if __name__ == "__main__":
    done, seconds = benchmark()
    click.echo(f"{done.looked_at:,} variants made, {done.proven:,} proven in {seconds:.2f} s; {done.findings[:2]}")
