"""Questions as rows of a table: CSV and XLSX. The headings are matched, whatever product the table comes from."""

from trainer.banks.formats.tables.commas import read_csv, template_csv, write_csv
from trainer.banks.formats.tables.workbook import read_xlsx, template, write_xlsx

__all__ = ["read_csv", "read_xlsx", "template", "template_csv", "write_csv", "write_xlsx"]
