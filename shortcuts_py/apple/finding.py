"""The parameters that every Find action has, in OS 27's language.

Their keywords are the same for all 530 Find actions; what differs is the type of the property
to sort by, and of the place to look in. Whether there is a limit has no keyword of its own:
`limit=5` turns it on.
"""

from __future__ import annotations

from typing import Any

__all__ = ["FIND_PARAMETERS", "LIMIT", "LIMIT_ENABLED", "OPERATOR", "QUERY", "SORT_ORDER"]

QUERY = "WFContentItemFilter"
SORT_ORDER = "WFContentItemSortOrder"
LIMIT_ENABLED = "WFContentItemLimitEnabled"
LIMIT = "WFContentItemLimitNumber"
OPERATOR = "WFCompoundType"

FIND_PARAMETERS: dict[str, dict[str, Any]] = {
    QUERY: {
        "word": "query",
        "type": "List[query_<content item or entity type>]",
        "required": True,
    },
    "WFContentItemSortProperty": {"word": "sort_by", "title": "Sort by", "required": False},
    SORT_ORDER: {
        "word": "query_sort_order",
        "title": "Order",
        "type": "QUERY_SORT_ORDER",
        "required": False,
    },
    LIMIT_ENABLED: {"word": None, "title": "Limit", "type": "bool", "required": False},
    LIMIT: {"word": "limit", "title": "Get", "type": "Optional[int]", "required": False},
    OPERATOR: {"word": "query_operator", "type": "QUERY_OPERATOR", "required": False},
    "WFContentItemInputParameter": {"word": "scope", "required": False},
}
