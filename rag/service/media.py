"""Choosing among media types by an Accept header (RFC 9110, section 12.5.1)."""

from collections.abc import Sequence


def accepted(header: str, offered: Sequence[str]) -> str | None:
    """The one of the `offered` types that the header prefers, the first of equals; None where it takes none of them."""
    wanted = [_read(part) for part in header.split(",") if part.strip()] or [("*/*", 1.0)]
    weighed = [(_weight(media, wanted), media) for media in offered]
    best = max(weight for weight, _ in weighed)
    return next(media for weight, media in weighed if weight == best) if best > 0 else None


def _read(part: str) -> tuple[str, float]:
    media, *parameters = (piece.strip().lower() for piece in part.split(";"))
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return media, min(1.0, max(0.0, float(value)))
            except ValueError:
                return media, 0.0
    return media, 1.0


def _weight(media: str, wanted: Sequence[tuple[str, float]]) -> float:
    """How much `media` is wanted, by the range that fits it most closely."""
    for fitting in (media, f"{media.split('/', maxsplit=1)[0]}/*", "*/*"):
        found = [weight for name, weight in wanted if name == fitting]
        if found:
            return max(found)
    return 0.0
