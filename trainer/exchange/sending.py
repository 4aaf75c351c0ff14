"""One request to an endpoint: to an address that was looked at first, without following it elsewhere, in short time."""

import http.client
import socket
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from trainer.exchange.rules import places

SECONDS = 5  # for each step: connecting, the next bytes of an answer
SECONDS_IN_ALL = 15  # however slowly it drips
READ = 4_000  # bytes of an answer

NOT_PUBLIC = "{host} is at {address}, which is not on the open internet, so nothing was sent."


@dataclass(frozen=True)
class Outcome:
    """`status` None: there was no answer, and `problem` says why."""

    status: int | None
    said: str
    problem: str
    milliseconds: int

    @property
    def has_arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Request:
    url: str
    body: str
    headers: dict[str, str]


class Unreachable(Exception):
    """The message says why nothing was sent."""


def send(request: Request, *, inside: bool) -> Outcome:
    began = time.monotonic()
    try:
        status, said, problem = answer_to(request, addresses_of(request.url, inside=inside))
    except (Unreachable, OSError, http.client.HTTPException, ValueError) as failure:
        status, said, problem = None, "", f"{failure}" or type(failure).__name__
    return Outcome(status, said, problem, int(1000 * (time.monotonic() - began)))


def addresses_of(url: str, *, inside: bool) -> list[str]:
    """Where the host is. One address that is not public is enough to refuse: who asks next may be given that one."""
    if fault := places.fault(url, inside=inside):
        raise Unreachable(fault)
    host = urlsplit(url).hostname or ""
    try:
        found = list(dict.fromkeys(str(one[4][0]) for one in socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)))
    except (OSError, UnicodeError):
        raise Unreachable(f"There is no host {host}.") from None
    for address in found:
        if not inside and not places.is_public(address):
            raise Unreachable(NOT_PUBLIC.format(host=host, address=address))
    return found


def answer_to(request: Request, addresses: list[str]) -> tuple[int, str, str]:
    """Status, how the answer begins, and an empty problem."""
    place = urlsplit(request.url)
    connection = connected(place.scheme, place.hostname or "", place.port, addresses)
    late = threading.Event()
    end = threading.Timer(SECONDS_IN_ALL, cut, [connection.sock, late])
    end.start()
    try:
        target = (place.path or "/") + (f"?{place.query}" if place.query else "")
        connection.request("POST", target, request.body.encode(), request.headers)
        with connection.getresponse() as response:
            return response.status, response.read(READ).decode("utf-8", "replace").replace("\0", ""), ""
    except (OSError, http.client.HTTPException):
        if late.is_set():
            raise Unreachable(f"It took more than {SECONDS_IN_ALL:g} seconds to answer.") from None
        raise
    finally:
        end.cancel()
        connection.close()


def connected(scheme: str, host: str, port: int | None, addresses: list[str]) -> http.client.HTTPConnection:
    """To one of the addresses that were looked at, not to what the name may mean by now."""
    line = reached(addresses, port or (443 if scheme == "https" else 80))
    if scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(host, port, timeout=SECONDS)
        try:
            line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except BaseException:
            line.close()
            raise
    else:
        connection = http.client.HTTPConnection(host, port, timeout=SECONDS)
    connection.sock = line
    return connection


def reached(addresses: list[str], port: int) -> socket.socket:
    failure: OSError | None = None
    for address in addresses[:3]:
        try:
            return socket.create_connection((address, port), timeout=SECONDS)
        except OSError as problem:
            failure = problem
    raise failure or Unreachable("It has no address.")


def cut(line: socket.socket, late: threading.Event) -> None:
    """End it from another thread, in the middle of whatever it waits for."""
    late.set()
    with suppress(OSError):  # it has ended by itself
        line.shutdown(socket.SHUT_RDWR)
