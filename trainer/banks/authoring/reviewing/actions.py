from trainer import clock, trail
from trainer.banks.authoring import queries as authoring
from trainer.banks.authoring.actions import hold_manuscript, require_open
from trainer.banks.authoring.findings import Found
from trainer.banks.authoring.models import Manuscript, PartVersion, Remark, RemarkAnswer, Review, Submission
from trainer.banks.authoring.reviewing import rules
from trainer.banks.authoring.reviewing.findings import findings_of
from trainer.banks.authoring.reviewing.queries import History, history, read
from trainer.banks.authoring.rules import DRAFT
from trainer.banks.authoring.setting import Setting
from trainer.db import db
from trainer.errors import Refused
from trainer.people.models import Person


def submit_all(person: Person, manuscript: Manuscript) -> list[Submission]:
    """Hand in every draft of the manuscript at once."""
    require_open(manuscript)
    drafts = [one.version_id for one in authoring.standings(manuscript) if one.state == DRAFT]
    if not drafts:
        raise Refused(f"No part of {manuscript.title} is a draft: there is nothing to hand in.")
    now = clock.now()
    handed_in = [Submission(part_version_id=version, submitted_by=person, submitted_at=now) for version in drafts]
    db.session.add_all(handed_in)
    db.session.flush()
    trail.record("parts.submitted", by=person, manuscript=manuscript.title, parts=len(handed_in))
    return handed_in


def review(person: Person, history: History, version: PartVersion, *, approves: bool, words: str = "") -> Review:
    """A verdict on the newest version, by somebody who wrote none of what is judged. What the check refuses is not
    approved.

    Numbered after the verdicts that this person saw: if somebody else was first, the database refuses it.
    """
    if approves and (reason := rules.stopped_by([one.message for one in found_in(version)])):
        raise Refused(reason)
    if not approves and not words.strip():
        raise Refused("Say what has to change: the author needs to know.")
    require_possible(person, history, version, approves)
    verdict = Review(
        part_version=version,
        number=len(history.newest.verdicts) + 1,
        reviewer=person,
        approves=approves,
        words=words.strip(),
        reviewed_at=clock.now(),
    )
    db.session.add(verdict)
    db.session.flush()
    title, part = history.part.manuscript.title, called(version)
    if approves:
        trail.record("part.approved", by=person, manuscript=title, part=part, version=version.number)
    else:
        said = verdict.words
        trail.record("part.sent_back", by=person, manuscript=title, part=part, version=version.number, reason=said)
    return verdict


def found_in(version: PartVersion) -> list[Found]:
    """What the check says of it now, in its manuscript as that reads now."""
    documents, around = read(version.part, [version.id])
    setting = Setting(version.part.manuscript.slug, tuple(around))
    return findings_of(version, documents[version.id], setting)


def require_possible(person: Person, seen: History, version: PartVersion, approves: bool) -> None:
    """As things stand now, and stay until the transaction ends: a publication may have taken the version meanwhile."""
    hold_manuscript(seen.part.manuscript)
    require_open(seen.part.manuscript)
    now = history(part_id=version.part_id)
    assert now is not None
    if version.number != now.newest.row.number:
        raise Refused("There is a newer version of this part. Look at that one.")
    is_first = len(now.newest.verdicts) == len(seen.newest.verdicts)
    if is_first and (reason := rules.why_not(person.id, now.authored, now.states()[-1], approves)):
        raise Refused(reason)


def remark(person: Person, version: PartVersion, field: str, words: str) -> Remark:
    """A comment that stays with the version it was made on."""
    made = Remark(part_version=version, field=field, words=words.strip(), made_by=person, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def answer(person: Person, remark: Remark, words: str) -> RemarkAnswer:
    """What came of a remark; the first answer is the one that is kept."""
    made = RemarkAnswer(remark=remark, words=words.strip(), made_by=person, made_at=clock.now())
    db.session.add(made)
    db.session.flush()
    return made


def called(version: PartVersion) -> str:
    part = version.part
    return part.kind if part.slug == part.kind else f"{part.kind} {part.slug}"
