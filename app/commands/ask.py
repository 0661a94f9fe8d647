"""`deixis ask`: point and ask from a shell."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from app.commands.db import DataDir
from app.commands.verbalizer_option import Verbalizer
from models.errors import AnswerFailed, BadPicture, BadQuestion, BadSetting, DeixisError

if TYPE_CHECKING:
    from app.settings import Settings
    from models.pictures import Picture
    from models.records import Answer, Box, Point, Question, Region, Turn

BAD_INPUT = (BadPicture, BadQuestion, BadSetting)


def ask_command(
    image: Annotated[Path, typer.Argument(help="The picture.")],
    question: Annotated[str, typer.Option(help='What to ask; [0] is the first region. "why is [0] sad?"')],
    box: Annotated[
        list[str] | None, typer.Option(help="A region as x0,y0,x1,y1 in pixels; the n-th --box is [n-1].")
    ] = None,
    point: Annotated[
        list[str] | None, typer.Option(help="A place as x,y; the region there comes after the boxes.")
    ] = None,
    choice: Annotated[
        list[str] | None, typer.Option(help="An answer to choose from, two to ten times; prints their ranking.")
    ] = None,
    student: Annotated[
        str | None, typer.Option(help="Model that answers: embedded, own:NAME, hf:..., openai:...")
    ] = None,
    pointer: Annotated[str | None, typer.Option(help="What --point finds: classical or sam:<folder-or-id>.")] = None,
    verbalizer: Verbalizer = None,
    base_url: Annotated[str | None, typer.Option(help="Endpoint of openai: models; else OPENAI_BASE_URL.")] = None,
    device: Annotated[str | None, typer.Option(help="Where hf: models run: auto, cpu, cuda, cuda:1, mps.")] = None,
    draw: Annotated[Path | None, typer.Option(help="Write the picture with regions and answer to this PNG.")] = None,
    data_dir: DataDir = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON value and nothing else.")] = False,
) -> None:
    """Ask about parts of a picture. Exit code 2: the question cannot be asked; 1: the model could not answer."""
    try:
        from app.settings import read_settings

        settings = read_settings(
            student=student,
            pointer=pointer,
            verbalizers=verbalizer,
            openai_base_url=base_url,
            device=device,
            data_dir=data_dir,
        )
        if draw is not None and not draw.absolute().parent.is_dir():
            raise BadSetting(f"{draw} cannot be written: there is no folder {draw.absolute().parent}.")
        picture = _read(image)
        asked = _bind(picture, question, box or [], point or [], settings)
        ask = _choose(choice) if choice else _answer
        turn, reply = ask(picture, asked, settings, as_json=as_json)
        if draw is not None:
            _draw(draw, picture, turn)
        if as_json:
            typer.echo(json.dumps(reply, ensure_ascii=False))
    except DeixisError as error:
        typer.echo(str(error), err=True)
        if as_json:
            typer.echo(json.dumps({"error": str(error)}, ensure_ascii=False))
        raise typer.Exit(2 if isinstance(error, BAD_INPUT) else 1) from None


def _read(path: Path) -> "Picture":
    from models.pictures import MAX_BYTES, read_picture

    try:
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise BadPicture(f"{path} cannot be read: {error.strerror}.") from None
    return read_picture(data, name=path.name)


def _bind(picture: "Picture", typed: str, boxes: list[str], points: list[str], settings: "Settings") -> "Question":
    from models.records import Region
    from models.references import bind

    record = picture.record
    regions: list[Region] = [Region(id=number, box=_box(text)) for number, text in enumerate(boxes)]
    if points:
        regions += _pointed(picture, [_point(text) for text in points], len(boxes), settings)
    selected = regions[0].id if len(regions) == 1 else None
    return bind(typed, tuple(regions), selected, image_id=record.id, size=(record.width, record.height))


def _pointed(picture: "Picture", points: list["Point"], first_id: int, settings: "Settings") -> Iterator["Region"]:
    from models.registry import build_proposer

    proposer = build_proposer(settings.pointer, settings.model_options)
    for number, point in enumerate(points, start=first_id):
        if not (0 <= point.x <= picture.record.width and 0 <= point.y <= picture.record.height):
            size = f"{picture.record.width} x {picture.record.height}"
            raise BadQuestion(f"--point {point.x:g},{point.y:g} lies outside the picture of {size} pixels.")
        yield proposer.region_at(picture.image, point).model_copy(update={"id": number, "gesture": None})


def _box(text: str) -> "Box":
    from models.records import Box
    from models.regions import check

    numbers = _numbers(text, 4, "--box", "left, top, right, bottom, such as 60,40,180,300")
    try:
        return check(Box(*numbers))
    except ValueError as problem:
        raise BadQuestion(f"--box {text} cannot be used: {problem}.") from None


def _point(text: str) -> "Point":
    from models.records import Point

    return Point(*_numbers(text, 2, "--point", "x and y, such as 120,88"))


def _numbers(text: str, count: int, flag: str, form: str) -> list[float]:
    try:
        numbers = [float(part) for part in text.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) != count:
        raise BadQuestion(f"{flag} {text} cannot be read; write {form}.")
    return numbers


class _Asked(NamedTuple):
    """What was asked and answered, and what --json prints of it."""

    turn: "Turn"
    reply: dict[str, Any]


def _answer(picture: "Picture", question: "Question", settings: "Settings", *, as_json: bool) -> _Asked:
    """Ask the student; without --json its words are printed as they come."""
    from datetime import UTC, datetime

    from models.records import Turn
    from models.registry import build_answerer

    answerer = build_answerer(settings.student, settings.model_options)
    printer = None if as_json else _Printer()
    answer = None
    for answer in answerer.answer(picture.image, question):
        if printer:
            printer.show(answer)
    if answer is None or not answer.complete:
        raise AnswerFailed(f"{answerer.name} broke off before its answer was complete. Ask again.")
    if printer:
        printer.finish(answer, (*picture.notes, answer.note))
    turn = Turn(id="asked", question=question, answers=(answer,), created_at=datetime.now(UTC))
    return _Asked(turn, _reply(question, answer))


def _choose(typed: list[str]) -> Callable[..., _Asked]:
    """Return what lets the student choose among answers; without --json their ranking is printed."""

    def choose(picture: "Picture", question: "Question", settings: "Settings", *, as_json: bool) -> _Asked:
        from app.commands import ask_choices

        turn = ask_choices.choose(picture, question, typed, settings)
        if not as_json:
            typer.echo("\n".join(ask_choices.lines_of(turn)))
            _remark((*picture.notes, turn.answers[0].note), ask_choices.remark_on(turn))
        return _Asked(turn, ask_choices.reply_of(turn))

    return choose


def _remark(notes: tuple[str, ...], signed: str) -> None:
    for note in filter(None, notes):
        typer.echo(f"Note: {note}", err=True)
    typer.echo(signed, err=True)


class _Printer:
    """Prints a growing answer: what is new goes to stdout, remarks to stderr."""

    def __init__(self) -> None:
        self._shown = ""

    def show(self, answer: "Answer") -> None:
        text = _written(answer)
        # A model may take back what it said while its reply is still being told apart into answer and rationale;
        # then the rest waits for the end.
        if text.startswith(self._shown):
            typer.echo(text[len(self._shown) :], nl=False)
            self._shown = text

    def finish(self, answer: "Answer", notes: tuple[str, ...]) -> None:
        text = _written(answer)
        typer.echo("" if self._shown == text else f"\n{text}" if self._shown else text)
        _remark(notes, f"{answer.model}, {answer.seconds:.1f} s")


def _written(answer: "Answer") -> str:
    """Return the answer for a terminal, without what could steer one."""
    text = answer.text + (f"\nWhy: {answer.rationale}" if answer.rationale else "")
    return "".join(character for character in text if character.isprintable() or character == "\n")


def _reply(question: "Question", answer: "Answer") -> dict[str, Any]:
    return {
        "answer": answer.text,
        "rationale": answer.rationale,
        "model": answer.model,
        "seconds": round(answer.seconds, 3),
        "first_words_seconds": _rounded(answer.first_words_seconds),
        "regions": [region.model_dump(mode="json") for region in question.regions],
        "question": question.text,
        "note": answer.note,
        "settings": answer.settings,
    }


def _draw(path: Path, picture: "Picture", turn: "Turn") -> None:
    from app.export import marked_png

    try:
        path.write_bytes(marked_png(picture.image, turn))
    except OSError as error:
        raise BadSetting(f"{path} cannot be written: {error.strerror}.") from None


def _rounded(seconds: float | None) -> float | None:
    return None if seconds is None else round(seconds, 3)
