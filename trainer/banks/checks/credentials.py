"""Whether credentials name what is there: the passages that a line of a checklist rests on, the packs of states."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from trainer.credentials.content import Credential
from trainer.credentials.content.requirements import JurisdictionMet
from trainer.credentials.jurisdictions.rules import ADOPTED
from trainer.reading import Fault

NAMED = re.compile(r"\[([^\[\]]+)\]$")  # at the end of a line: [pneumothorax-risk#during, adverse-events#record]


def checklists_rest_on_passages(credentials: Iterable[Credential], passages: Mapping[str, Set[str]]) -> Iterator[Fault]:
    """`passages` are the ids of each module's passages, by the module's slug."""
    for credential in credentials:
        for practical in credential.practicals.values():
            for line in practical.checklist:
                for module, passage in places_in(line):
                    if passage not in passages.get(module, ()):
                        yield Fault(
                            f"credentials/{credential.slug}.yaml",
                            0,
                            "unknown-passage",
                            f"A line of the checklist {practical.subject} rests on {module}#{passage}: there is none.",
                            "Correct it, as in pneumothorax-risk#during, or take it out.",
                        )


def places_in(line: str) -> Iterator[tuple[str, str]]:
    if named := NAMED.search(line):
        for place in named[1].split(","):
            module, _, passage = place.strip().partition("#")
            yield module, passage


def packs_are_there(credentials: Iterable[Credential], packs: Set[str]) -> Iterator[Fault]:
    """`packs` are the codes of the states whose files are sound."""
    for credential in credentials:
        for asked in credential.of_shape(JurisdictionMet):
            if asked.jurisdiction not in {ADOPTED, *packs}:
                yield Fault(
                    f"credentials/{credential.slug}.yaml",
                    0,
                    "unknown-jurisdiction",
                    f"It asks for the rules of {asked.jurisdiction}, of which there is no sound file.",
                    "Correct the code, or add credentials/jurisdictions/ with the file of that state.",
                )
