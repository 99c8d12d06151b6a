/** Everything that the infrastructure imports from the server. The infrastructure may import no other server file. */
export { CACHE_TABLE, FILMS_TABLE, type TableDefinition } from '../adapters/driven/dynamodb/tables.ts';
export { METRICS, METRIC_NAMESPACE, type Metric, type MetricName } from '../adapters/driven/telemetry/metrics.ts';
export { NO_SECRET_YET } from '../adapters/driven/ssm/no-secret-yet.ts';
export { ACCESS } from '../adapters/driving/http/authorization.ts';
export { ORIGIN_VERIFY_HEADER } from '../adapters/driving/http/origin-verify-header.ts';
export { IMAGE_ORIGINS, PAGE_ORIGIN_HEADER, pageSecurityHeaders } from '../adapters/driving/http/page-headers.ts';
export { REQUEST_LIMIT_MS } from '../adapters/driving/http/request-limit.ts';
export { PAGE_FILES, STATIC_ROUTES } from '../adapters/driving/http/page-routes.ts';
export { readDeclarations, type AttributeDeclaration } from '../domain/declared-attributes.ts';
export { SCOPES } from '../domain/scopes.ts';
export { MOVIE_PROVIDER_NAMES, MOVIE_PROVIDERS } from './movie-providers.ts';
export { OBJECTIVES } from './objectives.ts';
