"""The clerk's page: the whole year in a browser, on their own machine."""

from generator.web.desk import Desk
from generator.web.guard import Access
from generator.web.server import Lan, Started, Wish, serve

__all__ = ["Access", "Desk", "Lan", "Started", "Wish", "serve"]
