import { errorCode, storeUnavailable } from '../../../domain/errors.ts';

/** DynamoDB's answer to a write whose condition does not hold. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** An answer of DynamoDB, or that there was none. Anything else is a fault of ours and stays what it is. */
function isFromDynamo(error: unknown): boolean {
  return (
    errorCode(error) !== undefined ||
    (error instanceof Error && ('$metadata' in error || /Timeout|Abort|Credentials/.test(error.name)))
  );
}

/** Awaits a call to DynamoDB; what DynamoDB fails with becomes the domain's error. */
export async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isConditionFailed(error) || !isFromDynamo(error)) throw error;
    throw storeUnavailable(error);
  }
}

/** Connection errors that occur before anything has been sent. */
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whether a failed write was certainly not carried out: DynamoDB said no, or never heard of it. */
export function wasRefused(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && NEVER_SENT.has(error.code)) return true;
  const { httpStatusCode: status } = ('$metadata' in error ? error.$metadata : {}) as { httpStatusCode?: number };
  return status !== undefined && status >= 400 && status < 500;
}
