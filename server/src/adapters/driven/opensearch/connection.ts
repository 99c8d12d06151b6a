import type { ClientOptions } from '@opensearch-project/opensearch';
import { AwsSigv4Signer, type AwsSigv4SignerOptions } from '@opensearch-project/opensearch/aws-v3';

/** What requests to AWS are signed with. */
export type Credentials = Awaited<ReturnType<NonNullable<AwsSigv4SignerOptions['getCredentials']>>>;

/** Domains of Amazon OpenSearch Service. Their names contain their region. */
const IN_AWS = /\.([a-z0-9-]+)\.es\.amazonaws\.com(?:\.cn)?$/;

/**
 * How to connect to OpenSearch. Requests to a domain of Amazon OpenSearch Service are signed with Signature Version 4; no
 * other host gets a signature, which would tell it the id of the access key.
 *
 * @param credentials called before the first signed request, and again when the credentials expire
 */
export function connectionTo(endpoint: string, credentials: () => Promise<Credentials>): ClientOptions {
  const region = IN_AWS.exec(new URL(endpoint).hostname)?.[1];
  if (region === undefined) return { node: endpoint };
  const signer = AwsSigv4Signer({ region, service: 'es', getCredentials: credentials });
  return { ...signer, node: endpoint };
}
