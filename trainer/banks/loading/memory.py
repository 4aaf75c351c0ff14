"""What was loaded last: a start reads and proves the banks again only where something has changed."""

import json
from hashlib import sha256
from pathlib import Path

from trainer.banks import queries
from trainer.credentials import queries as credentials
from trainer.credentials.jurisdictions import queries as jurisdictions

PROGRAM = Path(__file__).parents[2]
FILE = "banks.json"


def is_loaded(root: Path, instance: Path) -> bool:
    """Whether just these files, read by just this program, are what this database holds; when in doubt, not."""
    try:
        kept = json.loads((instance / FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    return kept == state_of(root)


def remember(root: Path, instance: Path) -> None:
    """Only after a load without a fault: a fault is to be told at every start."""
    (instance / FILE).write_text(json.dumps(state_of(root)), encoding="utf-8")


def state_of(root: Path) -> dict:
    return {
        "files": digest(root, "*"),
        "program": digest(PROGRAM, "*.py"),
        "live": {version.module.slug: version.content_hash for version in queries.live_versions()},
        "policies": {version.credential.slug: version.content_hash for version in credentials.live_policies()},
        "jurisdictions": jurisdictions.live_hashes(),
    }


def digest(folder: Path, pattern: str) -> str:
    """SHA-256 over the names and contents of all files."""
    found = sha256()
    for file in sorted(path for path in folder.rglob(pattern) if path.is_file()):
        for part in (file.relative_to(folder).as_posix().encode(), file.read_bytes()):
            found.update(len(part).to_bytes(8, "big") + part)
    return found.hexdigest()
