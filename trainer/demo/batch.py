"""Rows waiting to be written in bulk, and the next id of each table."""

from collections.abc import Iterator
from itertools import count

from sqlalchemy import Table, inspect

from trainer.credentials.models import Certificate, CertificateEntry, Entry
from trainer.demo import bulk
from trainer.people.models import Membership, Person, PersonProfession
from trainer.quizzes.models import Answer, Attempt, ConfidentMiss, Response
from trainer.trail import Event

# In the order of their foreign keys.
COLUMNS = {
    Person: "id name email profession joined_at fs_uniquifier",
    Membership: "id person_id clinic_id role joined_on recorded_at",
    Attempt: "id person_id clinic_id module_id module_version_id adoption_id seed form started_at deadline_at position "
    "flags receipts submitted_at result passed",
    Answer: "attempt_id receipt number given sure received_at",
    Response: "attempt_id number item_version_id score given seconds blank is_counted is_first",
    ConfidentMiss: "id attempt_id number item_version_id recorded_at",
    PersonProfession: "id person_id profession from_on recorded_at",
    Entry: "id kind person_id clinic_id subject from_on until_on recorded_at by_id reason details good percent minutes "
    "in_person_minutes evidence",
    Certificate: "id code person_id clinic_id credential_id credential_version_id holder_name valid_from valid_until "
    "issued_at renews_id",
    CertificateEntry: "certificate_id entry_id",
    Event: "id recorded_at effective_at name by_id about_id clinic_id details",
}


class Batch:
    def __init__(self) -> None:
        self.rows: dict[type, list[tuple]] = {model: [] for model in COLUMNS}
        self.ids: dict[type, Iterator[int]] = {
            model: count(bulk.next_id(table_of(model)))
            for model, columns in COLUMNS.items()
            if columns.startswith("id ")
        }

    def add(self, model: type, *values) -> int:
        """One row, its columns as named above without the id; returns the id it gets."""
        new = next(self.ids[model])
        self.rows[model].append((new, *values))
        return new

    def write(self) -> None:
        """Everything that waits; the caller commits."""
        for model, columns in COLUMNS.items():
            if self.rows[model]:
                bulk.write(table_of(model), columns.split(), self.rows[model])
                self.rows[model] = []

    def close(self) -> None:
        self.write()
        bulk.tell_sequences(*(table_of(model) for model in self.ids))


def table_of(model: type) -> Table:
    return inspect(model).local_table
