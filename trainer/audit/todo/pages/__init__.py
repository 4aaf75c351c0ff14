"""What the lists show, row by row, and what an action would do."""
