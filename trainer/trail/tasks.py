from trainer.trail.sealing import seal


def seal_what_is_new() -> None:
    seal()


def seal_what_is_left() -> None:
    """What a very long transaction added long after its time; and a sign of life for days on which nothing happens."""
    seal(thorough=True)
