"""Every setting, where it comes from, what it means. A default is safe in production and fit to be public."""

import contextlib
import hashlib
import hmac
import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import click

from trainer.db import engine_options

ROOT = Path(__file__).parent.parent


class BadSetting(click.ClickException):
    """A setting that cannot be used; the message names it and says how to mend it."""


def from_environment(overrides: dict) -> dict:
    env = os.environ | overrides
    instance = Path(env.get("INSTANCE") or ROOT / "instance")  # what must survive: database, jobs, secret key
    secret = env.get("SECRET_KEY") or kept_secret(instance)  # signs sessions and links; same for every process
    database = database_url(env, instance)
    public_url = env.get("PUBLIC_URL", "").rstrip("/")  # as people reach it; for links in mail, and secure cookies
    if env.get("SMTP_URL") and not public_url:
        raise BadSetting("SMTP_URL is set, PUBLIC_URL is not. Set it to the address people use: links in mail need it.")
    return {
        "INSTANCE": instance,
        "SECRET_KEY": secret,
        "SQLALCHEMY_DATABASE_URI": database,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(database),
        "MIGRATIONS": str(ROOT / "migrations"),
        "QUESTION_BANKS": Path(env.get("QUESTION_BANKS") or ROOT / "question_banks"),
        "FONTS": folder(env, "FONTS"),  # the operator's own fonts, for names that those which come along cannot show
        "HOST": env.get("HOST") or "127.0.0.1",
        "PORT": whole_number(env, "PORT", 8000),
        "PUBLIC_URL": public_url,
        "TRUSTED_HOSTS": trusted_hosts(public_url, env.get("HOST") or "127.0.0.1"),
        "PROXIES": whole_number(env, "PROXIES", 0),  # how many proxies in front set X-Forwarded-*; 0: believe none
        "WEB_PROCESSES": whole_number(env, "WEB_PROCESSES", 2),
        "WEB_THREADS": whole_number(env, "WEB_THREADS", 2),
        "SMTP_URL": env.get("SMTP_URL", ""),  # smtp://user:password@host:587 or smtps://...; empty: outbox only
        "MAIL_FROM": env.get("MAIL_FROM", "trainer@localhost"),
        "WEBHOOKS_INSIDE": switch(env, "WEBHOOKS_INSIDE"),  # endpoints may be on this network, and without TLS
        "JOBS_IMMEDIATE": switch(env, "JOBS_IMMEDIATE"),  # run jobs inside the request; for tests
        "DEMO": switch(env, "DEMO"),  # one-click sign-in as invented people; only ever on loopback
        "TESTING": switch(env, "TESTING"),
        "RATELIMIT_STORAGE_URI": "memory://",  # each process counts by itself: a brake, not a lock
        "RATELIMIT_ENABLED": not switch(env, "TESTING"),
        "MAX_CONTENT_LENGTH": 2 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 500_000,
        "SESSION_COOKIE_NAME": "trainer",
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SECURE": public_url.startswith("https://"),
        "PERMANENT_SESSION_LIFETIME": timedelta(hours=12),  # a working day; then one signs in again
        "REMEMBER_COOKIE_DURATION": timedelta(days=14),  # "keep me signed in"
        "REMEMBER_COOKIE_HTTPONLY": True,
        "REMEMBER_COOKIE_SAMESITE": "Lax",
        "REMEMBER_COOKIE_SECURE": public_url.startswith("https://"),
        "WTF_CSRF_TIME_LIMIT": None,  # a token lives as long as the session: a long quiz must not outlive its form
        "BOOTSTRAP_SERVE_LOCAL": True,
        "COMPRESS_MIMETYPES": ["text/css", "text/javascript", "application/javascript", "image/svg+xml"],
        "SEND_FILE_MAX_AGE_DEFAULT": 3600,
        **security(secret),
    }


def security(secret: str) -> dict:
    """Flask-Security's own settings; people/__init__ adds the parts that need code."""
    return {
        "SECURITY_PASSWORD_SALT": derived(secret, "password salt"),
        "SECURITY_TOTP_SECRETS": {"1": derived(secret, "totp")},
        "SECURITY_TOTP_ISSUER": "Trainer",
        "SECURITY_PASSWORD_HASH": "argon2",
        # OWASP's floor for argon2id: 19 MiB, two passes, one lane
        "SECURITY_PASSWORD_HASH_PASSLIB_OPTIONS": {
            "argon2__memory_cost": 19456,
            "argon2__time_cost": 2,
            "argon2__parallelism": 1,
        },
        "SECURITY_HASHING_SCHEMES": ["hex_sha256"],  # in reset links, of a hash that nobody can guess
        "SECURITY_PASSWORD_LENGTH_MIN": 10,
        "SECURITY_RECOVERABLE": True,
        "SECURITY_CHANGEABLE": True,
        "SECURITY_REGISTERABLE": False,  # people come in by invitation
        "SECURITY_TWO_FACTOR": True,
        "SECURITY_TWO_FACTOR_ENABLED_METHODS": ["authenticator"],
        "SECURITY_TWO_FACTOR_ALWAYS_VALIDATE": True,
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES": True,
        "SECURITY_WEBAUTHN": True,
        "SECURITY_WAN_ALLOW_AS_FIRST_FACTOR": True,
        "SECURITY_WAN_ALLOW_AS_MULTI_FACTOR": True,
        "SECURITY_JOIN_USER_ROLES": False,  # roles are memberships
        "SECURITY_RETURN_GENERIC_RESPONSES": True,  # sign-in never tells whether an address is known
        "SECURITY_TWO_FACTOR_AUTHENTICATOR_VALIDITY": 30,  # seconds that a phone's clock may be off, each way
        "SECURITY_WAN_ALLOW_USER_HINTS": False,
        "SECURITY_FRESHNESS": timedelta(hours=1),  # after that a second factor is not changed without asking again
        "SECURITY_FRESHNESS_GRACE_PERIOD": timedelta(minutes=15),
        "SECURITY_API_ENABLED_METHODS": ["session"],  # programs have tokens of our own, see exchange/
        "SECURITY_CLI_USERS_NAME": None,  # its commands know nothing of memberships; ours are `flask people`
        "SECURITY_CLI_ROLES_NAME": None,
        "SECURITY_STATIC_FOLDER": None,
        "SECURITY_EMAIL_HTML": False,
        # An address is checked for its form only: no name server is asked, and clinic.local is fine
        "SECURITY_EMAIL_VALIDATOR_ARGS": {"check_deliverability": False, "globally_deliverable": False},
        "SECURITY_LOGIN_URL": "/sign-in",
        "SECURITY_LOGOUT_URL": "/sign-out",
        "SECURITY_LOGOUT_METHODS": ["POST"],
        "SECURITY_RESET_URL": "/password/reset",
        "SECURITY_CHANGE_URL": "/password/change",
        "SECURITY_VERIFY_URL": "/sign-in/again",
        "SECURITY_WAN_VERIFY_URL": "/sign-in/again/passkey",
        "SECURITY_WAN_SIGNIN_URL": "/sign-in/passkey",
        "SECURITY_TWO_FACTOR_SELECT_URL": "/sign-in/second-factor",
        "SECURITY_TWO_FACTOR_TOKEN_VALIDATION_URL": "/sign-in/code",
        "SECURITY_TWO_FACTOR_RESCUE_URL": "/sign-in/rescue",
        "SECURITY_MULTI_FACTOR_RECOVERY_URL": "/sign-in/recovery-code",
        "SECURITY_TWO_FACTOR_SETUP_URL": "/account/authenticator",
        "SECURITY_MULTI_FACTOR_RECOVERY_CODES_URL": "/account/recovery-codes",
        "SECURITY_WAN_REGISTER_URL": "/account/passkeys",
        "SECURITY_WAN_DELETE_URL": "/account/passkeys/removal",
        "SECURITY_POST_LOGIN_VIEW": "/",
        "SECURITY_POST_LOGOUT_VIEW": "/sign-in",
        "SECURITY_POST_RESET_VIEW": "/sign-in",
        "SECURITY_POST_CHANGE_VIEW": "/account",
        "SECURITY_TWO_FACTOR_POST_SETUP_VIEW": "/account",
        "SECURITY_WAN_POST_REGISTER_VIEW": "/account",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_RESET": "Choose a new password for Trainer",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_NOTICE": "Your Trainer password was reset",
        "SECURITY_EMAIL_SUBJECT_PASSWORD_CHANGE_NOTICE": "Your Trainer password was changed",
        "SECURITY_WAN_RP_NAME": "Trainer",
    }


def kept_secret(instance: Path) -> str:
    """Without SECRET_KEY in the environment: a key made once, kept beside the database, readable by its owner only."""
    file = instance / "secret_key"
    if not file.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        new = instance / f"secret_key.{os.getpid()}"
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as whole:
            whole.write(secrets.token_urlsafe(48))
        with contextlib.suppress(FileExistsError):  # another process was first
            os.link(new, file)  # appears with its content, never empty
        new.unlink()
    return file.read_text()


def derived(secret: str, purpose: str) -> str:
    return hmac.new(secret.encode(), purpose.encode(), hashlib.sha256).hexdigest()


def database_url(env: dict, instance: Path) -> str:
    """SQLite beside the instance by default; any postgres URL is told to use psycopg 3."""
    url = env.get("DATABASE_URL", "")
    if not url:
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        return f"sqlite:///{instance.resolve() / 'trainer.db'}"
    for prefix in ("postgres://", "postgresql://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def trusted_hosts(public_url: str, host: str) -> list[str] | None:
    """The names a request may ask for: a made-up one must not end up in a letter's link.

    Without PUBLIC_URL, and listening everywhere, nobody knows the names; then any will do.
    """
    local = ["localhost", "127.0.0.1", "[::1]"]
    if public_url:
        return [urlsplit(public_url).hostname or "", *local]
    return None if host in {"0.0.0.0", "::"} else [host, *local]  # noqa: S104  # compared, not bound to


def folder(env: dict, name: str) -> Path | None:
    if not env.get(name):
        return None
    if not Path(env[name]).is_dir():
        raise BadSetting(f"{name} is {env[name]!r}, and there is no such folder.")
    return Path(env[name]).resolve()


def switch(env: dict, name: str) -> bool:
    value = str(env.get(name, "")).lower()
    if value in {"", "0", "false", "no", "off"}:
        return False
    if value in {"1", "true", "yes", "on"}:
        return True
    raise BadSetting(f"{name} is {value!r}. Set it to 1 or 0.")


def whole_number(env: dict, name: str, usual: int) -> int:
    value = str(env.get(name) or usual)
    if not value.isdigit():
        raise BadSetting(f"{name} is {value!r}. Set it to a whole number, for example {usual}.")
    return int(value)
