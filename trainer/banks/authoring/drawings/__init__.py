"""Drawings as they come from other programs, made into figures: what is allowed is kept, and the rest is named."""
