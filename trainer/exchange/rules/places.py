"""Where deliveries may go. A request from here must not reach what only this network is meant to reach."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import SplitResult, urlsplit

LONGEST = 500
TRANSLATED = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits


def fault(url: str, *, inside: bool) -> str:
    """What is wrong with the address of an endpoint, as a message; empty where nothing is.

    `inside`: this installation may also reach its own network, and without encryption.
    """
    place = split(url)
    if place is None or not place.hostname or place.scheme not in {"https", "http"}:
        return "Enter a whole address, like https://example.org/trainer"
    if len(url) > LONGEST:
        return f"Use at most {LONGEST} characters"
    if place.scheme == "http" and not inside:
        return "Use an address that begins with https, so that nobody reads along"
    if place.username is not None or place.password is not None:
        return "Leave name and password out: deliveries are signed instead"
    if place.fragment:
        return "Leave out what follows the #"
    return ""


def split(url: str) -> SplitResult | None:
    """None where it cannot be read at all."""
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in url):
        return None
    try:
        place = urlsplit(url)
        return place if place.port != 0 else None  # reading the port checks it
    except ValueError:
        return None


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet, also where it wraps another."""
    ip = unwrapped(ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast


def unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, where it does."""
    if isinstance(ip, IPv4Address):
        return ip
    if ip in TRANSLATED:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)
