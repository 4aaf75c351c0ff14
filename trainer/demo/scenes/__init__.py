"""What happens to the cast beyond the usual: through the same actions as on the pages, each on its day."""

from trainer.demo.scenes import audits, clearances, evidence, people
from trainer.demo.scenes.troupe import SCENES, Troupe, play_scenes

__all__ = ["SCENES", "Troupe", "audits", "clearances", "evidence", "people", "play_scenes"]
