import { useEffect, useRef } from 'react';
import { isApiError } from '../../lib/api-error.ts';
import { texts } from '../texts.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { useIsOnline } from './use-is-online.ts';

type ErrorNoticeProps = {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly heading?: 'h1' | 'h2';
};

/** Says why there is no answer, and lets the user try again. Retries by itself when the device is back online. */
export function ErrorNotice({ error, onRetry, heading = 'h2' }: ErrorNoticeProps) {
  const isOnline = useIsOnline();
  const wasOffline = useRef(false);
  useEffect(() => {
    if (isOnline && wasOffline.current) onRetry();
    wasOffline.current = !isOnline;
  }, [isOnline, onRetry]);
  const { title, text } = isOnline ? wordsFor(error) : texts.errors.offline;
  return (
    <Notice
      role="alert"
      heading={heading}
      title={title}
      actions={
        <Button look="filled" onClick={onRetry}>
          {texts.errors.tryAgain}
        </Button>
      }
    >
      {text}
      {isApiError(error) && error.problem && <RequestId id={error.problem.requestId} />}
    </Notice>
  );
}

type Words = { readonly title: string; readonly text: string };

function wordsFor(error: unknown): Words {
  if (!isApiError(error)) return texts.errors.unexpected;
  if (error.kind !== 'problem') return texts.errors[error.kind];
  return error.status === 429 ? texts.errors.tooMany : wordsOfProblem(error.message);
}

/** How the API ends its message when the same request may succeed later. */
const API_SAYS_TRY_AGAIN = /^Try again\.$/u;

/** The first sentence is the title. "Try again." is left out, because the button says the same. */
function wordsOfProblem(message: string): Words {
  const [, first = message, rest = ''] = /^(.+?)\.(?:\s(.*))?$/su.exec(message) ?? [];
  return { title: first, text: API_SAYS_TRY_AGAIN.test(rest) ? '' : rest };
}

/** The request id. If a user reports it, the people who run the server can find the request in their log. */
function RequestId({ id }: { readonly id: string }) {
  return (
    <div>
      <small>{texts.errors.request(id)}</small>
    </div>
  );
}
