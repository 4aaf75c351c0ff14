"""From credential files to policies, and from policies to versions."""

from hashlib import sha256
from pathlib import Path

from trainer.credentials import actions
from trainer.credentials.content import Credential, Policy
from trainer.credentials.content.requirements import PracticalObserved
from trainer.credentials.models import CredentialVersion
from trainer.reading import Document, Fault, read_yaml, shaped


def read_folder(folder: Path, root: Path) -> tuple[list[Credential], list[Fault]]:
    found, faults = [], []
    for file in sorted(folder.glob("*.yaml")):
        document = read_yaml(file, root)
        policy = shaped(Policy, document.value, document) if document.value is not None else None
        if policy is not None:
            check(policy, document)
        if policy is not None and not document.faults:
            found.append(Credential(**dict(policy), slug=file.stem))
        faults += document.faults
    return found, faults


def check(policy: Policy, document: Document) -> None:
    """What the shapes alone cannot see."""
    renewal = policy.renewal.requires if policy.renewal else ()
    for place, requirements in (("requires",), policy.requires), (("renewal", "requires"), renewal):
        asked = [requirement.rule() for requirement in requirements]
        if any(asked.count(one) > 1 for one in asked):
            document.fault_at(place, "duplicate-id", "The same is required twice.", "Name each once.")
    practicals = policy.of_shape(PracticalObserved)
    for one in practicals:
        if any(other.subject == one.subject and other.checklist != one.checklist for other in practicals):
            document.fault_at(
                ("requires",),
                "two-checklists",
                f"The practical {one.subject} has two checklists.",
                "Use the same one in the full path and in the refresher.",
            )
            return


def unknown_modules(credentials: list[Credential], modules: set[str]) -> list[Fault]:
    return [
        Fault(
            f"credentials/{credential.slug}.yaml",
            0,
            "unknown-module",
            f"It requires the module {module}, which is not here.",
            "Correct the slug, or add the module's folder.",
        )
        for credential in credentials
        for module in credential.modules
        if module not in modules
    ]


def publish(credential: Credential) -> tuple[CredentialVersion, bool]:
    """The policy's version, and whether it is new."""
    policy = Policy(**credential.model_dump(exclude={"slug"}))
    content_hash = sha256(policy.model_dump_json().encode()).hexdigest()
    return actions.publish(credential.slug, policy, content_hash)
