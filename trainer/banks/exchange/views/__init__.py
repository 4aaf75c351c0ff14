"""The pages of exchange, on the blueprint of the room."""
