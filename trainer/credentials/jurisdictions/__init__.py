"""What the law of a state asks of who needles: dated, cited packs that a clinic reads, adopts and follows."""

from trainer import trail
from trainer.credentials.jurisdictions.models import JurisdictionAdoption, JurisdictionVersion
from trainer.credentials.jurisdictions.views import jurisdictions


def init_app(app):
    app.register_blueprint(jurisdictions)
    trail.seals(app, JurisdictionVersion, recorded="published_at")
    trail.seals(app, JurisdictionAdoption, recorded="recorded_at")
