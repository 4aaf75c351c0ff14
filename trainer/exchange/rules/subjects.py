"""What a webhook can be told about: the lines of the trail by the word they begin with."""

# Lines that concern the installation or somebody's account, not a clinic; they reach no webhook.
NOT_A_CLINICS = {"installation", "clinic", "two_factor", "text", "draft", "item", "issuer_key", "calendar"}
NOT_A_CLINICS_EITHER = {
    "person.signed_in",
    "person.password_changed",
    "person.two_factor",
    "credential.published",
    "module.published",
    "module.described",
    "module.made",
}


def subject_of(name: str) -> str:
    """certificate.issued is about "certificate"."""
    return name.partition(".")[0]


def choices(names: list[str]) -> list[tuple[str, str]]:
    """Every subject there is, in the order of the trail's own list, with the words for a form."""
    of_clinics = [name for name in names if name not in NOT_A_CLINICS_EITHER]
    found = dict.fromkeys(subject_of(name) for name in of_clinics)
    return [(one, words(one, of_clinics)) for one in found if one not in NOT_A_CLINICS]


def words(subject: str, names: list[str]) -> str:
    """Certificate: issued, renewed"""
    happened = [name.partition(".")[2].replace("_", " ") for name in names if subject_of(name) == subject]
    return f"{subject.replace('_', ' ').capitalize()}: {', '.join(happened)}"
