from trainer.exchange import tasks
from trainer.exchange.api import PARTS, api
from trainer.exchange.api.guard import let_in
from trainer.exchange.views import access, exchange, webhooks

VIEWS = (*PARTS, access, webhooks)  # each adds its pages to a blueprint


def init_app(app):
    app.extensions["token guard"] = let_in
    app.register_blueprint(api)
    app.register_blueprint(exchange)
    tasks.init_app(app)
