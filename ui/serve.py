"""Serve the chat page: on this machine only unless told otherwise, and with nothing from elsewhere in it."""

import socket
from pathlib import Path
from urllib.parse import quote

import gradio as gr
from starlette.middleware import Middleware

from ingest.errors import FootnoteError
from ui.gate import Gate

__all__ = ["launch"]

_HERE = Path(__file__).parent
_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32" font-family="Georgia,serif">'
    '<rect width="32" height="32" rx="7" fill="#1d4d40"/><text x="8" y="24" font-size="21" fill="#fff">F</text>'
    '<text x="21" y="14" font-size="11" fill="#f2c94c">1</text></svg>'
)


def launch(blocks: gr.Blocks, *, host: str = "127.0.0.1", port: int | None = None) -> str:
    """Serve the page in the background and return its address once it answers; `blocks.close()` ends it.

    Without a port, the first free one from 7860 on is taken.

    Raises:
        FootnoteError: the port is taken or the host is not this machine's.
    """
    _check(host, port)
    try:
        _, address, _ = blocks.launch(
            server_name=host,
            server_port=port,
            prevent_thread_lock=True,
            quiet=True,
            inline=False,
            share=False,
            ssr_mode=False,
            mcp_server=False,
            pwa=False,
            enable_monitoring=False,
            run_history=False,
            footer_links=[],
            max_file_size=1,
            theme=_theme(),
            head=_head(),
            app_kwargs={"middleware": [Middleware(Gate, host=host)], "docs_url": None, "redoc_url": None},
        )
    except OSError as error:
        raise FootnoteError(f"the page cannot be served at {host} ({error}): choose a --port that is free") from None
    return str(address)


def _check(host: str, port: int | None) -> None:
    """Whether this host is ours and this port free; Gradio would try a hundred ports before it says so."""
    try:
        family, kind, protocol, _, place = socket.getaddrinfo(host, port or 0, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(place)
    except OSError as error:
        where = f"{host}, port {port}" if port else host
        why = error.strerror or str(error)
        raise FootnoteError(f"the page cannot be served at {where} ({why}): choose another --host or --port") from None


def _theme() -> gr.themes.Base:
    """Gradio's plain theme with typefaces that come with it, in the weights that hold the whole alphabet."""
    return gr.themes.Base(
        font=[gr.themes.LocalFont("IBM Plex Sans", (400, 700)), "system-ui", "sans-serif"],
        font_mono=[gr.themes.LocalFont("IBM Plex Mono", (400,)), "ui-monospace", "monospace"],
    )


def _head() -> str:
    """The page's own icon, style and script. Given as `css`, Gradio would rewrite the style's selectors."""
    style, script = (_HERE / "style.css").read_text("utf-8"), (_HERE / "page.js").read_text("utf-8")
    icon = f'<link rel="icon" href="data:image/svg+xml,{quote(_ICON)}">'
    return f"{icon}<style>{style}</style><script>{script}</script>"
