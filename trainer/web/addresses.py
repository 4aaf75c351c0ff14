"""Addresses as people reach them from outside: for mail, for paper, for the command line."""

from ipaddress import IPv4Address, IPv6Address
from typing import Any

from flask import current_app, has_request_context, request

ALL_NETWORKS = {str(IPv4Address(0)), str(IPv6Address(0))}  # places to listen on, not to go to


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
