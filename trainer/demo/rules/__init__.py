"""What a believable record looks like, day by day. Chance and the day are arguments."""

from trainer.demo.rules.evidence import GAPS, LEVELS, Piece, Wish, beside
from trainer.demo.rules.histories import STORIES, Sitting, days_ago, history, hour

__all__ = ["GAPS", "LEVELS", "STORIES", "Piece", "Sitting", "Wish", "beside", "days_ago", "history", "hour"]
