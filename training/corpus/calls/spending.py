"""What calls cost, and the caps that are never passed: what a call may cost at most is set apart before it is made.

A prompt is counted at one token a byte until the server has counted it, since no tokenizer makes more of a text. What
a call cost whose server did not say counts, below a cap, as if all that was set apart had been used.
"""

import asyncio
from typing import NamedTuple

from pydantic import Field

from models.corpus import ChatRequest
from models.errors import BadSetting
from models.records import Record

FRAME = 16  # tokens for what stands around a message, generously
PICTURE = 1500  # tokens of a picture until one was counted; servers differ widely
MILLION = 1_000_000


class Caps(Record):
    """What a stage may spend in all its runs: `tokens` of prompts and replies together, and `cost` in the currency of
    the prices, which are for a million tokens.
    """

    tokens: int | None = Field(default=None, gt=0)
    cost: float | None = Field(default=None, gt=0)
    prompt_price: float = Field(default=0.0, ge=0)
    reply_price: float = Field(default=0.0, ge=0)

    def price(self, tokens: "Tokens") -> float:
        """Return what so many tokens cost."""
        return (tokens.prompt * self.prompt_price + tokens.reply * self.reply_price) / MILLION


class Limits(NamedTuple):
    """How many calls are under way at a time, and what they may cost."""

    concurrency: int = 16
    caps: Caps = Caps()


class Tokens(NamedTuple):
    """Tokens of prompts and of replies."""

    prompt: int = 0
    reply: int = 0

    def plus(self, other: "Tokens") -> "Tokens":
        return Tokens(self.prompt + other.prompt, self.reply + other.reply)

    def minus(self, other: "Tokens") -> "Tokens":
        return Tokens(self.prompt - other.prompt, self.reply - other.reply)


NOTHING = Tokens()


class CapReached(Exception):
    """Nothing more may be spent; the text is the sentence that says so."""


class Spending:
    """What was spent, what is set apart for calls under way, and whether another call fits below the caps."""

    def __init__(self, caps: Caps, spent: Tokens = Tokens()) -> None:
        if caps.cost is not None and not (caps.prompt_price or caps.reply_price):
            raise BadSetting(f"A cap of {caps.cost:g} on the cost needs the price of a million tokens; set that too.")
        self._caps = caps
        self.capped = caps.tokens is not None or caps.cost is not None
        self.spent = self._kept = spent
        self._apart = Tokens()
        self._settled = asyncio.Event()
        self._picture = PICTURE

    @property
    def cost(self) -> float:
        """What was spent, in the currency of the prices."""
        return self._caps.price(self.spent)

    async def set_apart(self, request: ChatRequest) -> Tokens:
        """Set apart what a call may cost at most, and return it; where calls under way may leave enough, wait for them.

        Raises CapReached when the call does not fit below a cap.
        """
        if not self.capped:
            return NOTHING
        while True:
            most = self._at_most(request)
            if self._fits(self.spent.plus(self._apart).plus(most)):
                self._apart = self._apart.plus(most)
                return most
            if not any(self._apart):
                raise CapReached(self._sentence())
            self._settled.clear()
            await self._settled.wait()

    def settle(self, most: Tokens, used: Tokens | None, *, pictures: int = 0) -> None:
        """Count what a call used in the place of what was set apart for it: all of it where nobody knows."""
        self.spent = self.spent.plus(most if used is None else used)
        if self.capped:
            self._apart = self._apart.minus(most)
            self._settled.set()
        if pictures and used is not None:
            self._picture = max(self._picture, used.prompt // pictures)

    def not_yet_kept(self) -> Tokens:
        """Return what was spent since this was asked last."""
        new, self._kept = self.spent.minus(self._kept), self.spent
        return new

    def _at_most(self, request: ChatRequest) -> Tokens:
        words = sum(len(message.text.encode("utf-8", "replace")) + FRAME for message in request.messages)
        return Tokens(words + pictures_in(request) * self._picture, request.max_tokens)

    def _fits(self, tokens: Tokens) -> bool:
        tokens_fit = self._caps.tokens is None or sum(tokens) <= self._caps.tokens
        return tokens_fit and (self._caps.cost is None or self._caps.price(tokens) <= self._caps.cost)

    def _sentence(self) -> str:
        spent = f"{sum(self.spent)} tokens are spent" + (f" for {self.cost:.2f}" if self.cost else "")
        cap = f"{self._caps.tokens} tokens" if self._caps.cost is None else f"{self._caps.cost:g}"
        return f"{spent}, and another call could pass the cap of {cap}. Raise the cap to go on."


def pictures_in(request: ChatRequest) -> int:
    return sum([len(message.jpegs) for message in request.messages])
