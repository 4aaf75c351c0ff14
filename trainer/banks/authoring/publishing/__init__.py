"""The approved parts of a manuscript become the next version of its module, through the very same check as files."""
