"""An address as a QR code, for a terminal and for a page.

Only this module imports segno, which draws for a dark terminal and sets no colours.
"""

from __future__ import annotations

import io

_WHITE_ON_BLACK = "\033[97;40m"
_AS_BEFORE = "\033[0m"
_QUIET_MODULES = 2
"""The width of the white border in modules; the standard has four, scanners need one."""


def for_terminal(address: str) -> str:
    """Return an address as a QR code of half blocks: 33 columns and 17 lines for a usual feed.

    The text sets the colours, since a QR code is dark on light and a terminal may be dark or light.
    If the colours are removed, as in a file, the code is right on a dark background.
    """
    import segno

    buffer = io.StringIO()
    code = segno.make_qr(address, error="l", boost_error=False)
    code.terminal(buffer, border=_QUIET_MODULES, compact=True)
    lines = buffer.getvalue().splitlines()
    return "\n".join(f"{_WHITE_ON_BLACK}{line}{_AS_BEFORE}" for line in lines)


def for_page(address: str) -> str:
    """Return an address as a QR code in an `svg` element: paths and numbers, no text of anybody.

    It has a white ground of its own, as a code is dark on light on dark pages too. A sixth of it
    may be hidden (level M), for instance by a reflection.
    """
    import segno

    code = segno.make_qr(address, error="m", boost_error=False)
    return str(
        code.svg_inline(
            border=_QUIET_MODULES, light="#fff", omitsize=True, svgclass=None, lineclass=None
        )
    )
