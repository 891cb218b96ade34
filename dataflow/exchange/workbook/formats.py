"""How the cells of a workbook look."""

from typing import Any

_TEXTS = {"num_format": "@", "valign": "top", "text_wrap": True, "locked": False}
LOCKED = {**_TEXTS, "locked": True, "font_color": "#595959"}
_OF_ROLE = {**LOCKED, "bg_color": "#EDEDED"}
_HEADING = {"bold": True, "bg_color": "#DCE9F2", "text_wrap": True, "valign": "top", "bottom": 1, "num_format": "@"}


class Formats:
    """The formats of a sheet, with letters of one size."""

    def __init__(self, book: Any, **size: int) -> None:
        self.cell = book.add_format(_TEXTS | size)
        self.tick = book.add_format(_TEXTS | size | {"align": "center"})
        self.locked = book.add_format(LOCKED | size)
        self.of_role = book.add_format(_OF_ROLE | size)
        self.tick_of_role = book.add_format(_OF_ROLE | size | {"align": "center"})
        self.heading = book.add_format(_HEADING | size)
        self.upright = book.add_format(_HEADING | size | {"rotation": 90, "align": "center"})
