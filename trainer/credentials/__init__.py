from trainer import trail
from trainer.credentials import documents
from trainer.credentials.models import Certificate, CertificatePass, CredentialVersion, ModulePass
from trainer.credentials.views import credentials


def init_app(app):
    app.register_blueprint(credentials)
    documents.init_app(app)
    trail.seals(app, CredentialVersion, recorded="published_at")
    trail.seals(app, ModulePass)
    trail.seals(app, Certificate, recorded="issued_at", parts=[(CertificatePass, "certificate_id")])
