"""What can go wrong, said so that a person can act on it.

    DeixisError                every error a user may read; its text is one clear sentence or two
    |-- BadPicture             the bytes are not a picture this program can show rightly
    |-- BadQuestion            the question cannot be asked (unknown region, no selection, too long)
    |-- ModelUnavailable       a model cannot be loaded or reached (name, extra, memory, endpoint)
    |-- AnswerFailed           a loaded model could not finish an answer
    |-- CallFailed             one call of a chat model brought no reply that can be used
    |   `-- CallPostponed      ... and may bring one if it is made again later
    |-- NotFound               nothing of that name belongs to the person who asks for it
    |-- NotAllowed             the person is not who they say, or may not do this
    |-- StoreProblem           the database or the data folder cannot be used
    `-- BadSetting             a setting, a flag or an environment variable has a value that means nothing

Messages name the thing, the value and the way out. Asserts are kept for our own mistakes.
"""


class DeixisError(Exception):
    """Base of every error whose text is written for the user."""


class BadPicture(DeixisError):
    """The bytes are not a picture that can be shown with the right pixels."""


class BadQuestion(DeixisError):
    """The question cannot be asked as it stands; no model has run."""


class ModelUnavailable(DeixisError):
    """A model cannot be loaded or reached."""


class AnswerFailed(DeixisError):
    """A loaded model could not finish an answer."""


class CallFailed(DeixisError):
    """One call of a chat model brought no reply that can be used; the next may.

    `tokens` are those that it cost all the same, of the prompt and of the reply; None when nobody can know.
    """

    def __init__(self, message: str, *, tokens: tuple[int, int] | None = None) -> None:
        super().__init__(message)
        self.tokens = tokens


class CallPostponed(CallFailed):
    """The same call may succeed `after` so many seconds, or after a while of the caller's choice when that is None."""

    def __init__(self, message: str, *, after: float | None = None, tokens: tuple[int, int] | None = None) -> None:
        super().__init__(message, tokens=tokens)
        self.after = after


class NotFound(DeixisError):
    """Nothing of that name belongs to the person who asks for it."""


class NotAllowed(DeixisError):
    """The person is not who they say, or may not do this."""


class StoreProblem(DeixisError):
    """The database or the data folder cannot be used."""


class BadSetting(DeixisError):
    """A setting has a value that means nothing."""
