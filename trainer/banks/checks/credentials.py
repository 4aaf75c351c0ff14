"""Whether what an observer looks for is taught: a line of a checklist can name the passages it rests on."""

import re
from collections.abc import Iterable, Iterator, Mapping, Set

from trainer.credentials.content import Credential
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
