"""A module as files again: what was published in the browser belongs to whoever keeps the files."""

from trainer.banks.authoring.writing_back.folder import as_zip, checked, files_in, put_files
from trainer.banks.authoring.writing_back.merging import merged
from trainer.banks.authoring.writing_back.reading_again import content_hash

__all__ = ["as_zip", "checked", "content_hash", "files_in", "merged", "put_files"]
