"""What can go wrong between a question and its answer; see ingest/errors.py for the rest of the family.

WaymarkError
├── AskError                a question cannot be taken as it is
│   ├── QuestionError       too long, or not text
│   ├── HistoryError        the earlier turns are not a list of role and content
│   ├── UnknownDocumentError
│   ├── UnknownTopicError   no topic or goal has the name that was given
│   ├── UnknownConversationError
│   ├── PlanError           a plan cannot be made with such hours or from such a day
│   └── ProfileError        a learner's profile cannot be read or written
├── StoreError              conversations and feedback cannot be read or written
└── ModelError              a language model does not answer
"""

from ingest.errors import WaymarkError


class AskError(WaymarkError):
    """A question or request cannot be taken as it is."""


class QuestionError(AskError):
    """The question is too long or is not text."""


class HistoryError(AskError):
    """The history is not a list of `{role, content}`."""


class UnknownDocumentError(AskError):
    """No document has the id that was asked for."""


class UnknownTopicError(AskError):
    """No topic, or no goal, has the name that was given."""


class UnknownConversationError(AskError):
    """The caller has no conversation with the id that was given."""


class PlanError(AskError):
    """A plan cannot be made with the hours or from the day that were given."""


class ProfileError(AskError):
    """A learner's profile cannot be read or written."""


class StoreError(WaymarkError):
    """Conversations and feedback cannot be read or written."""


class ModelError(WaymarkError):
    """A language model does not answer, or not in the form that was asked for.

    `how` completes the sentence "The language model ..."; `retry_after` are the seconds after which to ask once more,
    None where that will not help; `is_outage` tells that the endpoint failed, and not this one request.
    """

    def __init__(
        self, message: str, how: str = "failed", *, retry_after: float | None = None, is_outage: bool = True
    ) -> None:
        super().__init__(message)
        self.how = how
        self.retry_after = retry_after
        self.is_outage = is_outage
