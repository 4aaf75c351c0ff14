"""A certificate as an Open Badge 3.0: others check it by themselves, and ask us only whether it was stopped."""
