"""From credential files to policies, and from policies to versions."""

from hashlib import sha256
from pathlib import Path

from trainer.credentials import actions
from trainer.credentials.content import Credential, Policy
from trainer.credentials.models import CredentialVersion
from trainer.reading import Fault, read_yaml, shaped


def read_folder(folder: Path, root: Path) -> tuple[list[Credential], list[Fault]]:
    found, faults = [], []
    for file in sorted(folder.glob("*.yaml")):
        document = read_yaml(file, root)
        policy = shaped(Policy, document.value, document) if document.value is not None else None
        if policy is not None and len(set(policy.modules)) < len(policy.modules):
            document.fault_at(("requirements",), "duplicate-id", "A module is required twice.", "Name each once.")
        if policy is not None and not document.faults:
            found.append(Credential(**dict(policy), slug=file.stem))
        faults += document.faults
    return found, faults


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
