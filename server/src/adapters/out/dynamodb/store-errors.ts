import { storeUnavailable } from '../../../domain/errors.ts';

/** DynamoDB's answer to a write whose condition does not hold. */
export function isConditionFailed(error: unknown): boolean {
  return error instanceof Error && error.name === 'ConditionalCheckFailedException';
}

/** Awaits a call to DynamoDB; whatever it fails with becomes the domain's error. */
export async function translated<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (isConditionFailed(error)) throw error;
    throw storeUnavailable(error);
  }
}
