"""A card for each item, so that ten thousand of them are searched, counted and sorted by one statement."""
