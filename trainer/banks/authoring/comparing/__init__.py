"""How two versions read otherwise: of any part of a module, and of whole modules. All pure."""

from trainer.banks.authoring.comparing.labels import fields_of, label_of, label_of_dotted
from trainer.banks.authoring.comparing.modules import PartDifference, modules_compared
from trainer.banks.authoring.comparing.parts import called, compared

__all__ = ["PartDifference", "called", "compared", "fields_of", "label_of", "label_of_dotted", "modules_compared"]
