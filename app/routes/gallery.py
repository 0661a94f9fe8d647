"""The drawn scenes of the start page."""

from fastapi import APIRouter

from app.asking import Asking
from app.routes.replies import ErrorReply, GalleryReply, PictureReply, picture_reply


def gallery_routes(asking: Asking) -> APIRouter:
    """Return the routes of the gallery."""
    router = APIRouter(prefix="/api/gallery", tags=["gallery"])

    @router.get("")
    def scenes() -> tuple[GalleryReply, ...]:
        """Return the drawn scenes that everybody may ask about."""
        return tuple(
            GalleryReply(
                id=scene.id,
                title=scene.title,
                width=scene.width,
                height=scene.height,
                thumbnail=f"/static/gallery/{scene.file}",
            )
            for scene in asking.gallery.pictures
        )

    @router.post("/{name}", responses={404: {"model": ErrorReply}})
    def choose(name: str) -> PictureReply:
        """Open a scene: the same as uploading it, with its regions and some questions that it can answer."""
        scene, received = asking.choose_from_gallery(name)
        return picture_reply(received, scene)

    return router
