"""The weak twin of the chat page: it keeps no conversation but on the page. For `streamlit run`."""

import os
from pathlib import Path
from typing import Any

from renderings import Rendering

from rag.errors import StoreError
from rag.store import Store
from ui.app import show
from ui.client.here import Here


class Forgetful(Here):
    """Has no place to keep conversations."""

    def start(self) -> Any:
        """Refuse, as a store that cannot be used does."""
        raise StoreError("Conversations cannot be kept here.")


show(lambda: Forgetful(Rendering("http://127.0.0.1:9", pause=0.5), Store(Path(os.environ["WAYMARK_HOME"], "none"))))
