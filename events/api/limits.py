"""How many requests a reader may make a minute. Told by address, which is kept in memory only, and only as a digest."""

from ipaddress import IPv6Address, ip_address, ip_network

from django.conf import settings
from django.core.cache import caches
from django.utils.crypto import salted_hmac
from rest_framework.throttling import SimpleRateThrottle

HOME = 64  # bits of an IPv6 address that one household shares; below them anybody may take a new one for each request


class Limit(SimpleRateThrottle):
    """API_REQUESTS_PER_MINUTE of each address, or of each person who is signed in.

    Each process of the web server counts by itself, so a reader whom several serve may get a multiple.
    """

    cache = caches["limits"]

    def get_rate(self) -> str:
        return f"{settings.API_REQUESTS_PER_MINUTE}/minute"

    def get_cache_key(self, request, view) -> str:
        who = f"person {request.user.pk}" if request.user.is_authenticated else self._home(request)
        return salted_hmac("events.api.limits", who).hexdigest()

    def _home(self, request) -> str:
        """The address of the reader: behind a proxy the last one of X-Forwarded-For, which the proxy itself has written
        (NUM_PROXIES); what a visitor writes before it, or what is no address, counts for nothing."""
        try:
            address = ip_address(self.get_ident(request))
        except ValueError:
            return request.META.get("REMOTE_ADDR", "")
        if isinstance(address, IPv6Address) and address.ipv4_mapped is None:
            return str(ip_network((address, HOME), strict=False))
        return str(address)
