"""Waymark's retrieval as a LangChain retriever, for any LangChain program."""

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from rag.assistant import Assistant
from rag.bounds import USUAL_PASSAGES
from rag.records import Passage, passage_json


class WaymarkRetriever(BaseRetriever):
    """The `k` best passages for a query, best first; each document's metadata holds where its text stands."""

    model_config = ConfigDict(arbitrary_types_allowed=True)

    assistant: Assistant
    k: int = USUAL_PASSAGES

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002 - LangChain passes it by name
    ) -> list[LangChainDocument]:
        return [_document(passage) for passage in self.assistant.search(query, self.k)]


def _document(passage: Passage) -> LangChainDocument:
    data = passage_json(passage)
    text = data.pop("text")
    return LangChainDocument(id=passage.chunk.id, page_content=text, metadata=data)
