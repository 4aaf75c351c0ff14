from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """What is wrong, and where: in which member of the packet, and at which place in it."""

    member: str  # empty: the file as a whole
    place: str
    says: str

    def __str__(self) -> str:
        where = ", ".join(word for word in (self.member, self.place) if word)
        return f"{where}: {self.says}" if where else self.says


class NotAPacket(Exception):
    """The file cannot be read as a packet at all; `finding` says why, and where."""

    def __init__(self, says: str, member: str = "", place: str = "") -> None:
        super().__init__(says)
        self.finding = Finding(member, place, says)
