"""What a packet says about itself, and what it cannot prove."""

from datetime import datetime

from trainer.credentials.models import Certificate
from trainer.trail.rules import spelled

LIMITS = (
    "That what was written down was true. It shows what was recorded, when, by whom, and that it is unchanged since.",
    "That whoever owns the server did not rewrite everything before it was sealed, or seal all of it anew. Compare the "
    "numbers and hashes of the batches with a copy of seals.log that was kept elsewhere (--heads).",
    "The names in context.json and the time of making in manifest.json: no seal covers them. The SHA-256 of the whole "
    "file stands on the trail of the installation that made it.",
    "That nothing else was recorded: entries that were left out cannot be seen from here.",
    "The record of the observers: of their qualification it has what was noted on the day, and the certificate.",
)


def read_me(certificate: Certificate, now: datetime) -> str:
    return (
        f"""The evidence for certificate {certificate.code}

{certificate.credential_version.title}, version {certificate.credential_version.number}
{certificate.holder_name}, {certificate.clinic.name}
{certificate.valid_from} to {certificate.valid_until}
Put together {spelled(now)}

Each row of the record is one file, TABLE/NUMBER.json: the certificate and the entries it rests on (entry), the
policy it was earned under (credential_version), each attempt with its form and seed, every answer with its receipt,
its result (attempt), what became of it where a question was corrected later (correction, correction_decision,
regrading), the items as they were asked with keys and rationales (item_version), the module with
blueprint, cut score, its grounds and sources (module_version), adoptions, and the lines of the trail (event). Where a
cut was set by a study, its frozen report and the decision to follow it are here too (cut_report, cut_decision); where
none is here, the cut was provisional.
seals/ has the hashes that lead from each row to the batch in which it was sealed. Of
rows that are not here, other people's too, a seal names table, number and hash. The packet holds keys: keep it from
those who still have to sit the quiz.

To check it, without the server that made it:

    flask --app wsgi audit verify FILE

What it cannot prove:

"""
        + "\n".join(f"- {limit}" for limit in LIMITS)
        + "\n"
    )
