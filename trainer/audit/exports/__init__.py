"""Lists as files: every row, written as it is read."""

from trainer.audit.exports.roster import csv_lines
from trainer.audit.exports.status import status_csv, status_json

__all__ = ["csv_lines", "status_csv", "status_json"]
