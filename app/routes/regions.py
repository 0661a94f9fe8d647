"""What a click means."""

from fastapi import APIRouter, Request
from pydantic import ConfigDict, Field

from app.asking import Asking
from app.owner_cookie import owner_of
from app.routes.replies import ErrorReply
from models.records import Point, Record, Region


class ClickRequest(Record):
    """A place in a picture, in its pixels."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"image": "<id of the picture>", "x": 120, "y": 88.5}]})

    image: str
    x: float = Field(allow_inf_nan=False)
    y: float = Field(allow_inf_nan=False)


def region_routes(asking: Asking) -> APIRouter:
    """Return the route that finds regions."""
    router = APIRouter(tags=["regions"])

    @router.post(
        "/api/regions/at",
        response_model=Region,
        responses={400: {"model": ErrorReply}, 404: {"model": ErrorReply}, 503: {"model": ErrorReply}},
    )
    def at(click: ClickRequest, request: Request) -> Region:
        """Return the region under a point: one that came with the picture, else what a segmentation finds. Its id is 0;
        give it the number you want before you ask about it."""
        return asking.region_at(click.image, Point(click.x, click.y), owner=owner_of(request))

    return router
