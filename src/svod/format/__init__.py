"""Records to and from the JSON of format 1, the contract with outside tools (`docs/format.md`).

Keys of a record come in the order of the contract; what is unknown is `null`, except that optional metadata is left out. Beside the
contract's keys a collection carries `edges`: the links between reports, each with its reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from svod.errors import Malformed
from svod.format.reports import published_to_dict, quotation_to_dict, report_from_dict, report_to_dict
from svod.format.stories import story_of, story_to_dict
from svod.format.values import FORMAT, Json, dumps, each, evidence_of, evidence_to_dict
from svod.records import Collection, Edge, Entity, Failure

__all__ = [
    "FORMAT", "Json", "collection_from_dict", "collection_to_dict", "dumps", "edge_to_dict", "entity_to_dict", "failure_to_dict",
    "published_to_dict", "quotation_to_dict", "report_from_dict", "report_to_dict",
    "story_to_dict",
]  # fmt: skip


def entity_to_dict(entity: Entity) -> Json:
    """An Entity of the contract."""
    return {
        "id": entity.id,
        "type": entity.type,
        "name": entity.name,
        "names": {language: list(names) for language, names in sorted(entity.names.items())},
        "links": dict(sorted(entity.links.items())),
    }


def _to_entity(value: Json) -> Entity:
    names = {language: tuple(names) for language, names in (value.get("names") or {}).items()}
    return Entity(
        value["id"], value.get("type") or "ORG", value.get("name") or "", names, dict(value.get("links") or {})
    )


def edge_to_dict(edge: Edge) -> Json:
    """A link between two reports, with its reason."""
    return {
        "kind": edge.kind,
        "left": evidence_to_dict(edge.left),
        "right": evidence_to_dict(edge.right),
        "judgement": edge.judgement,
        "score": round(edge.score, 4),
        "reason": edge.reason,
        "by": edge.by,
        **({"directed": True} if edge.directed else {}),
    }


def _to_edge(value: Json) -> Edge:
    return Edge(
        value["kind"], evidence_of(value["left"]), evidence_of(value["right"]), value["judgement"], value["score"],
        value["reason"], value["by"], value.get("directed", False),
    )  # fmt: skip


def failure_to_dict(failure: Failure) -> Json:
    """What could not be read, and why."""
    return {"source": failure.source, "stage": failure.stage, "message": failure.message}


def collection_to_dict(collection: Collection) -> Json:
    """The whole of a collection as one object of format 1."""
    return {
        "format": FORMAT,
        "reports": [report_to_dict(r) for r in collection.readings],
        "entities": [entity_to_dict(e) for e in collection.entities],
        "stories": [story_to_dict(s) for s in collection.stories],
        "failures": [failure_to_dict(f) for f in collection.failures],
        "edges": [edge_to_dict(e) for e in collection.edges],
    }


def collection_from_dict(value: Mapping[str, Any]) -> Collection:
    """An object of format 1 as records; keys that the contract does not know are ignored.

    Raises:
        Malformed: the object does not keep the contract.
    """
    try:
        return Collection(
            readings=tuple(report_from_dict(r) for r in value["reports"]),
            entities=tuple(map(_to_entity, each(value.get("entities")))),
            stories=tuple(map(story_of, each(value.get("stories")))),
            edges=tuple(map(_to_edge, each(value.get("edges")))),
            failures=tuple(Failure(f["source"], f["stage"], f["message"]) for f in each(value.get("failures"))),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Malformed(f"not format {FORMAT}: {type(error).__name__}: {error}", "parse") from error
