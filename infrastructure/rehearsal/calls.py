"""Describes each call to the emulated AWS: who makes it, and whether the policy of the deploy role allows it."""

import json
import os
import re
import time

from ministack import app as gateway
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id
from ministack.core.router import detect_service, extract_region

import permissions

ROLE = os.environ["REHEARSAL_ROLE"]
# The condition key that says to which environment a resource belongs.
OWNER = "aws:ResourceTag/environment"


def recorder(file_name):
    """Returns a function that appends a call to a file."""
    file = open(file_name, "a", encoding="utf-8", buffering=1)

    def record(call):
        file.write(json.dumps(call) + "\n")

    return record


def describe(method, path, headers, body, query_params):
    """Returns the call, before the emulator answers it. None if it is not a call to an AWS API."""
    params = gateway._routing_params(method, path, headers, body, query_params)
    service = detect_service(method, path, headers, params)
    if service != "s3":
        body = gateway._decompress_request_body(body, headers)
        params = gateway._routing_params(method, path, headers, body, query_params)
    request = permissions.Request(
        service, method, path, headers, body, params, region=extract_region(headers), account=get_account_id()
    )
    action = permissions.action_of(request)
    if action is None:
        return None
    caller = caller_of(headers)
    return {
        "time": time.time(),
        "service": service,
        "action": action,
        "region": request.region,
        "caller": caller,
        "checks": [] if caller in ("function", "rehearsal") else [decided(check, request) for check in permissions.checks(request, action)],
    }


def caller_of(headers):
    """A stack, if Terraform makes the call for the stack; `aws` for the AWS CLI; `rehearsal` for the AWS CLI outside the
    scripts; otherwise `function`, because only the functions are left."""
    agent = headers.get("user-agent", "")
    if "exec-env/rehearsal" in agent:
        return "rehearsal"
    stack = re.search(r"rehearsal-stack/(\S+)", agent)
    if stack:
        return stack.group(1)
    if "Terraform" in agent:
        return "terraform"
    return "aws" if agent.startswith("aws-cli/") else "function"


def decided(check, request):
    """Adds the decision of the policy to a check. `allowedBy` has the numbers of the statements and the actions in them
    that match. An empty list is a denial. None: the role does not exist at this point, so nothing was evaluated. If the
    resource has the tag `environment`, `allowedElsewhere` says whether the policy would also allow the check if the
    resource belonged to another environment."""
    policies = iam_evaluator._gather_role_policies(ROLE, request.account)
    result = {"action": check.action, "resource": check.resource, "context": check.context, "allowedBy": None}
    if not policies:
        return result
    result["allowedBy"] = allowed_by(policies, check, check.context, request)
    if OWNER in check.context:
        elsewhere = {**check.context, OWNER: "another"}
        result["allowedElsewhere"] = allowed_by(policies, check, elsewhere, request) != []
    return result


def allowed_by(policies, check, context, request):
    """The numbers of the statements that allow a check, and the actions in them that match."""
    evaluated = iam_evaluator.EvalContext(
        principal_arn=f"arn:aws:sts::{request.account}:assumed-role/{ROLE}/rehearsal",
        principal_type="AssumedRole",
        principal_account=request.account,
        action=check.action,
        resource_arn=check.resource,
        region=request.region,
        secure_transport=True,
        service_context={name.lower(): value for name, value in context.items()},
    )
    allowed = []
    for number, statement in enumerate(statement for policy in policies for statement in policy):
        if iam_evaluator._first_match(evaluated, [statement], "Deny"):
            return []
        if iam_evaluator._first_match(evaluated, [statement], "Allow"):
            matching = [pattern for pattern in statement.actions if iam_evaluator.fnmatch_iam(check.action, pattern)]
            allowed += [[number, pattern] for pattern in matching]
    return allowed
