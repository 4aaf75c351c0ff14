"""Evidence that stands alone: one file for a certificate, which anybody can check without the server it came from."""
