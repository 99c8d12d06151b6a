"""
Some rules of the API cannot be written in its OpenAPI document. The hooks change the requests that Schemathesis generates
as valid, so that these requests obey those rules too.
"""

from itertools import count

import schemathesis

numbers = count(1)


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or case.meta.generation.mode.is_negative:
        return
    query, headers = case.query or {}, case.headers or {}
    # Only a cursor from an answer to the same query is valid.
    query.pop("cursor", None)
    # A range must not begin after its end.
    if int(query.get("yearFrom", 0)) > int(query.get("yearTo", 9999)):
        del query["yearFrom"]
    if ".." in query.get("attr.rating", ""):
        query["attr.rating"] = "7..9"
    # A key that was used with another body is refused.
    if "Idempotency-Key" in headers:
        headers["Idempotency-Key"] = f"key-{next(numbers)}"
    if isinstance(case.body, dict):
        # A film has at most 8 levels.
        case.body = cut(case.body, 8)
        # The store cannot keep numbers between 0 and 1e-130.
        if 0 < (case.body.get("popularity") or 0) < 1e-130:
            case.body["popularity"] = 0


def cut(value, levels):
    if not isinstance(value, (dict, list)):
        return value
    if levels == 0:
        return None
    if isinstance(value, list):
        return [cut(entry, levels - 1) for entry in value]
    return {name: cut(entry, levels - 1) for name, entry in value.items()}
