"""`python -m trainer.audit.packets FILE`: `audit verify` without an installation, not even its settings."""

from trainer.audit.packets.cli import verify_packet

verify_packet()
