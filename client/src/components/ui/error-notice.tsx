import { useEffect, useRef } from 'react';
import { isApiError } from '../../lib/api-error.ts';
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
  const { title, text } = isOnline ? wordsFor(error) : OFFLINE;
  return (
    <Notice
      role="alert"
      heading={heading}
      title={title}
      actions={
        <Button look="filled" onClick={onRetry}>
          Try again
        </Button>
      }
    >
      {text}
      {isApiError(error) && error.problem && <RequestId id={error.problem.requestId} />}
    </Notice>
  );
}

type Words = { readonly title: string; readonly text: string };

const OFFLINE: Words = {
  title: "You're offline",
  text: 'There is no connection. The list of your saved films still opens.',
};

function wordsFor(error: unknown): Words {
  if (!isApiError(error)) return { title: 'Something went wrong', text: 'Something unexpected happened on this page.' };
  switch (error.kind) {
    case 'unreachable':
      return {
        title: 'The server cannot be reached',
        text: 'It may be starting up, or your connection may be down.',
      };
    case 'timeout':
      return { title: 'This is taking too long', text: 'The server has not answered for a while.' };
    case 'garbage':
      return { title: 'The server sent an unexpected answer', text: 'This is not your fault.' };
    case 'problem':
      return error.status === 429
        ? { title: 'Too many requests', text: 'Try again in a moment.' }
        : wordsOfProblem(error.message);
  }
}

/** The first sentence is the title. "Try again." is left out, because the button says so. */
function wordsOfProblem(message: string): Words {
  const [, first = message, rest = ''] = /^(.+?)\.(?:\s+(.*))?$/su.exec(message) ?? [];
  return { title: first, text: rest === 'Try again.' ? '' : rest };
}

/** The request id. Users can report it, and the people who run the server can find it in their log. */
function RequestId({ id }: { readonly id: string }) {
  return (
    <div>
      <small>Request {id}</small>
    </div>
  );
}
