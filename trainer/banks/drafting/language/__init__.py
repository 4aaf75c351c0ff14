"""As much English as drafting needs: hand-written lists and rules, no model."""
