"""From a folder of files to modules that hold together, or to every fault that stands in the way."""

from dataclasses import dataclass, field
from pathlib import Path

from trainer import trail
from trainer.banks import actions, material
from trainer.banks.authoring.queries import is_worked_on
from trainer.banks.checks.credentials import checklists_rest_on_passages, packs_are_there
from trainer.banks.content import Module
from trainer.banks.loading.folder import Checked, read_module
from trainer.banks.loading.holding import why_held
from trainer.credentials import loading as credential_loading
from trainer.credentials.content import Credential
from trainer.credentials.jurisdictions import loading as jurisdiction_loading
from trainer.credentials.jurisdictions.content import Jurisdiction
from trainer.reading import Fault

__all__ = ["Checked", "Report", "check_all", "load_all", "read_module"]

CREDENTIALS = "credentials"


@dataclass
class Report:
    """What was found, and what came of it. `published` and `unchanged` name versions, as in "pneumothorax-risk 2"."""

    checked: list[Checked] = field(default_factory=list)
    credentials: list[Credential] = field(default_factory=list)
    jurisdictions: list[Jurisdiction] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    published: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    held: list[str] = field(default_factory=list)  # modules whose files are older than what is live, in words

    @property
    def modules(self) -> list[Module]:
        """Those without a fault."""
        return [one.module for one in self.checked if one.module is not None and not one.faults]


def load_all(root: Path, *, replaces: bool = False) -> Report:
    """Publish what changed. A module with a fault stays as it was; the others load. The caller commits.

    What was published in the workbench is not overwritten by older files, unless this `replaces` it.
    """
    report = check_all(root)
    written_from = {one.slug: one.written_from for one in report.checked}
    for module in report.modules:
        if not replaces and (why := why_held(module, written_from[module.slug])):
            report.held.append(why)
            continue
        version, is_new = actions.publish(module)
        if is_new and is_worked_on(module.slug):
            trail.record("module.loaded", module=module.title, version=version.number)
        (report.published if is_new else report.unchanged).append(f"{module.slug} {version.number}")
    for credential in report.credentials:
        policy, is_new = credential_loading.publish(credential)
        (report.published if is_new else report.unchanged).append(f"{credential.slug} {policy.number}")
    for jurisdiction in report.jurisdictions:
        pack, is_new = jurisdiction_loading.publish(jurisdiction)
        (report.published if is_new else report.unchanged).append(f"{jurisdiction.slug} {pack.number}")
    return report


def check_all(root: Path) -> Report:
    """Read a folder of modules, or the folder of one module. Only sound modules and credentials are in the report."""
    report = Report()
    if not root.is_dir():
        report.faults.append(
            Fault(str(root), 0, "missing", "There is no such folder.", "Name the folder of the banks.")
        )
        return report
    root = root.resolve()
    if (root / "module.yaml").exists():
        add_module(report, root, root.parent)
        return report
    folders = sorted(path for path in root.iterdir() if path.is_dir() and not path.name.startswith("."))
    for folder in folders:
        if folder.name == CREDENTIALS:
            report.credentials, faults = credential_loading.read_folder(folder, root)
            report.jurisdictions, more = jurisdiction_loading.read_folder(folder / jurisdiction_loading.FOLDER, root)
            report.faults += faults + more
        else:
            add_module(report, folder, root)
    if not report.modules and not report.faults:
        report.faults.append(
            Fault(str(root), 0, "missing", "There is no module here.", "See question_banks/README.md.")
        )
    report.faults += credential_loading.unknown_modules(report.credentials, {folder.name for folder in folders})
    report.faults += checklists_rest_on_passages(report.credentials, passages_of(report.checked))
    report.faults += packs_are_there(report.credentials, {pack.slug for pack in report.jurisdictions})
    return report


def passages_of(checked: list[Checked]) -> dict[str, set[str]]:
    articles = [one.module for one in checked if one.module is not None]
    return {one.slug: {passage.id for passage in material.read(one.material).passages} for one in articles}


def add_module(report: Report, folder: Path, root: Path) -> None:
    checked = read_module(folder, root)
    report.faults += checked.faults
    report.checked.append(checked)
