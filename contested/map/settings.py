"""How a ledger is served: the address, who may read and write, the base map."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import date

from contested.map.answers import Tiles
from contested.map.session import Password

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = 8016


@dataclass(frozen=True)
class Settings:
    """`password` None: nobody may write. `public`: everybody who reaches the server may read;
    else whoever is not logged in may only where the server listens on the loopback alone. `open_at`
    is the day the page opens on; None: that of the last report."""

    host: str = DEFAULT_HOST
    port: int = DEFAULT_PORT
    password: Password | None = None
    public: bool = False
    allowed_hosts: tuple[str, ...] = ()
    tiles: Tiles | None = None
    refresh_seconds: float = 1.0
    open_at: date | None = None

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return is_loopback(self.host)

    @property
    def reading_is_open(self) -> bool:
        """Whether one may read without logging in."""
        return self.public or self.is_loopback

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names by which the server may be called, without port; None: by any.

        A server on the loopback trusts whoever reaches it, so that no other name may lead there. A
        server for others has to know its names only if it was told them.
        """
        if not self.is_loopback and not self.allowed_hosts:
            return None
        own = {self.host} if self.host not in ("0.0.0.0", "::") else set()
        local = {"localhost", "127.0.0.1", "::1"} if self.is_loopback else set()
        return frozenset(one.lower() for one in (*own, *local, *self.allowed_hosts))


def is_loopback(host: str) -> bool:
    """Whether an address is the machine's own.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0")
    (True, True, False)
    """
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
