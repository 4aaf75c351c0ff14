from trainer.web import access, addresses, errors, pages, security


def init_app(app):
    addresses.init_app(app)
    access.init_app(app)  # first: who is asking comes before whether the form is genuine
    security.init_app(app)
    errors.init_app(app)
    pages.init_app(app)
