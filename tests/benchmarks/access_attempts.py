"""The ways in which somebody may try to get at what is not theirs, as one table."""

import itertools
import re
import uuid
from collections.abc import Iterator
from typing import Any, NamedTuple

from app.session_cookie import SESSION
from tests.app.rating import ROUND
from tests.app.servers import HERE
from tests.benchmarks.access_house import House, routes_of

EVIL = "https://evil.example"
# What everybody may ask for, and what annotators may, said once more and apart from the app's own table.
PUBLIC = re.compile(r"/(static/.*|favicon\.ico|sign-in|sign-out|join/.*|start|api/me)")
ANNOTATORS = re.compile(
    r"/(rate|rate/.*|compare|compare/.*|consent|finish|api/rate/(rounds|next|previous|submit|draft|renew|skip|guidelines/.*))"
)
REFUSED = frozenset({401, 403})
LED_AWAY = frozenset({303, 401, 403})
# To somebody who has signed in, what is another's does not exist.
NOT_THERE = frozenset({400, 403, 404, 422})


class Attempt(NamedTuple):
    """A request, and the statuses that are refusals of it."""

    kind: str
    method: str
    path: str
    token: str | None
    refusals: frozenset[int]
    options: dict[str, Any] = {}  # noqa: RUF012 - never changed

    def __str__(self) -> str:
        return f"{self.kind}: {self.method} {self.path[:80]}"


def attempts(house: House) -> list[Attempt]:
    """Return every attempt, those of one kind after those of another in turn, so that a part has some of all."""
    kinds = [
        list(kind)
        for kind in (
            _nobody(house), _dead(house), _beyond_their_role(house), _of_another(house), _foreign_pages(house),
            _gradio(house), _odd_addresses(house), _persuasion(house), _opened_links(house), _bad_links(house),
            _guesses(),
        )
    ]  # fmt: skip
    return [attempt for row in itertools.zip_longest(*kinds) for attempt in row if attempt is not None]


def _addresses(house: House) -> list[tuple[str, str]]:
    return [
        (method, re.sub(r"\{(\w+)(:path)?\}", lambda found: house.ids.get(found[1], "x"), path))
        for method, path in routes_of(house.server.app)
    ]


def _nobody(house: House) -> Iterator[Attempt]:
    for method, path in _addresses(house):
        if not PUBLIC.fullmatch(path):
            yield Attempt("nobody signed in", method, path, None, LED_AWAY, _body(method))


def _dead(house: House) -> Iterator[Attempt]:
    own = [(method, path) for method, path in _addresses(house) if path.startswith("/api/") and path != "/api/me"]
    for name, token in house.dead.items():
        for method, path in own:
            yield Attempt(f"dead session ({name})", method, path, token, REFUSED, _body(method))


def _beyond_their_role(house: House) -> Iterator[Attempt]:
    for method, path in _addresses(house):
        if not (PUBLIC.fullmatch(path) or ANNOTATORS.fullmatch(path)):
            yield Attempt("beyond their role", method, path, house.victim, LED_AWAY, _body(method))


def _of_another(house: House) -> Iterator[Attempt]:
    """The other annotator, with what only the victim's browser knows."""
    held = {"item": house.leased["item_id"], "token": house.leased["lease"]["token"]}
    ratings = house.judged["ratings"]
    kept = {**house.judged, "comment": "forged"}
    fresh = {"id": uuid.uuid4().hex, "item_id": held["item"], "token": held["token"], "ratings": ratings}
    bodies = [
        ("/api/rate/renew", held),
        ("/api/rate/draft", {**held, "draft": {"forged": True}}),
        ("/api/rate/skip", {**held, "reason": "other", "note": "forged"}),
        ("/api/rate/submit", fresh),
        ("/api/rate/submit", {**fresh, "id": uuid.uuid4().hex, "revises": True}),
        ("/api/rate/submit", kept),
        ("/api/rate/submit", {**kept, "id": uuid.uuid4().hex}),
        ("/api/rate/submit", {**kept, "id": uuid.uuid4().hex, "revises": True}),
        ("/api/rate/submit", {**kept, "annotator": "Victim"}),
        ("/api/rate/next", {"round": ROUND, "annotator": "Victim"}),
        ("/api/rate/next", {"round": "another-round"}),
        ("/api/rate/previous", {"round": "another-round"}),
    ]
    for path, body in bodies:
        yield Attempt("another's item", "POST", path, house.other, NOT_THERE, {"json": body})
    for image in (house.leased["image"]["id"], house.ids["image_id"], "0" * 64):
        yield Attempt("another's item", "GET", f"/rate/pictures/{image}", house.other, NOT_THERE)


def _foreign_pages(house: House) -> Iterator[Attempt]:
    changing = [(method, path) for method, path in _addresses(house) if method not in ("GET", "HEAD")]
    own = [(method, path) for method, path in changing if "gradio" not in path]
    foreign = ({"origin": EVIL}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"host": "evil.example"})
    for (method, path), headers in itertools.product(own, foreign):
        options = {**_body(method), "headers": headers}
        yield Attempt(f"from a foreign page ({headers})", method, path, house.admin, REFUSED, options)


def _gradio(house: House) -> Iterator[Attempt]:
    for mount, token, function in itertools.product(("", "/rate"), (None, house.victim), range(6)):
        call = {"data": [None] * 5, "fn_index": function, "session_hash": "abc", "trigger_id": None}
        for path in ("queue/join", "run/predict", "api/predict", "call/ask", "run/ask"):
            refusals = frozenset({404}) if mount and token else LED_AWAY
            yield Attempt(
                "Gradio called directly", "POST", f"{mount}/gradio_api/{path}", token, refusals, {"json": call}
            )


def _odd_addresses(house: House) -> Iterator[Attempt]:
    talk = house.ids["conversation_id"]
    below = ("/static/", "/rate/", "/sign-in/", "/join/x/", "/api/rate/guidelines/", "/start/")
    ways = ("../", "%2e%2e/", "..%2f", "..%5c", ".;/", "%2e%2e%2f", "//")
    for place, way, token in itertools.product(below, ways, (None, house.victim)):
        up = way * (place.count("/") - 1)
        yield Attempt(
            "odd address", "DELETE", f"{place}{up}api/conversations/{talk}", token, frozenset({401, 403, 404, 405})
        )
    for path in (
        f"//api/conversations/{talk}", f"/API/conversations/{talk}", f"/api//conversations/{talk}",
        f"/api/conversations/{talk}/", f"/api/conversations/{talk}?x=/static/", f"/api/conversations/{talk};/static/x",
        f"/api/conversations/{talk}%00", f"/rate%2f..%2fapi%2fconversations%2f{talk}",
        f"/ratex/../api/conversations/{talk}",
        f"/api/./conversations/{talk}", f"/./api/conversations/{talk}",
    ):  # fmt: skip
        for token in (None, house.victim):
            yield Attempt("odd address", "DELETE", path, token, REFUSED)


def _persuasion(house: House) -> Iterator[Attempt]:
    talk = f"/api/conversations/{house.ids['conversation_id']}"
    told = [
        {"x-original-url": "/sign-in"}, {"x-rewrite-url": "/static/x"}, {"x-forwarded-prefix": "/static"},
        {"x-forwarded-user": "Root"}, {"x-remote-user": "Root"}, {"authorization": "Basic Um9vdDpSb290"},
        {"authorization": f"Bearer {house.dead['signed out']}"}, {"x-forwarded-for": "127.0.0.1"},
        {"forwarded": "for=::1"},
        {"x-http-method-override": "DELETE"}, {"x-user": "Root", "x-role": "admin"}, {"sec-fetch-site": "same-origin"},
        {"origin": HERE}, {"referer": f"{HERE}/"}, {"cookie": f"{SESSION}={house.dead['expired']}; {SESSION}=admin"},
        {"cookie": "role=admin; deixis_owner=Root"}, {"cookie": f'{SESSION}="{house.dead["signed out"]}"'},
    ]  # fmt: skip
    for headers, token in itertools.product(told, (None, house.victim)):
        kept = None if "cookie" in headers else token
        yield Attempt(f"persuasion ({headers})"[:90], "DELETE", talk, kept, REFUSED, {"headers": headers})
    yield Attempt(
        "persuasion (form)", "POST", talk, house.victim, REFUSED, {"data": {"_method": "DELETE", "role": "admin"}}
    )


def _opened_links(house: House) -> Iterator[Attempt]:
    """A link that is only opened, as mail programs do by themselves, is answered and changes nothing."""
    start = f"/start?round={ROUND}&code={house.links['code']}"
    for method, token in itertools.product(("GET", "HEAD"), (None, house.victim)):
        for path in (
            f"/join/{house.links['good']}", f"{start}&PROLIFIC_PID=abc", f"{start}&workerId=abc&assignmentId=1",
            "/sign-in", "/sign-out",
        ):  # fmt: skip
            yield Attempt("link only opened", method, path, token, frozenset({200, 303, 404, 405}))


def _bad_links(house: House) -> Iterator[Attempt]:
    account = {"name": "Mallory", "password": "a password of hers"}
    for name, token in {**house.links, "good": "x" * 43, "an id": "item-1", "nothing": "%20"}.items():
        for cookie in (None, house.victim):
            yield Attempt(
                f"bad link ({name})", "POST", f"/join/{token}", cookie, frozenset({403, 404}), {"data": account}
            )
    worker = {"round": ROUND, "code": house.links["code"], "PROLIFIC_PID": "abc"}
    turk = {"round": ROUND, "code": house.links["code"], "workerId": "abc", "assignmentId": "1"}
    for form in (
        {**worker, "code": ""}, {**worker, "code": house.links["good"]}, {**worker, "code": house.victim},
        {**worker, "code": house.links["revoked"]}, {**worker, "round": "another-round"}, {**worker, "round": ""},
        {**worker, "PROLIFIC_PID": ""}, {**worker, "PROLIFIC_PID": "{{%PROLIFIC_PID%}}"},
        {**worker, "PROLIFIC_PID": "a b"},
        {**turk, "turkSubmitTo": EVIL}, {**turk, "turkSubmitTo": "https://www.mturk.com.evil.example"},
        {**turk, "turkSubmitTo": "javascript:alert(1)"}, {**turk, "assignmentId": "ASSIGNMENT_ID_NOT_AVAILABLE"},
        {"round": ROUND, "PROLIFIC_PID": "abc"}, {},
    ):  # fmt: skip
        yield Attempt("bad study address", "POST", "/start", None, frozenset({400, 403, 404}), {"data": form})


def _guesses() -> Iterator[Attempt]:
    for name, password in (
        ("Root", "password"), ("Root", ""), ("root", "Root"), ("Victim", "scrypt$2$1$1$00$00"), ("' OR 1=1 --", "x"),
        ("nobody", "x" * 999), ("Left", "scrypt$2$1$1$00$00"), ("%", "%"), ("Erased", "x"), ("", "x"),
        ("Root", "a"), ("Root", "b"),
    ):  # fmt: skip
        form = {"name": name, "password": password}
        yield Attempt("guessed password", "POST", "/sign-in", None, frozenset({401, 422, 429}), {"data": form})


def _body(method: str) -> dict[str, Any]:
    return {"json": {"round": ROUND}} if method == "POST" else {}
