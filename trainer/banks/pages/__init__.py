"""What the pages of this room show, gathered from published modules."""
