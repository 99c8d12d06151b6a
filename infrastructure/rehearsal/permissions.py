"""What AWS checks before it answers a call: actions, resources and condition keys, as the Service Authorization Reference
lists them (docs.aws.amazon.com/service-authorization). MiniStack knows much of this; what it lacks is here."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote, unquote

from ministack.core import iam_actions, iam_evaluator
from ministack.services import acm, apigateway, cloudwatch_logs, iam, lambda_svc, tagging

# MiniStack's own table of Lambda's actions has only some of them, so botocore's model is used instead.
iam_actions._BOTOCORE_SERVICE_MAP["lambda"] = ["lambda"]

# The segment of a path of the CloudFront API, and the type of resource in an ARN.
CLOUDFRONT_TYPES = {
    "distribution": "distribution",
    "cache-policy": "cache-policy",
    "origin-access-control": "origin-access-control",
    "response-headers-policy": "response-headers-policy",
    "function": "function",
}
# CloudWatch Logs checks these when a stage of an API gets an access log: it sets up the delivery on the caller's behalf.
LOG_DELIVERY = [
    *("CreateLogDelivery", "DescribeLogGroups", "DescribeResourcePolicies", "GetLogDelivery", "ListLogDeliveries"),
    *("PutResourcePolicy", "UpdateLogDelivery"),
]


@dataclass
class Request:
    service: str
    method: str
    path: str
    headers: dict
    body: bytes
    params: dict
    region: str
    account: str

    def json(self):
        try:
            value = json.loads(self.body or b"{}")
        except (json.JSONDecodeError, UnicodeDecodeError):
            return {}
        return value if isinstance(value, dict) else {}

    def text(self):
        return self.body.decode("utf-8", "replace")

    def param(self, name):
        return iam_actions._query_param(self.params, name)


@dataclass
class Check:
    action: str
    resource: str
    context: dict = field(default_factory=dict)


def action_of(request):
    """Returns the action, such as `s3:PutObject`. None if this is not a call to an AWS API."""
    if request.service == "lambda":
        operation = iam_actions._match_rest_action("lambda", request.method, request.path, request.params)
        return None if operation is None else f"lambda:{'InvokeFunction' if operation == 'Invoke' else operation}"
    return iam_actions.extract_iam_action(
        request.service, request.method, request.path, request.headers, request.body, request.params
    )


def budget_action(action):
    """AWS checks these two actions for all operations on budgets except those on tags."""
    operation = action.split(":")[1]
    if not action.startswith("budgets:") or operation.endswith("Resource"):
        return action
    return "budgets:ViewBudget" if operation.startswith("Describe") else "budgets:ModifyBudget"


def checks(request, action):
    """Returns everything that AWS checks for the call."""
    if action in iam_evaluator._ALWAYS_ALLOWED_ACTIONS:
        return []
    resource = resource_of(request, action)
    context = context_of(request, action, resource)
    first = Check(budget_action(action), resource, context)
    others = list(implied(request, action, resource, context))
    if action == "cloudfront:CreateDistributionWithTags":
        return others
    return [first, *others]


def resource_of(request, action):
    service, account, region = request.service, request.account, request.region
    operation = action.split(":")[1]
    if service == "cloudfront":
        return cloudfront_resource(request, operation)
    if service == "route53" and "/change/" in request.path:
        return f"arn:aws:route53:::change/{request.path.split('/')[-1]}"
    if service == "monitoring" and request.param("AlarmNames.member.1") and operation == "DeleteAlarms":
        return f"arn:aws:cloudwatch:{region}:{account}:alarm:{request.param('AlarmNames.member.1')}"
    if operation in ("PutDashboard", "GetDashboard", "DeleteDashboards"):
        # A dashboard belongs to no region.
        name = request.param("DashboardName") or request.param("DashboardNames.member.1")
        return f"arn:aws:cloudwatch::{account}:dashboard/{name}"
    if service == "budgets" and not operation.endswith("Resource"):
        body = request.json()
        name = body.get("BudgetName") or (body.get("Budget") or body.get("NewBudget") or {}).get("BudgetName")
        return f"arn:aws:budgets::{account}:budget/{name}"
    if service == "route53" and "/healthcheck/" in request.path:
        return f"arn:aws:route53:::healthcheck/{request.path.split('/')[-1]}"
    if service == "kms" and alias_of(request):
        # AWS checks the key that the alias stands for.
        return f"arn:aws:kms:{region}:{account}:key/of-{alias_of(request).replace('/', '-')}"
    if service == "wafv2" and request.json().get("Name"):
        return f"arn:aws:wafv2:{region}:{account}:global/webacl/{request.json()['Name']}/{request.json().get('Id', '*')}"
    if service == "sns" and request.param("SubscriptionArn"):
        # AWS checks the subscription's topic.
        return request.param("SubscriptionArn").rsplit(":", 1)[0]
    if service == "ssm" and request.json().get("Names"):
        return f"arn:aws:ssm:{region}:{account}:parameter{request.json()['Names'][0]}"
    if service == "events" and (request.json().get("Rule") or request.json().get("Name")):
        # Rules of the default event bus have no bus in their ARN.
        return f"arn:aws:events:{region}:{account}:rule/{request.json().get('Rule') or request.json()['Name']}"
    if service == "logs" and re.search(r"Delivery(Source|Destination|)$", operation) and "LogDelivery" not in operation:
        return delivery_resource(request, operation)
    if operation in ("CreateEventSourceMapping", "ListEventSourceMappings"):
        return "*"
    if operation == "CreateFunction":
        return new_lambda_resource(request, "*")
    found = iam_actions.extract_resource_arn(
        service, request.method, request.path, request.headers, request.body, request.params, region, account
    )
    if found == "*":
        names = ("ResourceArn", "ResourceARN", "resourceArn")
        return next((value for name in names if (value := request.json().get(name) or request.param(name))), "*")
    return found


def cloudfront_resource(request, operation):
    parts = [part for part in request.path.split("/") if part][1:]
    if parts[:1] == ["tagging"]:
        return request.param("Resource")
    # A resource that is being created has no ARN yet, so AWS checks it against *.
    if operation.startswith(("Create", "List")) and operation != "CreateInvalidation":
        return "*"
    kind = CLOUDFRONT_TYPES.get(parts[0])
    return f"arn:aws:cloudfront::{request.account}:{kind}/{parts[1]}" if kind and len(parts) > 1 else "*"


def delivery_resource(request, operation):
    """A delivery of logs, its source or its destination."""
    kind = {"Source": "delivery-source", "Destination": "delivery-destination"}.get(operation.split("Delivery")[1], "delivery")
    name = request.json().get("name") or request.json().get("id") or "*"
    return f"arn:aws:logs:{request.region}:{request.account}:{kind}:{name}"


def context_of(request, action, resource):
    """The condition keys of the call, besides those that every call has."""
    context = iam_actions.request_tag_context(request.service, action, request.body, request.params)
    if request.service == "cloudfront":
        pairs = re.findall(r"<Key>([^<]*)</Key>\s*<Value>([^<]*)</Value>", request.text())
        context |= {f"aws:RequestTag/{key}": value for key, value in pairs}
    if request.service == "apigateway":
        context |= {f"aws:RequestTag/{key}": value for key, value in (request.json().get("tags") or {}).items()}
    if request.service == "kms" and alias_of(request):
        context["kms:RequestAlias"] = alias_of(request)
    if request.service == "cognito-idp":
        context |= {f"aws:RequestTag/{key}": value for key, value in (request.json().get("UserPoolTags") or {}).items()}
    context |= owner_of(resource)
    if request.service == "iam" and request.param("RoleName"):
        boundary = request.param("PermissionsBoundary") or boundary_of(request.param("RoleName"), request.account)
        context |= {"iam:PermissionsBoundary": boundary} if boundary else {}
    if request.service == "lambda" and "/event-source-mappings" in request.path:
        mapping = lambda_svc._esms.get(unquote(request.path.rstrip("/").split("/")[-1])) or {}
        function = request.json().get("FunctionName") or mapping.get("FunctionArn")
        context |= {"lambda:FunctionArn": function} if function else {}
    if action == "route53:ChangeResourceRecordSets":
        names = re.findall(r"<Name>([^<]*)</Name>", request.text())
        context["route53:ChangeResourceRecordSetsNormalizedRecordNames"] = [name.rstrip(".").lower() for name in names]
        context["route53:ChangeResourceRecordSetsRecordTypes"] = re.findall(r"<Type>([^<]*)</Type>", request.text())
    if request.service == "s3":
        context |= iam_actions.s3_service_context(action, request.params, request.path, request.headers) or {}
    return context


def alias_of(request):
    """The alias by which the caller names a key of KMS. None if the caller names it in another way."""
    key = request.json().get("KeyId") or ""
    return key if key.startswith("alias/") else None


def owner_of(arn):
    """The condition keys that say what tags a resource has."""
    return {f"aws:ResourceTag/{key}": value for key, value in tags_of(arn).items()}


def tags_of(arn):
    """The tags of a resource, before the call changes them."""
    service = arn.split(":")[2] if arn.startswith("arn:") else ""
    if service == "acm":
        certificate = acm._certificates.get(arn) or {}
        return {tag["Key"]: tag.get("Value", "") for tag in certificate.get("Tags", [])}
    if service == "apigateway":
        return apigateway._api_tags.get(arn) or {}
    if service == "logs":
        delivery = next((one for one in cloudwatch_logs._deliveries.values() if one["arn"] == arn), {})
        return delivery.get("tags", {})
    collect = tagging._COLLECTORS.get(service)
    found = [tags for candidate, tags in collect() if candidate == arn] if collect else []
    return {tag["Key"]: tag["Value"] for tags in found for tag in tags}


def boundary_of(role, account):
    return (iam._roles.get_scoped(account, None, role) or {}).get("PermissionsBoundary")


def implied(request, action, resource, context):
    """What AWS checks in addition, because the call makes AWS do something else as well."""
    service, operation = action.split(":")
    tags = {name: value for name, value in context.items() if name.lower().startswith("aws:requesttag/")}
    if operation in ("CreateFunction", "UpdateFunctionConfiguration") and request.json().get("Role"):
        yield Check("iam:PassRole", request.json()["Role"], {"iam:PassedToService": "lambda.amazonaws.com"})
    if service == "lambda" and operation.startswith("Create") and request.json().get("Tags"):
        yield Check("lambda:TagResource", new_lambda_resource(request, resource), tags)
    if operation == "CreateDistributionWithTags":
        yield Check("cloudfront:CreateDistribution", "*", tags)
        yield Check("cloudfront:TagResource", "*", tags)
    if operation in ("CreateDistributionWithTags", "UpdateDistribution"):
        for acl in re.findall(r"<WebACLId>(arn:[^<]+)</WebACLId>", request.text()):
            yield Check("wafv2:GetWebACL", acl)
    if operation == "CreateDelivery":
        source = request.json()["deliverySourceName"]
        yield Check(action, f"arn:aws:logs:{request.region}:{request.account}:delivery-source:{source}", tags)
        yield Check(action, request.json()["deliveryDestinationArn"], tags)
        yield Check("logs:TagResource", resource, tags)
        for name in ("DescribeLogGroups", "DescribeResourcePolicies", "PutResourcePolicy"):
            yield Check(f"logs:{name}", "*")
    if operation == "PutDeliverySource":
        distribution = request.json()["resourceArn"]
        yield Check("cloudfront:AllowVendedLogDeliveryForResource", distribution, owner_of(distribution))
    if service == "dynamodb" and (key := (request.json().get("SSESpecification") or {}).get("KMSMasterKeyId")):
        # DynamoDB uses the key with the permissions of whoever creates or changes the table.
        for name in ("CreateGrant", "Decrypt", "DescribeKey", "Encrypt", "GenerateDataKey", "ReEncryptFrom", "ReEncryptTo"):
            yield Check(f"kms:{name}", key, {"kms:ViaService": f"dynamodb.{request.region}.amazonaws.com"})
    if operation == "CreateKey" and tags:
        yield Check("kms:TagResource", resource, tags)
    if operation == "RequestCertificate" and tags:
        yield Check("acm:AddTagsToCertificate", f"arn:aws:acm:{request.region}:{request.account}:certificate/*", tags)
    if operation == "CreateUserPool" and tags:
        yield Check("cognito-idp:TagResource", "*", tags)
    if operation == "CreateWebACL" and tags:
        yield Check("wafv2:TagResource", resource, tags)
    if operation in ("CreateWebACL", "UpdateWebACL") and "ManagedRuleGroupStatement" in request.text():
        yield Check(action, f"arn:aws:wafv2:{request.region}:{request.account}:global/managedruleset/*", tags)
    if operation == "CreateRole" and tags:
        yield Check("iam:TagRole", resource, tags)
    part = re.match(r"(arn:aws:apigateway:[^/]*/apis/[^/]+)/", resource)
    if part and not tags_of(resource):
        # AWS may check a part of an API with the tags of the API (see deploy-role.ts). The role must work in either case.
        yield Check(action, resource, {**context, **owner_of(part[1])})
    if service == "apigateway" and tags:
        # The reference does not list these, but AWS has refused to create tagged APIs and stages for lack of either.
        yield Check("apigateway:TagResource", f"{resource}/*", tags)
        yield Check("apigateway:POST", f"arn:aws:apigateway:{request.region}::/tags/{quote(resource, safe='')}", tags)
    if service == "apigateway" and request.method == "DELETE" and "/stages/" in request.path:
        yield Check("logs:DeleteLogDelivery", "*")
    if service == "apigateway" and request.method in ("POST", "PATCH") and "/stages" in request.path:
        if request.json().get("accessLogSettings"):
            for name in LOG_DELIVERY:
                yield Check(f"logs:{name}", "*")


def new_lambda_resource(request, resource):
    if "/event-source-mappings" in request.path:
        return f"arn:aws:lambda:{request.region}:{request.account}:event-source-mapping:*"
    name = request.json().get("FunctionName")
    return f"arn:aws:lambda:{request.region}:{request.account}:function:{name}" if name else resource
