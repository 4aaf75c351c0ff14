"""Internal audits: a sample of files, drawn so that anybody can draw it again, with findings and signatures."""

from flask import Flask

from trainer.audit.samples.models import AuditFile, AuditFinding, AuditSignOff, InternalAudit
from trainer.audit.samples.views import samples
from trainer.trail import seals


def init_app(app: Flask) -> None:
    app.register_blueprint(samples)
    seals(app, InternalAudit, recorded="begun_at", parts=[(AuditFile, "audit_id")])
    seals(app, AuditFinding, recorded="recorded_at")
    seals(app, AuditSignOff, recorded="signed_at")
