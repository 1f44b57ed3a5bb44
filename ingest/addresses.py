"""Which network addresses a page may be fetched from: those that anybody on the internet could."""

import ipaddress
import socket
from collections.abc import Callable, Sequence

Resolve = Callable[[str, int], Sequence[str]]

# Within IPv6, these lead on to IPv4 addresses, or nowhere.
_NOT_DIRECT = [
    ipaddress.IPv6Network(network) for network in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")
]  # fmt: skip
_UNICAST = ipaddress.IPv6Network("2000::/3")
_SPECIAL = [ipaddress.IPv4Network(network) for network in ("192.0.0.0/24", "192.88.99.0/24")]


def is_public(address: str) -> bool:
    """Whether the text of an IP address, as a resolver gives it, is one of the public internet."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address):
        if found.ipv4_mapped:
            return is_public(str(found.ipv4_mapped))
        return found in _UNICAST and not any(found in network for network in _NOT_DIRECT) and found.is_global
    is_special = any(found in network for network in _SPECIAL)
    return found.is_global and not (found.is_multicast or found.is_reserved or is_special)


def resolve(host: str, port: int) -> Sequence[str]:
    """Every address of a host, as the system resolves it; raises OSError where it does not."""
    return [str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
