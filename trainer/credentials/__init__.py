from trainer.credentials.views import credentials


def init_app(app):
    app.register_blueprint(credentials)
