"""The page for those who connect other software: every address of the JSON API with what it takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response

from generator.web.shell import page

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: how it is called, what it does, what it takes (name, where, whether it must be given)."""

    method: str
    path: str
    does: str
    takes: tuple[tuple[str, str, bool], ...]


@router.get("/api")
def interface(request: Request) -> Response:
    """The operations of the OpenAPI document as a page."""
    return page(request, "interface.html", operations=tuple(operations(request.app.openapi())))


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    """The operations of an OpenAPI document, in its order."""
    for path, methods in document["paths"].items():
        for method, told in methods.items():
            yield Operation(method.upper(), path, told.get("description", ""), tuple(_taken(document, told)))


def _taken(document: dict[str, Any], told: dict[str, Any]) -> Iterator[tuple[str, str, bool]]:
    for row in told.get("parameters", ()):
        yield row["name"], row["in"], bool(row.get("required"))
    for kind, body in told.get("requestBody", {}).get("content", {}).items():
        schema = body["schema"]
        name = schema.get("$ref", "").rpartition("/")[2]
        shape = document["components"]["schemas"].get(name, schema)
        for field in shape.get("properties", {}):
            yield field, kind, field in shape.get("required", ())
