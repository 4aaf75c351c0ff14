"""An invitation that a director has sent."""

from trainer.people import queries

PASSWORD = "correct horse battery"


def invite(director, email="ada@example.org", name="Ada Okafor", **answers) -> str:
    """Returns the link, which the page shows because no mail goes out in tests."""
    director.open("/clinics/riverbend/invitations")
    page = director.press("Send the invitation", name=name, email=email, **answers)
    return page.select_one("#link")["value"].removeprefix("http://localhost")


def roles_of(email):
    person = queries.person_by_email(email)
    return sorted((m.role, m.clinic.slug if m.clinic else None) for m in person.memberships if m.is_current)
