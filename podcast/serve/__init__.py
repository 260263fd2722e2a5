"""Serve episodes/ over HTTP on this machine, as a podcast host would."""

from podcast.serve.server import LocalServer, open_server

__all__ = ["LocalServer", "open_server"]
