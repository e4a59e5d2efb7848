import random
import socket

BELOW_THE_SYSTEMS_OWN = range(20_000, 30_000)
"""Ports that the system gives to no connection of its own accord: one that was free stays free while a server starts again."""


def free_port() -> int:
    """A port of the loopback address that nobody listens on."""
    while True:
        port = random.choice(BELOW_THE_SYSTEMS_OWN)
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) != 0:
                return port
