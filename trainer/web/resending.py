"""What was sent when its session had ended, or in another than it was opened in: kept on a page, to be sent again."""

from flask import current_app, render_template, request, url_for

from trainer.web.problems import is_for_a_program

ACCOUNT = "security."  # how one signs in: what is typed there is not repeated
SECRETS = ("password",)  # in the name of a field
LONG = 40  # characters: shorter values are choices and names of fields, which nobody wants to read again


def can_be_sent_again() -> bool:
    is_script = request.accept_mimetypes.best == "application/json" or is_for_a_program()
    has_secrets = any(one in name for name in request.form for one in SECRETS)
    is_secret = has_secrets or (request.endpoint or "").startswith(ACCOUNT)
    return request.method == "POST" and comes_from_here() and not is_script and not is_secret


def comes_from_here() -> bool:
    """Whether a page of ours sent this. A browser says so by itself: no other site can make it say so."""
    if where := request.headers.get("Sec-Fetch-Site"):
        return where == "same-origin"
    return request.headers.get("Origin") == request.host_url.rstrip("/")


def page(*, signs_in: bool) -> tuple[str, int]:
    """Everything that was typed, with a button to send it: after signing in in another tab, or at once."""
    fields = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "again.html",
        fields=fields,
        long=[value for _, value in fields if len(value) > LONG],
        files=[file.filename for file in request.files.values() if file.filename],
        here=request.full_path.rstrip("?"),
        sign_in=url_for("demo.personas" if current_app.config["DEMO"] else "security.login") if signs_in else None,
    ), 401 if signs_in else 400
