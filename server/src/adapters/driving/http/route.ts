import type { z } from 'zod';
import type { AnswerName } from './answer-schemas.ts';
import type { ApiRequest, ApiResponse } from './api-request.ts';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** What a status is answered with, for the OpenAPI document. */
export type RouteAnswer = {
  readonly description: string;
  readonly schema?: AnswerName;
  readonly mediaType?: string;
  readonly headers?: readonly string[];
};

/** One operation: what it is called, what it takes, what it answers and what it does. */
export type Route = {
  readonly method: Method;
  /** With `{name}` for a path parameter. */
  readonly path: string;
  readonly operationId: string;
  readonly summary: string;
  readonly tag: string;
  readonly query: z.ZodObject;
  /** Absent on routes that take no body. */
  readonly body?: { readonly schema: z.ZodType; readonly mediaTypes: readonly string[] };
  /** Request headers that matter, and what they do. */
  readonly headers?: readonly { readonly name: string; readonly description: string; readonly required: boolean }[];
  /** What it answers on its own; 400, 404, 5xx and so on follow from the rest. */
  readonly answers: Readonly<Record<number, RouteAnswer>>;
  /** Statuses of problems beyond those that every route may answer. */
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
