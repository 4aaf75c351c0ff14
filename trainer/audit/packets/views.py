from flask import Response, abort

from trainer import trail
from trainer.audit.packets.making import make
from trainer.audit.views import audit
from trainer.credentials import queries
from trainer.db import db
from trainer.web.access import for_role, me
from trainer.web.forms import ButtonForm


@audit.post("/clinics/<clinic:clinic>/certificates/<code>/packet.zip")
@for_role("director")
def packet(clinic, code):
    certificate = queries.by_code(code)
    if certificate is None or certificate.clinic_id != clinic.id:
        abort(404)
    if not ButtonForm().submitted():
        abort(400)
    made = make(certificate)
    trail.record(
        "packet.exported",
        about=certificate.person,
        by=me(),
        clinic=clinic,
        code=made.code,
        bytes=len(made.data),
        hash=made.hash,
    )
    db.session.commit()
    return Response(
        made.data,
        mimetype="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{made.name}"', "Cache-Control": "no-store"},
    )
