"""The one way to a language model: any OpenAI-compatible address, through LangChain's ChatOpenAI."""

from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

import httpx
from langchain_core.messages import AIMessageChunk, BaseMessage
from pydantic import SecretStr

from assistant.errors import ContextTooLong, LLMBusy, LLMError, LLMTimeout, LLMUnreachable
from assistant.untrusted import without_tokens
from ingest.settings import settings

if TYPE_CHECKING:
    from langchain_openai import ChatOpenAI

__all__ = ["LLM"]

STATUS_SECONDS = 3.0
Messages = Sequence[BaseMessage]


class LLM:
    """A language model at an OpenAI-compatible address.

    Arguments left out come from the settings (`FOOTNOTE_LLM_URL`, `_MODEL`, `_API_KEY`, `_TIMEOUT`). Without a
    model's name, the first one that the server lists is asked. Every call raises an `LLMError` when it fails.
    """

    def __init__(
        self, url: str | None = None, model: str | None = None, api_key: str | None = None, timeout: float | None = None
    ) -> None:
        self.url = (url or settings().llm_url).rstrip("/")
        self._model = model or settings().llm_model
        self._api_key = SecretStr(api_key) if api_key else settings().llm_api_key
        self.timeout = timeout or settings().llm_timeout

    @cached_property
    def model(self) -> str:
        """The name of the model that is asked.

        Raises:
            LLMError: no name was given and the server does not tell.
        """
        return self._model or self._listed()[0]

    def status(self) -> str | None:
        """None when the server answers, else one line that says what is wrong and what to do."""
        try:
            listed = self._listed()
        except LLMError as error:
            return str(error)
        if self._model and self._model not in listed:
            return (
                f"the server at {self.url} has no model {self._model}, only {', '.join(listed)}: set FOOTNOTE_LLM_MODEL"
            )
        return None

    def stream(self, messages: Messages, **options: Any) -> Iterator[str]:
        """The reply in pieces. Closing the iterator ends the work on the server."""
        with self._errors():
            for chunk in self._chat(**options).stream(_inert(messages)):
                if text := _text(chunk):
                    yield text

    async def astream(self, messages: Messages, **options: Any) -> AsyncIterator[str]:
        """`stream` for async code."""
        with self._errors():
            async for chunk in self._chat(**options).astream(_inert(messages)):
                if text := _text(chunk):
                    yield text

    def complete(self, messages: Messages, schema: Mapping[str, Any] | None = None, **options: Any) -> str:
        """The whole reply; with a JSON schema, the server holds the model to it."""
        if schema is not None:
            options["response_format"] = {
                "type": "json_schema",
                "json_schema": {"name": "reply", "schema": dict(schema), "strict": True},
            }
        with self._errors():
            return _text(self._chat(**options).invoke(_inert(messages)))

    def _chat(self, max_tokens: int = 400, response_format: dict[str, Any] | None = None) -> "ChatOpenAI":
        from langchain_openai import ChatOpenAI  # takes a second, which answers without a model do not wait for

        kwargs = {"response_format": response_format} if response_format else {}
        return ChatOpenAI(
            base_url=self.url,
            api_key=self._api_key,
            model=self.model,
            temperature=0,
            seed=0,
            max_completion_tokens=max_tokens,
            timeout=httpx.Timeout(self.timeout, connect=5.0),
            stream_chunk_timeout=None,  # httpx's own read timeout above does that, with an error we know
            max_retries=1,
            stream_usage=True,
            use_responses_api=False,
            extra_body={"chat_template_kwargs": {"enable_thinking": False}},
            model_kwargs=kwargs,
        )

    def _listed(self) -> list[str]:
        try:
            headers = {"Authorization": f"Bearer {self._api_key.get_secret_value()}"}
            reply = httpx.get(f"{self.url}/models", headers=headers, timeout=STATUS_SECONDS)
            if reply.status_code in (429, 503):
                raise LLMBusy(self._busy(reply.status_code))
            if reply.status_code in (401, 403):
                raise LLMError(f"the server at {self.url} refuses the API key: set FOOTNOTE_LLM_API_KEY")
            names = [str(entry["id"]) for entry in reply.raise_for_status().json()["data"]]
        except httpx.TimeoutException:
            raise LLMTimeout(
                f"the language model at {self.url} does not answer within {STATUS_SECONDS:.0f} s: "
                "it may be starting or overloaded, try again"
            ) from None
        except httpx.TransportError:
            raise LLMUnreachable(self._unreachable()) from None
        except (httpx.HTTPError, httpx.InvalidURL, ValueError, KeyError, TypeError):
            raise LLMError(
                f"{self.url} is not an OpenAI-compatible address: set FOOTNOTE_LLM_URL to one that ends in /v1"
            ) from None
        if not names:
            raise LLMError(f"the server at {self.url} has no model: start it with one (`footnote serve`)")
        return names

    def _unreachable(self) -> str:
        return f"no language model answers at {self.url}: start one with `footnote serve`, or set FOOTNOTE_LLM_URL"

    def _busy(self, status: int) -> str:
        return f"the language model at {self.url} takes no questions now ({status}): try again in a moment"

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Turn the client library's errors into ours, each with what to do next."""
        import openai

        try:
            yield
        except (openai.APITimeoutError, httpx.TimeoutException):
            raise LLMTimeout(
                f"the language model at {self.url} sent nothing for {self.timeout:.0f} s: "
                "try again, or raise FOOTNOTE_LLM_TIMEOUT"
            ) from None
        except (openai.APIConnectionError, httpx.TransportError):
            raise LLMUnreachable(self._unreachable()) from None
        except openai.APIStatusError as error:
            if error.status_code in (429, 503):
                raise LLMBusy(self._busy(error.status_code)) from None
            if "context length" in str(error).lower() or "context window" in str(error).lower():
                raise ContextTooLong(
                    f"the question and its passages do not fit the context of {self.model}: ask a shorter question, "
                    "or serve the model with a larger --max-model-len"
                ) from None
            raise LLMError(
                f"the language model at {self.url} refused the request ({error.status_code}: "
                f"{' '.join(str(error.message).split())[:200]}): see the server's log"
            ) from None
        except openai.OpenAIError as error:
            raise LLMError(f"the language model at {self.url} failed: {' '.join(str(error).split())[:200]}") from None


def _inert(messages: Messages) -> list[BaseMessage]:
    """The messages without tokens of a chat template in their text: whatever a caller puts in, no role is opened."""
    return [
        message.model_copy(update={"content": without_tokens(message.content)})
        if isinstance(message.content, str)
        else message
        for message in messages
    ]


def _text(message: BaseMessage | AIMessageChunk) -> str:
    return message.content if isinstance(message.content, str) else ""
