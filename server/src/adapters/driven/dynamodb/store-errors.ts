import { errorCode, storeUnavailable } from '../../../domain/errors.ts';

/** DynamoDB's answer to a write whose condition does not hold. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/**
 * Whether the error is an error answer of DynamoDB, or means that DynamoDB did not answer. Any other error is a fault
 * of our own code, so it is not translated.
 */
function isFromDynamo(error: unknown): boolean {
  return (
    errorCode(error) !== undefined ||
    (error instanceof Error && ('$metadata' in error || /Timeout|Abort|Credentials/.test(error.name)))
  );
}

/** Awaits a call to DynamoDB and translates DynamoDB's errors into the domain's. */
export async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isConditionFailed(error) || !isFromDynamo(error)) throw error;
    throw storeUnavailable(error);
  }
}

/**
 * Awaits a conditional write.
 *
 * @returns whether its condition held
 */
export async function conditionHolds(write: Promise<unknown>): Promise<boolean> {
  try {
    await translated(write);
    return true;
  } catch (error) {
    if (isConditionFailed(error)) return false;
    throw error;
  }
}

/** Connection errors that occur before any byte has been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether it is certain that DynamoDB did not carry out a failed request: DynamoDB refused it or never received it. */
export function wasRefused(error: unknown): boolean {
  const code = errorCode(error);
  if (code !== undefined && NEVER_SENT.has(code)) return true;
  const status = statusOf(error);
  return status >= 400 && status < 500;
}

/**
 * Whether a failed request certainly has no later effect. Only an answer of DynamoDB makes this certain, because a
 * request without an answer may still be on its way.
 */
export function wasAnswered(error: unknown): boolean {
  return wasRefused(error) || statusOf(error) >= 500;
}

/** The HTTP status of DynamoDB's answer; 0 when there was none. */
function statusOf(error: unknown): number {
  return (error as { $metadata?: { httpStatusCode?: number } } | undefined)?.$metadata?.httpStatusCode ?? 0;
}
