"""One item of each kind, sound, as small as the kind allows."""

from trainer.banks.content import SHAPES, Item

COMMON = {"objective": "wash", "level": "recall", "passage": "rub", "facts": ["F-1"]}
OPTIONS = [
    {"text": "Soap", "key": True, "why": "It is."},
    {"text": "Water", "key": True, "why": "It is too."},
    {"text": "Sand", "why": "It is not."},
    {"text": "Oil", "why": "Nor is it."},
    {"text": "Air", "why": "Nor is that."},
]
PROMPTS = [
    {"text": "Dirt on the hands", "match": "Soap", "why": "It shows."},
    {"text": "A clean field", "match": "Rub", "why": "It is quick."},
    {"text": "A torn glove", "match": "Change", "why": "It leaks."},
]
SAMPLES = {
    "single best answer": {"stem": "Which?", "options": [OPTIONS[0], *OPTIONS[2:4]]},
    "multiple response": {"stem": "Choose every one.", "options": OPTIONS},
    "true or false": {"stem": "Rubbing is quick.", "answer": True, "why_true": "So it is.", "why_false": "It is."},
    "matching": {"stem": "Match.", "choices": ["Soap", "Rub", "Change", "Wait"], "prompts": PROMPTS},
    "extended matching": {
        "stem": "Match.",
        "choices": ["Soap", "Rub", "Change", "Wait", "Refer"],
        "prompts": [*PROMPTS, {"text": "Mud", "match": "Soap", "why": "It shows as well."}],
    },
    "ordering": {"stem": "In which order?", "steps": ["Wet", "Soap", "Rub", "Rinse"], "why": "So it is done."},
    "numeric": {
        "stem": "For how long?",
        "value": 20,
        "tolerance": 5,
        "unit": "seconds",
        "other_units": [{"unit": "minutes", "factor": 60}],
        "why": "So it works.",
        "mistakes": [{"value": 60, "why": "That is the longer one."}],
    },
    "short text": {
        "stem": "What is it called?",
        "accepted": ["hand rub", "alcohol rub"],
        "why": "So it is called.",
        "mistakes": [{"text": "hand wash", "why": "That takes water."}],
    },
    "cloze": {
        "stem": "Complete it.",
        "text": "Rub for [time] seconds with [what].",
        "gaps": [
            {"id": "time", "choices": ["5", "20", "60"], "key": "20", "why": "So it works."},
            {"id": "what", "accepted": ["alcohol", "alcohol rub"], "why": "It kills."},
        ],
    },
    "hotspot": {
        "stem": "Where?",
        "figure": "figures/hand.svg",
        "alternative": "A hand.",
        "regions": [
            {"id": "a", "where": "top left", "circle": [30, 30, 20], "key": True, "why": "There."},
            {"id": "b", "where": "top right", "rect": [100, 10, 40, 40], "why": "Not there."},
            {"id": "c", "where": "below", "polygon": [[10, 100], [60, 100], [40, 150]], "why": "Nor there."},
        ],
    },
}


def sample(kind: str, **changes) -> Item:
    item_id = kind.replace(" ", "-")
    return SHAPES[kind].model_validate({"id": item_id, "kind": kind} | COMMON | SAMPLES[kind] | changes)
