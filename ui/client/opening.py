"""Choosing the client that the environment asks for."""

from ui.client.protocol import Client
from ui.settings import PageSettings


def open_client(settings: PageSettings) -> Client:
    """Waymark at the service that `settings` name, else in this very process; raises WaymarkError."""
    # Late, so that a page can say that it is opening the index before Chroma and the model are imported.
    if settings.api_url:
        from ui.client.there import There

        return There(settings.api_url, settings.api_key.get_secret_value() if settings.api_key else None)
    from ingest.settings import read_settings
    from rag.bootstrap import open_assistant
    from rag.heap import keep_large_pieces_apart
    from rag.settings import read_model_settings
    from rag.store import FILE, Store
    from ui.client.here import Here

    home = read_settings()
    keep_large_pieces_apart()
    assistant = open_assistant(home, read_model_settings())
    assistant.warm()
    return Here(assistant, Store(home.home / FILE))
