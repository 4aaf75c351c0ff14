"""Trying models from a shell: python -m trainer.banks.generation FILE.yaml [--show N]."""

from collections.abc import Iterator
from pathlib import Path

import click

from trainer.banks import lint
from trainer.banks.content import SingleBestAnswer
from trainer.banks.generation.balance import over_bank
from trainer.banks.generation.generate import Variant, as_item
from trainer.banks.generation.proof import prove, published
from trainer.banks.generation.reading import as_fault, models_in
from trainer.reading import read_yaml


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--model", "only", help="Only the model with this id.")
@click.option("--show", default=0, help="So many variants of each model, in full.")
def main(file: Path, only: str | None, show: int) -> None:
    """Prove the models in FILE."""
    file = file.resolve()
    document = read_yaml(file, file.parent)
    models = models_in(document)
    in_file: list[SingleBestAnswer] = []
    for fault in sorted(document.faults):
        click.echo(fault)
    for model, path in models:
        if only and model.id != only:
            continue
        proof = prove(model)
        space = f"a sample of {proof.looked_at} of {proof.space:,}" if proof.is_sample else f"all {proof.looked_at:,}"
        click.echo(
            f"\n{model.id}: {proof.proven} proven of {space} variants, {proof.decisions} different decisions, "
            f"{proof.off} off, {len(proof.findings)} findings"
        )
        items = [as_item(variant) for variant in published(model, proof=proof)]
        click.echo(f"  {balance_of(items)}")
        in_file += items
        for finding in proof.findings:
            click.echo(f"  {as_fault(finding, model, document, path)}")
        for line in lint_of(items, {waiver.rule for waiver in model.waivers}):
            click.echo(f"  lint: {line}")
        for variant in published(model, show, proof) if show else []:
            click.echo("\n".join(lines_of(variant)))
    click.echo(f"\n{file.name}: {balance_of(in_file)}")
    for finding in over_bank(in_file).findings:
        click.echo(f"{file.name}: {finding.rule}: {finding.message} {finding.mend}")


def balance_of(items: list[SingleBestAnswer]) -> str:
    balance = over_bank(items)
    return (
        f"of {balance.items} published the key is the longest option in {balance.longest} "
        f"(by chance {balance.longest_expected:.0f})"
    )


def lint_of(items: list[SingleBestAnswer], waived: set[str]) -> Iterator[str]:
    """For each rule of the lint one example, and in how many items it finds something."""
    found: dict[str, list[str]] = {}
    for item in items:
        for finding in lint.findings(lint.questions(item.as_document())[0]):
            if finding.rule not in waived:
                found.setdefault(finding.rule, []).append(f"{item.id}: {finding.message} {finding.mend}")
    return (f"{rule}: {len(examples)} times, as in {examples[0]}" for rule, examples in sorted(found.items()))


def lines_of(variant: Variant) -> Iterator[str]:
    yield f"\n  {variant.id} · {variant.objective} · {variant.level} · {variant.passage} · {', '.join(variant.facts)}"
    yield f"  {variant.stem}"
    for letter, option in zip("ABCDE", variant.options, strict=False):
        yield f"    {letter}{' *' if option.key else '  '} {option.text}"
        yield f"         {option.why}"


if __name__ == "__main__":
    main()
