import * as z from 'zod';

/** The engine that answers searches; see docs/search.md. */
export const searchShape = {
  MARQUEE_SEARCH: z.enum(['memory', 'opensearch'], 'must be memory or opensearch').default('memory'),
  MARQUEE_OPENSEARCH_ENDPOINT: z
    .url({
      protocol: /^https?$/,
      error: 'must be the URL of OpenSearch, such as https://search.example.org or http://127.0.0.1:9200',
    })
    .optional(),
};

type SearchSettings = z.output<z.ZodObject<typeof searchShape>>;

/** The URL of OpenSearch; `undefined`: search is in memory. */
export type OpenSearchEndpoint = string | undefined;

/** @throws Error that names the setting which is missing */
export function openSearchEndpoint({
  MARQUEE_SEARCH,
  MARQUEE_OPENSEARCH_ENDPOINT,
}: SearchSettings): OpenSearchEndpoint {
  if (MARQUEE_SEARCH === 'memory') return undefined;
  if (MARQUEE_OPENSEARCH_ENDPOINT === undefined) {
    throw new Error(
      'These settings (environment variables) are wrong:\n  MARQUEE_OPENSEARCH_ENDPOINT: is missing, and MARQUEE_SEARCH=opensearch needs it',
    );
  }
  return MARQUEE_OPENSEARCH_ENDPOINT;
}
