"""Runs MiniStack, the AWS emulator, on loopback for the rehearsal, and changes what it does in five places.

- Every call to an AWS API becomes a line of JSON in the file of REHEARSAL_CALLS (calls.py).
- An HTTP API has the address that AWS would give it, and CloudFront finds it under that address.
- CloudFront reads S3 over TLS, so a bucket policy that refuses plain HTTP lets it in.
- API Gateway leaves out pathParameters when there are none, as AWS does. MiniStack sends null.
- The answer to cloudfront:UpdateFunction has the header ETtag, as in AWS's own model of the API. MiniStack says ETag.

GATEWAY_PORT is the port. Ends when its standard input is closed, so that it never outlives the rehearsal.
"""

import os
import re
import sys
import threading

os.environ.setdefault("BIND_HOST", "127.0.0.1")
os.environ.setdefault("IOT_MTLS_ENABLED", "0")

from ministack import app as gateway  # noqa: E402
from ministack.core.iam_evaluator import pin_request_origin  # noqa: E402
from ministack.services import cloudfront, lambda_svc  # noqa: E402

import calls  # noqa: E402

PORT = int(os.environ["GATEWAY_PORT"])
OWN_ADDRESS = re.compile(rb"https?://([0-9a-f]{8})\.execute-api\.localhost:%d" % PORT)
AWS_ADDRESS = re.compile(r"([0-9a-f]{8})\.execute-api\.[a-z0-9-]+\.amazonaws\.com")


def dispatch_recorded(dispatch, record):
    """Wraps MiniStack's dispatcher of AWS calls."""

    async def dispatch_and_record(method, path, headers, body, query_params, request_id):
        call = calls.describe(method, path, headers, body, query_params)
        status, answer_headers, answer = await dispatch(method, path, headers, body, query_params, request_id)
        if call is None:
            return status, answer_headers, answer
        record({**call, "status": status})
        if call["action"] == "cloudfront:UpdateFunction" and "ETag" in answer_headers:
            answer_headers["ETtag"] = answer_headers["ETag"]
        if call["service"] == "apigateway" and isinstance(answer, bytes):
            region = call["region"].encode()
            answer = OWN_ADDRESS.sub(rb"https://\1.execute-api." + region + rb".amazonaws.com", answer)
        return status, answer_headers, answer

    return dispatch_and_record


def route_to_api_gateway(forward):
    """Wraps the function with which the emulated CloudFront calls an origin."""

    def forward_or_route(origin, method, uri, query_string, headers, body, viewer_is_https, *others):
        api = AWS_ADDRESS.fullmatch(origin["domain_name"])
        if api:
            if origin["protocol_policy"] != "https-only":
                raise cloudfront.OriginUnreachable("API Gateway accepts only HTTPS")
            origin = {**origin, "domain_name": "127.0.0.1", "http_port": PORT, "protocol_policy": "http-only"}
            headers = {**headers, "host": f"{api.group(1)}.execute-api.localhost:{PORT}"}
        return forward(origin, method, uri, query_string, headers, body, viewer_is_https, *others)

    return forward_or_route


def read_over_tls(serve):
    """Wraps the function with which the emulated CloudFront reads a bucket."""

    def serve_over_tls(*args):
        pin_request_origin("127.0.0.1", True)
        return serve(*args)

    return serve_over_tls


def without_null(execute):
    """Wraps the function that calls a Lambda function."""

    def execute_without_null(record, event, *others):
        if isinstance(event, dict) and event.get("pathParameters", "") is None:
            event = {name: value for name, value in event.items() if name != "pathParameters"}
        return execute(record, event, *others)

    return execute_without_null


def end_with_parent():
    sys.stdin.read()
    os._exit(0)


def main():
    gateway._dispatch_service_request = dispatch_recorded(
        gateway._dispatch_service_request, calls.recorder(os.environ["REHEARSAL_CALLS"])
    )
    cloudfront._forward_to_origin = route_to_api_gateway(cloudfront._forward_to_origin)
    cloudfront._serve_s3_origin = read_over_tls(cloudfront._serve_s3_origin)
    lambda_svc._execute_function_with_config_scope = without_null(lambda_svc._execute_function_with_config_scope)
    threading.Thread(target=end_with_parent, daemon=True).start()
    gateway.main()


if __name__ == "__main__":
    main()
