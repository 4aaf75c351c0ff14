"""Headers that hold the browser to our own pages, tokens on forms, and a brake on guessing."""

from typing import Any

from flask import Flask, request
from flask_compress import Compress
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_talisman import Talisman
from flask_wtf.csrf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

CONTENT_SECURITY_POLICY = {
    "default-src": "'self'",
    "img-src": ["'self'", "data:"],
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
GUESSABLE = {"security.login", "security.forgot_password", "security.reset_password", "security.verify"}

csrf = CSRFProtect()
limiter = Limiter(get_remote_address)
talisman = Talisman()
compress = Compress()


def init_app(app: Flask) -> None:
    if count := app.config["PROXIES"]:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)  # type: ignore[method-assign]
    csrf.init_app(app)
    limiter.init_app(app)
    compress.init_app(app)
    talisman.init_app(
        app,
        force_https=False,  # the proxy in front does that; on one machine there is no TLS
        session_cookie_secure=app.config["SESSION_COOKIE_SECURE"],
        strict_transport_security=app.config["SESSION_COOKIE_SECURE"],
        content_security_policy=CONTENT_SECURITY_POLICY,
        referrer_policy="same-origin",
        permissions_policy={"geolocation": "()", "camera": "()", "microphone": "()"},
    )
    app.after_request(keep_private)


def keep_private(response):
    """Pages about people are not kept by caches on the way or shown by the back button after signing out."""
    if request.endpoint not in {"static", "bootstrap.static"} and "max-age" not in response.headers.get(
        "Cache-Control", ""
    ):
        response.headers["Cache-Control"] = "no-store"
    return response


def limit_sign_in(app: Flask) -> None:
    """Twenty tries a minute from one address; called once the sign-in pages exist."""
    for endpoint in GUESSABLE:
        view: Any = app.view_functions[endpoint]
        app.view_functions[endpoint] = limiter.limit("20 per minute", methods=["POST"])(view)
