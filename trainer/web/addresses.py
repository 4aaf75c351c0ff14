"""Addresses: what may stand in one, and the whole of it as people reach it from outside."""

from ipaddress import IPv4Address, IPv6Address
from typing import Any

from flask import Flask, current_app, has_request_context, request
from werkzeug.routing import IntegerConverter, ValidationError

ALL_NETWORKS = {str(IPv4Address(0)), str(IPv6Address(0))}  # places to listen on, not to go to


LARGEST = 2**31 - 1  # what the database takes for a number of a row


class RowNumber(IntegerConverter):
    """<int:...> in an address. A number that no row can have is a 404, before any database chokes on it."""

    def to_python(self, value: str) -> int:
        if len(value) > len(str(LARGEST)) or int(value) > LARGEST:
            raise ValidationError
        return int(value)


def init_app(app: Flask) -> None:
    app.url_map.converters["int"] = RowNumber


def absolute(endpoint: str, **values: Any) -> str:
    """The full address of a page. PUBLIC_URL decides when it is set: what a request says about its host is hearsay."""
    path = current_app.url_map.bind("localhost").build(endpoint, values)
    return base_address() + path


def base_address() -> str:
    if current_app.config["PUBLIC_URL"]:
        return current_app.config["PUBLIC_URL"]
    if has_request_context():
        return request.host_url.rstrip("/")
    host, port = current_app.config["HOST"], current_app.config["PORT"]
    name = "localhost" if host in ALL_NETWORKS else f"[{host}]" if ":" in host else host
    return f"http://{name}:{port}"
