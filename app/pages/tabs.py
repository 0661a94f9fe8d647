"""The pages of the app, each a Gradio page of its own below one path, and what leads from one to the other."""

from typing import Final, Literal, NamedTuple

from app.addresses import up_from
from app.editions import edition

PageName = Literal["ask", "rate", "compare", "admin", "browse", "skills"]


class Tab(NamedTuple):
    """A page: its name, what the link to it says, and the path it is mounted at, "" for the first."""

    name: PageName
    label: str
    mount: str

    @property
    def path(self) -> str:
        """The page's own address; its files lie below."""
        return f"{self.mount}/"

    @property
    def module(self) -> str:
        """The ES module, below static/, that fills a page which is one screen."""
        return f"{self.name}/{self.name}.js"

    def file(self, name: str) -> str:
        """Return where a file of static/ is, named from the page: so it holds below a proxy's prefix too."""
        return f"{up_from(self.path)}static/{edition()}/{name}"


ASK: Final = Tab("ask", "Ask", "")
RATE: Final = Tab("rate", "Rate", "/rate")
COMPARE: Final = Tab("compare", "Compare", "/compare")
ADMIN: Final = Tab("admin", "Admin", "/admin")
BROWSE: Final = Tab("browse", "Browse", "/browse")
SKILLS: Final = Tab("skills", "Skills", "/skills")
TABS: Final = (ASK, RATE, COMPARE, ADMIN, BROWSE, SKILLS)
