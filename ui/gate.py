"""What the page's server lets in and out: only the routes the page needs, and headers that keep the browser at home.

Gradio's server also offers file serving, uploads, a proxy and more; this app uses none of them, so none is reachable.
"""

import re
from ipaddress import ip_address

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

__all__ = ["Gate"]

_ROUTES = re.compile(
    r"/|/(config/?|theme\.css|favicon\.ico|manifest\.json|robots\.txt)"
    r"|/(assets|static)/.+"
    r"|/gradio_api/(queue/(join|data)/?|cancel|reset/?|info/?|startup-events|app_id/?|theme\.css|heartbeat/[^/]+)"
)

# Gradio fills its templates in the browser by `new Function`, hence 'unsafe-eval'; nothing may come from elsewhere.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self' 'unsafe-inline' 'unsafe-eval'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data:",
        "font-src 'self' data:",
        "connect-src 'self'",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'self'",
    )
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Gate:
    """ASGI middleware. With `host` a loopback address, requests that name another host are refused: a web page
    elsewhere could otherwise point its own name at this machine (DNS rebinding) and read the answers."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self.app = app
        self.local_only = _loopback(host)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        if self.local_only and not _loopback(_hostname(Headers(scope=scope).get("host", ""))):
            await PlainTextResponse("This page is served to this machine only.", 403)(scope, receive, send)
            return
        if not _ROUTES.fullmatch(scope["path"]):
            await PlainTextResponse("Not found", 404)(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(_HEADERS)
            await send(message)

        await self.app(scope, receive, guarded)


def _hostname(header: str) -> str:
    """The host of a Host header, without its port."""
    return header[1:].partition("]")[0] if header.startswith("[") else header.partition(":")[0]


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
