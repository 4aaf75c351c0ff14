import pytest

from tests.audit.builders import make_practitioner
from tests.builders import make_clinic


@pytest.fixture
def crew(stage):
    for name, state in (("Ada", "current"), ("Ben", "due_soon"), ("Cleo", "lapsed"), ("Dan", "missing")):
        make_practitioner(stage.clinic, stage.policy, state, name, email=f"{name.lower()}@example.org")
    elsewhere = make_clinic(slug="lakeside", name="Lakeside")
    make_practitioner(elsewhere, stage.policy, "due_soon", "Eve", email="eve@example.org")


def run(app, *words):
    return app.test_cli_runner().invoke(args=["credentials", "lapsing", *words])


def test_what_lapses_soon_clinic_by_clinic(app, stage, crew):
    result = run(app, "--within", "31")
    assert result.exit_code == 0
    assert result.output.splitlines() == [
        "2026-07-01  lakeside  Eve <eve@example.org>  Needling knowledge",
        f"2026-07-01  {stage.clinic.slug}  Ben <ben@example.org>  Needling knowledge",
    ]


def test_one_clinic_and_more_days(app, stage, crew):
    result = run(app, "--within", "500", "--clinic", stage.clinic.slug)
    assert [line.split()[2] for line in result.output.splitlines()] == ["Ben", "Ada"]


def test_nothing_lapses(app, stage, crew):
    assert run(app, "--within", "29").output == "No certificate lapses within 29 days.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [(["--clinic", "nowhere"], "There is no clinic nowhere."), (["--within", "0"], "0 is not in the range")],
)
def test_what_cannot_be_meant_is_refused(app, stage, words, said):
    result = run(app, *words)
    assert result.exit_code
    assert said in result.output
