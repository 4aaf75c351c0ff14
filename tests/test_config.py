"""Settings: what is missing has a safe default, what is wrong is named."""

import stat

import pytest

from trainer import config
from trainer.config import BadSetting, from_environment


def test_without_any_setting_it_is_one_machine_and_closed(tmp_path):
    settings = from_environment({"INSTANCE": str(tmp_path / "instance"), "TESTING": "", "JOBS_IMMEDIATE": ""})
    assert settings["HOST"] == "127.0.0.1"
    assert settings["SQLALCHEMY_DATABASE_URI"] == f"sqlite:///{tmp_path / 'instance' / 'trainer.db'}"
    assert settings["DEMO"] is False
    assert settings["PROXIES"] == 0
    assert settings["RATELIMIT_ENABLED"] is True
    assert settings["SECURITY_REGISTERABLE"] is False


def test_the_secret_key_is_made_once_and_is_its_owners_alone(tmp_path):
    first = from_environment({"INSTANCE": tmp_path / "instance"})["SECRET_KEY"]
    assert len(first) >= 48
    assert from_environment({"INSTANCE": tmp_path / "instance"})["SECRET_KEY"] == first
    assert from_environment({"INSTANCE": tmp_path / "other"})["SECRET_KEY"] != first
    assert stat.S_IMODE((tmp_path / "instance" / "secret_key").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "instance").stat().st_mode) == 0o700


def test_a_key_from_the_environment_is_not_written_down(tmp_path):
    settings = from_environment(
        {"INSTANCE": tmp_path / "instance", "SECRET_KEY": "from outside", "DATABASE_URL": "sqlite://"}
    )
    assert settings["SECRET_KEY"] == "from outside"
    assert not (tmp_path / "instance" / "secret_key").exists()


def test_derived_secrets_differ_by_purpose_and_key():
    secrets = {config.derived(key, purpose) for key in ("one", "two") for purpose in ("totp", "password salt")}
    assert len(secrets) == 4


@pytest.mark.parametrize(
    ("given", "used"),
    [
        ("postgres://me@host/db", "postgresql+psycopg://me@host/db"),
        (
            "postgresql://me:p%40ss@host:5432/db?sslmode=require",
            "postgresql+psycopg://me:p%40ss@host:5432/db?sslmode=require",
        ),
        ("postgresql+psycopg://me@host/db", "postgresql+psycopg://me@host/db"),
        ("sqlite:////tmp/x.db", "sqlite:////tmp/x.db"),
    ],
)
def test_any_postgres_address_is_reached_with_psycopg_3(tmp_path, given, used):
    assert config.database_url({"DATABASE_URL": given}, tmp_path) == used


@pytest.mark.parametrize(
    ("value", "means"), [("1", True), ("true", True), ("ON", True), ("0", False), ("", False), ("no", False)]
)
def test_switches(value, means):
    assert config.switch({"DEMO": value}, "DEMO") is means


@pytest.mark.parametrize(
    ("name", "value", "mend"),
    [
        ("DEMO", "perhaps", "Set it to 1 or 0"),
        ("PORT", "http", "whole number, for example 8000"),
        ("PROXIES", "-1", "whole number"),
    ],
)
def test_a_wrong_setting_is_named_with_its_mend(tmp_path, name, value, mend):
    with pytest.raises(BadSetting, match=f"{name} is .*{mend}"):
        from_environment({"INSTANCE": tmp_path, name: value})
