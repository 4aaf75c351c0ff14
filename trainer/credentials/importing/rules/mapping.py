"""Which column of a file says what."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

FIELDS = {
    "email": "Email address",
    "name": "Full name",
    "given_name": "Given name, where names stand in two columns",
    "family_name": "Family name",
    "profession": "Profession",
    "license_state": "State of the license",
    "license_number": "Number of the license",
    "credential": "Which credential the certificate is",
    "valid_from": "First day of the certificate",
    "valid_until": "Last day of the certificate",
    "issuer": "Who issued the certificate",
    "number": "Number of the certificate",
}
OF_A_CERTIFICATE = ("credential", "valid_from", "valid_until", "issuer", "number")

HEADERS = {
    "email": "email, e-mail, email address, e-mail address, mail, work email, correo, correo electronico, courriel",
    "name": "name, full name, person, practitioner, employee, employee name, staff name, nombre completo, nom complet",
    "given_name": "first name, given name, forename, firstname, nombre, vorname, prenom",
    "family_name": "last name, family name, surname, lastname, apellido, apellidos, nachname, nom",
    "profession": "profession, discipline, job title, occupation, title, profesion, beruf",
    "license_state": "state, license state, licence state, state of license, jurisdiction, lic state",
    "license_number": "license, licence, license number, licence number, license no, licence no, "
    "license #, lic no, lic #, license id",
    "credential": "credential, certificate, certification, course, certificate name, certification name",
    "valid_from": "valid from, from, issued, issued on, issue date, date issued, earned, "
    "completed, completion date, start",
    "valid_until": "valid until, valid to, until, to, expires, expires on, expiry, expiry date, expiration, "
    "expiration date, last day, end",
    "issuer": "issuer, issued by, provider, organization, organisation, source, vendor",
    "number": "certificate number, certificate no, certificate id, cert number, cert no, cert #, certificate #",
}


@dataclass(frozen=True)
class Mapping:
    """`columns` says at which place, from 0, a field stands. `credential` and `state` hold where no column says it.

    `dates` is "iso", "dmy" or "mdy": what comes first in a date like 03/04/2027 is never guessed.
    """

    columns: dict[str, int] = field(default_factory=dict)
    dates: str = "iso"
    credential: str = ""
    state: str = ""
    letters: bool = False
    hold: bool = False  # certificates count only once they are verified at their issuer

    def asks_for_certificates(self) -> bool:
        return bool(self.credential) or "credential" in self.columns


def guessed(head: Sequence[str]) -> dict[str, int]:
    """The place of each field by the words of its column's head; each column at most once, the first that fits."""
    plain = [plainly(word) for word in head]
    found: dict[str, int] = {}
    for name, spellings in HEADERS.items():
        wanted = [plainly(one) for one in spellings.split(",")]
        places = [plain.index(word) for word in wanted if word in plain and plain.index(word) not in found.values()]
        if places:
            found[name] = places[0]
    return found


def plainly(words: str) -> str:
    """Small letters and digits without marks: "E-Mail-Adresse *" is "emailadresse"; # is kept, it says number."""
    apart = unicodedata.normalize("NFKD", words).casefold()
    return "".join(letter for letter in apart if letter.isalnum() or letter == "#")
