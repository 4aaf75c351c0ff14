"""From an author to a reviewer, who is somebody else: approved, or sent back with words."""
