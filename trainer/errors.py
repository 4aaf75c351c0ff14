class Refused(Exception):
    """The request makes sense but the rules forbid it; the message says why and what to do, to the person."""


class Unreadable(Exception):
    """An answer that cannot be understood: neither right nor wrong; the message goes beside the field."""
