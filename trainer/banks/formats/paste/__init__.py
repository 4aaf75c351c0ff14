"""Questions as people type them in a word processor: numbered, lettered, the right one marked or named."""

from trainer.banks.formats.paste.reading import read

__all__ = ["read"]
