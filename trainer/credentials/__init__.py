from trainer import trail
from trainer.credentials import actions, assignments, badges, documents, importing, jurisdictions, ledger, reminders
from trainer.credentials.models import Certificate, CertificateEntry, CredentialVersion, Entry, PolicyAdoption
from trainer.credentials.provenance.views import provenance
from trainer.credentials.views import credentials
from trainer.people import following


def init_app(app):
    app.register_blueprint(credentials)
    jurisdictions.init_app(app)
    documents.init_app(app)
    badges.init_app(app)
    ledger.init_app(app)
    assignments.init_app(app)
    reminders.init_app(app)
    importing.init_app(app)
    app.register_blueprint(provenance)
    following.follow(app, "merged", actions.after_merger)
    trail.seals(app, CredentialVersion, recorded="published_at")
    trail.seals(app, PolicyAdoption, recorded="recorded_at")
    trail.seals(app, Entry, recorded="recorded_at")
    trail.seals(app, Certificate, recorded="issued_at", parts=[(CertificateEntry, "certificate_id")])
    trail.retires(app, "module_pass", "certificate_pass")  # now entries
