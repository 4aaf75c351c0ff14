"""What happens to the cast beyond the usual: through the same actions as on the pages, each on its day."""

from trainer.demo.scenes import audits, clearances, evidence, faults, panels, people, sources
from trainer.demo.scenes.troupe import SCENES, Troupe, play_scenes

SUBJECTS = (audits, clearances, evidence, faults, panels, people, sources)

__all__ = ["SCENES", "SUBJECTS", "Troupe", "play_scenes"]
