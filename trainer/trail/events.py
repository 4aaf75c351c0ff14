"""What a line of the trail can say."""

from string import Formatter

# Every line that can exist, as the sentence it reads as. The names in braces are what the line must say.
EVENTS = {
    "installation.claimed": "set up this installation with the clinic {clinic}",
    "clinic.opened": "opened the clinic {clinic}",
    "person.invited": "invited {email} to {clinic} as {role}",
    "person.uninvited": "withdrew the invitation of {email} to {clinic} as {role}",
    "person.joined": "joined {clinic} as {role}",
    "person.left": "ended the role {role} at {clinic}",
    "person.renamed": "changed the name from {old} to {new}",
    "person.profession_changed": "changed the profession from {old} to {new}",  # when people still set their own
    "person.profession_set": "set the profession to {new} from {from_on} on, it was {old}: {reason}",
    "person.merged": "is one and the same human being in account {gone} and account {kept}, which stays: {reason}",
    "person.erased": "had the account erased; what the record has to keep stays: {reason}",
    "practice.erased": (
        "had what was made for practice erased with the account: attempts {attempts}, sure and wrong {misses}"
    ),
    "person.signed_in": "signed in",
    "person.password_changed": "changed the password",
    "person.two_factor": "changed two-factor sign-in: {change}",
    "two_factor.required": "requires two-factor sign-in of every {role}",
    "two_factor.waived": "no longer requires two-factor sign-in of every {role}",
    "module.published": "published version {version} of {module}",
    "module.loaded": (
        "took version {version} of {module}, which is written on the workbench, from files: not reviewed here"
    ),
    "item.confirmed": "looked at {item} of {module}, version {version}, and found it still right: {reason}",
    "source.changed": (
        "noted a change of the source {source} of {module}, {kind} of {on}: {words} It reaches {passages} passages and "
        "{items} items"
    ),
    "source.looked_at": (
        "looked at what rests on the changed source {source} of {module}, {passages} passages and {items} items, "
        "and found it still right: {reason}"
    ),
    "delta.released": (
        "released the short quiz “{title}” on what changed in {module}, version {version}: {passages} passages, "
        "{items} items"
    ),
    "delta.offered": "was asked to take note of “{title}”, changes of {module}, by {until}",
    "delta.withdrawn": "need not take note of “{title}”, changes of {module}, any more: {reason}",
    "delta.started": "started attempt {attempt} of the short quiz “{title}” on changes of {module}",
    "delta.submitted": (
        "handed in attempt {attempt} of the short quiz “{title}” on changes of {module}: "
        "{right} of {out_of} right, {verdict}"
    ),
    "delta.timed_out": (
        "ran out of time in attempt {attempt} of the short quiz “{title}” on changes of {module}: "
        "{right} of {out_of} right, {verdict}"
    ),
    "delta.noted": "has taken note of “{title}”, changes of {module} in version {version}, on {on}",
    "text.read": "read the text {text} and had {drafts} questions drafted from it",
    "text.discarded": "put the text {text} and its drafts aside",
    "draft.accepted": "accepted draft {draft} of {text}: {stem}",
    "draft.rejected": "rejected draft {draft} of {text}: {reason}",
    "draft.edited": "edited draft {draft} of {text}",
    "draft.reopened": "took back the decision on draft {draft} of {text}",
    "module.described": "changed what the module from the text {text} says or asks",
    "module.made": "made {module}, version {version}, from the text {text}",
    "manuscript.drafts_taken": "took {items} drafts of the text {text} into the manuscript {manuscript}",
    "questions.imported": (
        "imported {new} new and {changed} changed questions from {file} into {manuscript}, as batch {batch}"
    ),
    "questions.import_undone": "undid batch {batch}, {file}, in {manuscript}; {stay} questions stay",
    "manuscript.begun": "began the manuscript {manuscript}, from version {version}",
    "manuscript.closed": "closed the manuscript {manuscript}",
    "manuscript.reopened": "opened the manuscript {manuscript} again",
    "parts.submitted": "handed in {parts} parts of {manuscript} for review",
    "part.approved": "approved {part} of {manuscript}, version {version}",
    "part.sent_back": "sent back {part} of {manuscript}, version {version}: {reason}",
    "manuscript.published": "published {module}, version {version}, from the manuscript {manuscript}",
    "credential.published": "published version {version} of the policy for {credential}",
    "jurisdiction.published": "published version {version} of the rules of {jurisdiction}",
    "jurisdiction.ended": (
        "ended following the rules of {jurisdiction}, version {version}, on {adopted_on}, signed {name}: {statement}"
    ),
    "jurisdiction.adopted": (
        "adopted version {version} of the rules of {jurisdiction} on {adopted_on}, signed {name}: {statement}"
    ),
    "module.adopted": "adopted version {version} of {module} on {adopted_on}, signed {name}: {statement}",
    "attempt.started": "started attempt {attempt} of {module}, version {version}",
    "attempt.submitted": "handed in attempt {attempt} of {module}: {right} of {out_of} right, {verdict}",
    "attempt.timed_out": "ran out of time in attempt {attempt} of {module}: {right} of {out_of} right, {verdict}",
    "cut_study.convened": "convened study {study} of the cut score of {module}, version {version}, with {items} items",
    "cut_study.panelist_invited": "sent {name} the link to the panel of study {study} of a cut score",
    "cut_study.panelist_tied": "asked {name} to the panel of study {study} of a cut score, knowing: {ties}",
    "cut_study.panelist_withdrawn": "took {name} off the panel of study {study} of a cut score",
    "cut_study.panelist_joined": "had {name} join the panel of study {study} of a cut score by the link, {declared}",
    "cut_study.second_round": "opened the second round of study {study} of a cut score to {panelists} panelists",
    "cut_study.closed": "closed study {study} of a cut score: {cut} percent, report SHA-256 {hash}",
    "cut_study.altered": "found {paper} of study {study} of a cut score altered, and did not serve it",
    "cut_study.given_up": "gave study {study} of a cut score up: {reason}",
    "cut_study.followed": "decided the cut of {module} by study {study}: {percent} percent, {reason}",
    "item.contested": "contested {item} of {module}, version {version}, as asked in attempt {attempt}",
    "contest.answered": "had the contest of {item} of {module} answered: {verdict}",
    "correction.proposed": "proposed correction {correction} of {items} in {module}: {remedy}; {reason}",
    "correction.withdrawn": "withdrew correction {correction} of {module}: {reason}",
    "correction.approved": (
        "approved correction {correction} of {module}; results looked at again: {attempts}, now passed: {gained}, "
        "passes kept that would not be given now: {kept}; {reason}"
    ),
    "correction.declined": "declined correction {correction} of {module}: {reason}",
    "corrections.erased": (
        "had what was said of practice erased with the account: contests {contests}, answers {answers}, "
        "results {results}"
    ),
    "attempt.regraded": (
        "had attempt {attempt} of {module} marked again under correction {correction}: {right} of {out_of} right, "
        "{verdict}, {before} before: {reason}"
    ),
    "retest.offered": "was offered a retest of {module} until {until}, after correction {correction}",
    "credential.adopted": "adopted version {version} of {credential} from {on} on, signed {name}: {statement}",
    "credential.dropped": "ended {credential}, version {version}, from {on} on, signed {name}: {statement}",
    "certificate.issued": "earned {credential}, version {version}, certificate {code}, {valid_from} to {valid_until}",
    "certificate.renewed": "renewed {credential}, version {version}, certificate {code}, {valid_from} to {valid_until}",
    "certificate.suspended": "was suspended from {credential} from {from_on} on, {until}: {reason}",
    "certificate.reinstated": "was reinstated to {credential} from {from_on} on: {reason}",
    "certificate.revoked": "lost {credential}, certificate {code}, from {from_on} on: {reason}",
    "certificate.corrected": "had certificate {code} of {credential} withdrawn as issued in error: {reason}",
    "certificate.imported": (
        "was entered with {credential}, certificate {code}, {valid_from} to {valid_until}, "
        "issued before by {issuer}: imported, not verified"
    ),
    "certificate.held_back": (
        "was entered as holding {credential} from {valid_from} to {valid_until}, issued before by {issuer}: "
        "it counts only once verified"
    ),
    "import.verified": "had the earlier certificate by {issuer}, entered as {credential}, verified: {source}; {found}",
    "import.not_confirmed": (
        "had the earlier certificate by {issuer}, entered as {credential}, not confirmed: {source}; {found}"
    ),
    "import.made": (
        "imported the file {file} into {clinic} as import {number}: {people} new people, "
        "{certificates} certificates, {bad} rows left out"
    ),
    "import.undone": "undid import {number} of the file {file} into {clinic}: {reason}",
    "practical.observed": "was observed in {practical}: {verdict}",
    "practical.asked": "waits for {observer} to sign {practical} of {on}",
    "practical.declined": "did not get {practical} of {on} signed by {observer}: {reason}",
    "license.checked": "had the license {license} looked up at {source}: {verdict}",
    "training.recorded": "was credited {hours} hours of training in {topic} by {provider}",
    "document.accepted": "showed {document} of {issuer}, last day: {until}",
    "entry.corrected": "had {entry} voided: {reason}",
    "clearance.asked_for": "was proposed for a temporary clearance for {credential} until {until}: {reason}",
    "clearance.approved": "was cleared for {credential} for a time, from {from_on} until {until}",
    "leave.began": "went on leave from {from_on} on, {until}",
    "leave.ended": "came back from leave on {on}",
    "assignment.made": "was asked to complete {what} by {due}: {reason}",
    "assignment.withdrawn": "need not complete {what} any more: {reason}",
    "issuer_key.made": "made the key {key}, number {number}, that badges are signed with",
    "calendar.opened": "made a new address for the calendar",
    "calendar.stopped": "stopped the calendar",
    "reminder.settings_changed": "wants reminders {digest}, quiet hours {hours}, before anything is lost: {early}",
    "reminder.reworded": "changed the words of reminders at {clinic}, {kind}: {words}",
    "reminder.sent_again": "had the letter “{letter}” of {clinic} sent again, which was: {before}",
    "reminder.written_by_hand": "was reminded of {what} in a letter of {clinic}: {reason}",
    "reminder.came_back": "is not reached by the letter “{letter}” of {clinic}, which came back: {reason}",
    "binder.asked": (
        "asked for the audit binder {number} of {clinic} as {format}, {credentials}: about {rows} rows, "
        "filter {filter}, {clocks}"
    ),
    "binder.taken": "took the audit binder {number} of {clinic} as {format}, SHA-256 of the file {hash}",
    "binder.exported": (
        "exported the audit binder of {clinic} as {format}: {rows} rows, filter {filter}, {clocks}, SHA-256 {hash}"
    ),
    "packet.exported": (
        "had the evidence for certificate {code} exported as a packet of {bytes} bytes, SHA-256 {hash}"
    ),
    "internal_audit.begun": (
        "began the internal audit {audit} of {clinic}: {files} of {people} files, {method}, seed {seed}, {clocks}"
    ),
    "internal_audit.noted": "had file {file} of the internal audit {audit} of {clinic} looked at: {findings}",
    "internal_audit.signed": "had file {file} of the internal audit {audit} of {clinic} signed off by {name}",
    "internal_audit.exported": "exported the internal audit {audit} of {clinic} as {format}",
    "roster.exported": "exported the roster of {clinic}: {rows} rows, filter {filter}",
    "todo.exported": "exported what needs doing at {clinic}, {list}: {rows} rows",
    "token.made": "let the program {token} read {scopes} of {clinic}, until {until}",
    "token.revoked": "ended what the program {token} may read of {clinic}",
    "webhook.added": "has {host} told what happens at {clinic}: {subjects}",
    "webhook.changed": "has {host} told of {clinic} from now on: {subjects}",
    "webhook.secret_rolled": "made a new secret for what {host} is told of {clinic}",
    "webhook.switched_off": "no longer has {host} told what happens at {clinic}: {because}",
    "webhook.switched_on": "has {host} told again what happens at {clinic}",
    "webhook.removed": "removed {host} from those told what happens at {clinic}",
    "webhook.tested": "sent a test to {host} for {clinic}",
    "webhook.replayed": "had delivery {delivery} sent to {host} again for {clinic}",
}


class Details(dict):
    """What a line says; one from before its sentence said more has a gap."""

    def __missing__(self, word: str) -> str:
        return "(not recorded then)"


def said(name: str, details: dict) -> str:
    """The sentence of a line."""
    return EVENTS[name].format_map(Details(details))


def says(name: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(EVENTS[name]) if field}
