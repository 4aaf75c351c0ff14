"""What would be done about each row, given who and what is known. Nobody enters anything about themselves."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from trainer.credentials.importing.rules.meaning import Earlier, Fault, Meant

Key = tuple[str, str]  # state and number of a license


@dataclass(frozen=True)
class Account:
    """Somebody known. `here`: holds a role in the clinic today. `asleep`: closed by an undone import of this clinic."""

    id: int
    name: str
    email: str
    here: bool = False
    closed: bool = False
    asleep: bool = False
    is_importer: bool = False


@dataclass(frozen=True)
class Known:
    """`certificates` are those that stand: (person, credential, first day, last day). `invited` are addresses."""

    accounts: dict[str, Account] = field(default_factory=dict)  # by address
    licenses: dict[Key, Account] = field(default_factory=dict)  # of people of this clinic
    certificates: frozenset[tuple[int, str, date, date]] = frozenset()
    invited: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Proposal:
    """person: new (gets an account and a role here), wake (gets the account back), known, same (as of a line above),
    invite (works elsewhere: is asked), waiting (was asked). certificate: new, there, later (once the person is here),
    none.
    """

    meant: Meant
    person: str
    certificate: str
    email: str  # of the person, whether this row gives it or not
    account: Account | None = None
    note: str = ""

    @property
    def changes(self) -> bool:
        return self.person in {"new", "wake", "invite"} or self.certificate == "new"


@dataclass(frozen=True)
class Plan:
    proposals: tuple[Proposal, ...]
    faults: tuple[Fault, ...]

    @property
    def counts(self) -> dict[str, int]:
        people = Counter(one.person for one in self.proposals)
        certificates = Counter(one.certificate for one in self.proposals)
        return {
            "new": people["new"] + people["wake"],
            "known": len({one.account.id for one in self.proposals if one.person == "known" and one.account}),
            "invite": people["invite"],
            "certificates": certificates["new"],
            "there": sum(not one.changes for one in self.proposals),
            "bad": len({one.line for one in self.faults}),
        }

    @property
    def changes(self) -> bool:
        return any(one.changes for one in self.proposals)

    @property
    def digest(self) -> str:
        """Of all that would be done: the same as long as nothing changes in the file, its mapping or who is known."""
        said = hashlib.sha256()
        for one in self.proposals:
            told = (one.meant.line, one.meant.digest, one.person, one.certificate, one.account and one.account.id)
            said.update(f"{told}\n".encode())
        for fault in self.faults:
            said.update(f"{fault}\n".encode())
        return said.hexdigest()


def license_key(state: str, number: str) -> Key:
    """Spaces and dashes are a matter of taste in a license number, zeros are not."""
    return state.upper(), "".join(letter for letter in number.upper() if letter.isalnum())


def plan_of(read: Iterable[Meant | list[Fault]], known: Known) -> Plan:
    """In the order of the file: a row can rest on one above it."""
    planning = Planning(known)
    for one in read:
        if isinstance(one, list):
            planning.faults += one
        else:
            planning.take(one)
    return Plan(tuple(planning.proposals), tuple(planning.faults))


class Planning:
    def __init__(self, known: Known):
        self.known = known
        self.proposals: list[Proposal] = []
        self.faults: list[Fault] = []
        self.above: dict[str, Meant] = {}  # by address, those whom a row above names first
        self.licensed: dict[Key, tuple[str, int]] = {}  # whose address a row above gives, and its line
        self.certificates: dict[tuple, int] = {}  # by whom and what: the line that brings it

    def take(self, meant: Meant) -> None:
        key = license_key(meant.state, meant.number) if meant.number else None
        by_email = self.known.accounts.get(meant.email) if meant.email else None
        by_license = self.known.licenses.get(key) if key else None
        account = by_email or by_license
        named_above = self.licensed.get(key) if key else None
        email = account.email if account else meant.email or (named_above[0] if named_above else "")
        wrong = (
            self.contradiction(meant, by_email, by_license)
            or self.lack(meant, account, email)
            or self.against_above(meant, email, named_above)
        )
        if wrong:
            self.faults.append(wrong)
            return
        self.proposals.append(self.proposal(meant, account, email))
        self.above.setdefault(email, meant)
        if key:
            self.licensed.setdefault(key, (email, meant.line))

    def contradiction(self, meant: Meant, by_email: Account | None, by_license: Account | None) -> Fault | None:
        account = by_email or by_license
        if account and account.is_importer:
            return bad(meant, "This is you. Nobody enters a record of themselves.", "Another director can import it.")
        if by_license and meant.email and (by_email is None or by_email.id != by_license.id):
            return bad(
                meant,
                f"The license {meant.state} {meant.number} belongs to {by_license.name}, who has another address.",
                "Use the address that is known here, or correct the license.",
            )
        if account and account.closed:
            return bad(meant, f"The account of {account.name} is closed.", "Ask an administrator about it.")
        return None

    def lack(self, meant: Meant, account: Account | None, email: str) -> Fault | None:
        if not email:
            return bad(meant, "Nobody of this clinic is known by this license.", "Add an email address.")
        if account is None and not meant.name and email not in self.above:
            return bad(meant, "This would be a new person, and there is no name.", "Add the name.")
        return None

    def against_above(self, meant: Meant, email: str, named_above: tuple[str, int] | None) -> Fault | None:
        if named_above and named_above[0] != email:
            return bad(
                meant,
                f"Line {named_above[1]} has the same license with another address.",
                "One of the two lines is wrong. Correct it.",
            )
        above = self.above.get(email)
        if above and meant.name and above.name and meant.name.casefold() != above.name.casefold():
            return bad(
                meant,
                f"Line {above.line} has the same address with another name, {above.name}.",
                "Two people cannot share an address. Correct one of the lines.",
            )
        return None

    def proposal(self, meant: Meant, account: Account | None, email: str) -> Proposal:
        person, note = self.person(meant, account, email)
        certificate = "none"
        if meant.earlier and person in {"invite", "waiting"}:
            certificate = "later"
        elif meant.earlier:
            certificate, where = self.certificate(meant.earlier, meant.line, account, email)
            note = where or note
        return Proposal(meant, person, certificate, email, account, note)

    def person(self, meant: Meant, account: Account | None, email: str) -> tuple[str, str]:
        above = self.above.get(email)
        if account is not None and account.here:
            differs = meant.name and meant.name.casefold() != account.name.casefold()
            return "known", f"Known here as {account.name}." if differs else ""
        if email in self.known.invited:
            return "waiting", "Is invited to this clinic and has not accepted yet."
        if account is not None and not account.asleep:
            asked = "waiting" if above else "invite"
            return asked, f"{account.name} has an account already, not at this clinic, and is asked by invitation."
        if above:
            return "same", f"The same person as in line {above.line}."
        return ("wake", "The account of an import that was undone opens again.") if account else ("new", "")

    def certificate(self, earlier: Earlier, line: int, account: Account | None, email: str) -> tuple[str, str]:
        days = (earlier.credential, earlier.valid_from, earlier.valid_until)
        if account and (account.id, *days) in self.known.certificates:
            return "there", ""
        first = self.certificates.setdefault((email, *days), line)
        return ("new", "") if first == line else ("there", f"Line {first} says the same.")


def bad(meant: Meant, reason: str, mend: str) -> Fault:
    return Fault(meant.line, "The whole row", reason, mend)
