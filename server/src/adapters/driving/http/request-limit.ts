/**
 * Time limit of a whole request. Each call to another system has its own limit, but a request may make several calls. A
 * write may take 12 s for three attempts that get no answer, and 5 s to find out whether it was made.
 *
 * CloudFront waits a little longer for the answer, and the page a little longer for CloudFront. So CloudFront can send
 * the page an old answer in place of one that does not come. The 29 s after which Lambda ends a request, and the 30 s of
 * API Gateway, are longer still.
 */
export const REQUEST_LIMIT_MS = 18_000;
