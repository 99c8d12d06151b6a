import type { UseQueryResult } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../lib/api-error.ts';
import { texts } from '../../lib/texts.ts';

type Query = Pick<UseQueryResult, 'data' | 'error' | 'isPlaceholderData' | 'fetchStatus'>;

/** The error of a request that waits until the device is online again. */
const OFFLINE = new ApiError('unreachable', texts.errors.unreachable);

/**
 * Returns the error because of which a query has no answer of its own. The error stays the same while the query is
 * retried, so that the page does not alternate between the error and placeholders. Without a connection, a query that
 * has no answer counts as failed.
 *
 * @param name the name of what is queried; when the name changes, the earlier error no longer counts
 */
export function useSteadyError(query: Query, name: string): Error | undefined {
  const hasAnswer = query.data !== undefined && !query.isPlaceholderData;
  const error = hasAnswer ? undefined : (query.error ?? undefined);
  const [last, setLast] = useState<{ readonly name: string; readonly error: Error }>();
  if (error && (last?.error !== error || last.name !== name)) setLast({ name, error });
  if (hasAnswer && last) setLast(undefined);
  if (hasAnswer) return undefined;
  if (query.data === undefined && query.fetchStatus === 'paused') return OFFLINE;
  return error ?? (last?.name === name ? last.error : undefined);
}
