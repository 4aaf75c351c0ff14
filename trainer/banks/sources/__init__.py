"""Sources that have changed: what an educator noted of them, and what has to be looked at again because of it."""
