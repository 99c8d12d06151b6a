import type { z } from 'zod';
import type { AnswerName } from './answer-schemas.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';
import type { BodyName } from './film-schemas.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** A header that a route reads. `pattern` describes the valid values; without it, any value is valid. */
type RequestHeader = {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  readonly pattern?: RegExp;
};

/** The answer with one status, as the OpenAPI document describes it. */
export type RouteAnswer = {
  readonly description: string;
  readonly schema?: AnswerName;
  readonly mediaType?: string;
  readonly headers?: readonly string[];
};

/** One operation of the API: its name, its input, its answers and its function. */
export type Route = {
  readonly method: Method;
  /** A path parameter is written `{name}`. */
  readonly path: string;
  /** Checks the path parameters. Absent if any text is allowed. */
  readonly params?: z.ZodObject;
  /**
   * Whether the last path parameter may contain slashes. API Gateway decodes the path before it calls the function, so
   * that `AC%2FDC` arrives as `AC/DC`. Default: false.
   */
  readonly takesRest?: boolean;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly query: z.ZodObject;
  /**
   * Says what is wrong with a parameter that the query's schema does not have. If it returns `undefined`, the error
   * says that this is not a parameter of the route.
   */
  readonly unknownParameter?: (name: string) => string | undefined;
  /** Absent on routes that take no body. */
  readonly body?: { readonly schema: BodyName; readonly mediaTypes: readonly string[] };
  /** Request headers that the route reads, and what they do. */
  readonly headers?: readonly RequestHeader[];
  /** Successful answers. Problems (400, 404, 5xx and so on) follow from the other fields. */
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** Whether everybody gets the same answer, so that caches may share it; see {@link sharedRoute}. Default: false. */
  readonly isShared?: boolean;
  /** Statuses of problems, in addition to those that every route may answer with. */
  readonly problems: readonly number[];
  handle(request: ApiRequest): Promise<ApiResponse>;
};

/** Ties the type of `request.query` to the route's schema. */
export function defineRoute<Query extends z.ZodObject>(
  route: Omit<Route, 'query' | 'handle'> & {
    readonly query: Query;
    handle(request: ApiRequest<z.output<Query>>): Promise<ApiResponse>;
  },
): Route {
  return route;
}

/**
 * A GET route that answers everybody alike. Its answers have an ETag, and shared caches keep them for a moment; see
 * {@link shareAnswer}.
 */
export function sharedRoute<Query extends z.ZodObject>(
  route: Omit<Parameters<typeof defineRoute<Query>>[0], 'method' | 'isShared' | 'headers' | 'answers'> & {
    readonly answer: RouteAnswer;
  },
): Route {
  const { answer, ...others } = route;
  const headers = ['ETag', 'Cache-Control'];
  return defineRoute({
    ...others,
    method: 'GET',
    isShared: true,
    headers: [
      {
        name: 'If-None-Match',
        description: 'An ETag. If the answer still has this ETag, the status is 304.',
        required: false,
      },
    ],
    answers: { 200: { ...answer, headers }, 304: { description: 'Not changed.', headers } },
  });
}
