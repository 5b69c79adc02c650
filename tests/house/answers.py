"""What every answer must carry, written down here anew and not read from the product."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "object-src": "'none'",
}
ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
OF_A_COOKIE = {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}


def faults(response: TestResponse, *, static: bool = False) -> list[str]:
    """What is missing from the headers of an answer, a sentence each."""
    headers = response.headers
    found = [
        f"{name} is not “{value}”" for name, value in ALWAYS.items() if headers.get(name) != value
    ]
    directives = headers.get("Content-Security-Policy", "").split("; ")
    if {name: rest for name, _, rest in (one.partition(" ") for one in directives)} != POLICY:
        found.append(f"the policy is {directives}")
    if not static:
        found += [] if "noindex" in headers.get("X-Robots-Tag", "") else ["may be indexed"]
        found += [] if headers.get("Cache-Control") == "no-store" else ["may be kept"]
        found += [] if "Cookie" in response.vary else ["does not vary by cookie"]
    for cookie in headers.getlist("Set-Cookie"):
        name = cookie.partition("=")[0]
        missing = OF_A_COOKIE - set(cookie.split("; "))
        found += [f"the cookie {name} lacks {sorted(missing)}"] if missing else []
        found += [] if name.startswith("__Host-") else [f"the cookie {name} is not __Host-"]
        found += [f"the cookie {name} has a domain"] if "Domain=" in cookie else []
    return found


def check_headers(response: TestResponse, *, static: bool = False, where: str = "") -> None:
    found = faults(response, static=static)
    assert not found, f"{where}: " + "; ".join(found)
