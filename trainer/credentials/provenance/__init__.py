"""Where an imported certificate comes from, and who has verified it at its issuer since."""
