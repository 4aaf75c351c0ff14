"""A decided cut is written into the module's quiz policy: as a draft, which is reviewed and published as all others."""

from trainer.banks import queries as banks
from trainer.banks.authoring import actions as authoring
from trainer.banks.authoring import queries as manuscripts
from trainer.banks.authoring.models import Manuscript, PartVersion
from trainer.errors import Refused
from trainer.insight.studies.models import CutDecision, CutReport
from trainer.people.models import Person


def write_in(decision: CutDecision, by: Person) -> PartVersion:
    """The next version of the policy in the module's open manuscript; a new one is begun where none is open."""
    report = decision.report
    slug = report.study.module_version.module.slug
    part = manuscripts.part_called(manuscript_of(slug, by), "policy", "policy")
    newest = manuscripts.newest_version(part) if part else None
    if part is None or newest is None:
        raise Refused("The manuscript of this module has no quiz policy. Write one first.")
    policy = newest.document | {"cut_percent": decision.percent, "cut_basis": basis_in_words(report)}
    saved = authoring.save(by, part, policy, newest.number, note=f"By study {report.study_id} of the cut score")
    if not isinstance(saved, PartVersion):
        raise Refused("Somebody has just saved the policy. Look at what they wrote, then try again.")
    return saved


def manuscript_of(slug: str, by: Person) -> Manuscript:
    if found := manuscripts.open_manuscript_of(slug):
        return found
    live = banks.live_version(slug)
    assert live is not None
    return authoring.open_manuscript(by, live, slug, live.title)


def basis_in_words(report: CutReport) -> str:
    """So that the module itself names the study, by number and hash."""
    error = f", standard error {report.error:.1f}" if report.error is not None else ""
    found = f"{report.percent:.1f} percent{error}"
    return (
        f"Modified Angoff study {report.study_id} of {report.panelists} panelists: {found}; "
        f"report SHA-256 {report.content_hash}."
    )
