"""What is asked of reminders: what is due, who may be written to, and what was written."""
