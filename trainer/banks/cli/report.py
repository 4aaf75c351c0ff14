"""What `banks check` has to say: as data, and in words."""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from trainer.banks import material, rules
from trainer.banks.checks import candidates
from trainer.banks.content import LEVELS, Module
from trainer.banks.generation.balance import Balance
from trainer.banks.generation.proof import Proof
from trainer.banks.loading import Checked, Report
from trainer.reading import as_json

USES = ("scored", "practice", "retired")
NAMED = 10  # attempts or certificates in one line


def summary(report: Report, stale: dict) -> dict:
    """Faults that somebody's rule of good writing names are `findings`; the rest are `faults`."""
    modules = [module_summary(one, one.module) for one in report.checked if one.module is not None]
    return {
        "ok": not report.faults,
        "modules": modules,
        "credentials": [credential.slug for credential in report.credentials],
        "jurisdictions": [jurisdiction.slug for jurisdiction in report.jurisdictions],
        "variants_proven": sum(module["variants_proven"] for module in modules),
        "findings": as_json(fault for fault in report.faults if fault.source),
        "faults": as_json(fault for fault in report.faults if not fault.source),
        "waivers": [vars(waived) for one in report.checked for waived in one.waived],
        "stale": stale,
    }


def module_summary(checked: Checked, module: Module) -> dict:
    scored = [item for item in module.items if item.use == "scored"]
    drawable = candidates(module.items)
    return {
        "slug": module.slug,
        "title": module.title,
        "ok": not checked.faults,
        "passages": {one.id: sha256(one.text.encode()).hexdigest() for one in material.read(module.material).passages},
        "facts": len(module.facts),
        "sources": len(module.sources),
        "figures": len(module.figures),
        "items": {use: sum(item.use == use for item in module.items) for use in USES},
        "single_items": sum(item.made is None for item in scored),
        "variants": sum(item.made is not None for item in scored),
        "kinds": counted(item.kind for item in scored),
        "levels": {level: sum(item.level == level for item in scored) for level in LEVELS},
        "safety_critical_items": sum(item.safety_critical for item in module.items),
        "models": [model_summary(proof, module) for proof in checked.proofs],
        "variants_proven": sum(proof.proven for proof in checked.proofs),
        "form_length": module.form_length,
        "coverage": coverage(module, drawable),
        "gaps": [vars(gap) for gap in rules.gaps(module.blueprint, drawable)],
        "forms_apart": rules.forms_apart(drawable, module.blueprint),
        **balance_summary(checked.balance),
        "drafts": draft_counts(checked),
    }


def counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def model_summary(proof: Proof, module: Module) -> dict:
    return {
        "id": proof.model,
        "title": next(model.title for model in module.models if model.id == proof.model),
        "space": proof.space,
        "looked_at": proof.looked_at,
        "proven": proof.proven,
        "decisions": proof.decisions,
        "sampled": proof.is_sample,
        "off": proof.off,
        "published": sum(item.made is not None and item.made.model == proof.model for item in module.items),
    }


def coverage(module: Module, drawable: list[rules.Candidate]) -> list[dict]:
    """Each objective at each level that has items or should have some."""
    rows = rules.coverage([one.id for one in module.objectives], LEVELS, module.blueprint, drawable)
    return [
        {"objective": objective, "level": level, **vars(cover)}
        for objective, row in rows.items()
        for level, cover in row.items()
        if cover.drawn or cover.there
    ]


def balance_summary(balance: Balance) -> dict:
    """`chance` is how often so much or more would come about by chance."""
    return {
        "key_position": {
            "items": balance.items,
            "places": {str(size): places for size, places in balance.places.items()},
            "chi_square": round(balance.chi_square, 3),
            "degrees": balance.degrees,
            "chance": round(balance.chance_of_places, 4),
        },
        "longest_key": {
            "items": balance.items,
            "longest": balance.longest,
            "expected": round(balance.longest_expected, 1),
            "chance": round(balance.chance_of_lengths, 4),
        },
    }


def draft_counts(checked: Checked) -> dict[str, int]:
    accepted = sum(row.is_accepted for row in checked.drafts)
    waiting = sum(row.is_open for row in checked.drafts)
    return {"open": waiting, "accepted": accepted, "rejected": len(checked.drafts) - accepted - waiting}


def in_words(report: Report, said: dict) -> str:
    lines = [str(fault) for fault in sorted(report.faults)]
    for module in said["modules"]:
        lines += module_in_words(module)
    lines += stale_in_words(said["stale"])
    if said["waivers"]:
        lines.append(f"{number(len(said['waivers']), 'finding')} waived, each with a reason.")
    lines.append(number(len(report.faults), "fault") if report.faults else "No faults.")
    return "\n".join(lines)


def module_in_words(module: dict) -> list[str]:
    drafts = module["drafts"]
    bank = f"{number(module['single_items'], 'single item')}, {number(module['variants'], 'variant')} of "
    bank += number(len(module["models"]), "model") + f" ({module['variants_proven']} proven)"
    lines = [
        f"{module['slug']}: {bank}, {module['items']['practice']} for practice; {number(module['facts'], 'fact')}, "
        f"{number(module['sources'], 'source')}"
    ]
    second = f"  A form draws {module['form_length']}; forms that share no item: {module['forms_apart']}."
    if drafts["open"]:
        verb = "waits" if drafts["open"] == 1 else "wait"
        second += f" {number(drafts['open'], 'draft')} {verb} for a decision."
    return [*lines, second]


def stale_in_words(stale: dict) -> list[str]:
    if not stale["compared"]:
        return [f"Not compared with what is published: {stale['reason']}."]
    lines = []
    for module in stale["modules"]:
        for field, state in (
            ("now", "is out of new forms"),
            ("on_loading", "will be out of new forms once loaded"),
        ):
            lines += [
                f"{module['module']}: {row['item']} {state}: {', '.join(row['changed']) or 'its ground'} changed."
                for row in module[field]
            ]
        lines += resting_in_words(module)
    return lines


def resting_in_words(module: dict) -> list[str]:
    """Forms in progress and certificates by name, as far as a line has room."""
    attempts = [f"attempt {row['attempt']}" for row in module["attempts"]]
    certificates = [f"certificate {row['certificate']}" for row in module["certificates"]]
    if not attempts and not certificates:
        return [f"{module['module']}: no form in progress and no certificate rests on the text as it was."]
    both = ((attempts, "form in progress", "forms in progress"), (certificates, "certificate", "certificates"))
    return [
        f"{module['module']}: on the text as it was: {number(len(names), one, many)}: {some_of(names)}."
        for names, one, many in both
        if names
    ]


def some_of(names: list[str]) -> str:
    left_out = f" and {len(names) - NAMED} more (--json lists them)" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + left_out


def number(count: int, one: str, many: str = "") -> str:
    return f"{count} {one}" if count == 1 else f"{count} {many or one + 's'}"
