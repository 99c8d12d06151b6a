import { isApiError } from '../../lib/api-error.ts';
import { Button } from './button.tsx';
import { Notice } from './notice.tsx';
import { useIsOnline } from './use-is-online.ts';

type ErrorNoticeProps = {
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly heading?: 'h1' | 'h2';
};

/** An answer that did not come, in words that say whose turn it is. */
export function ErrorNotice({ error, onRetry, heading = 'h2' }: ErrorNoticeProps) {
  const isOnline = useIsOnline();
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
  title: 'You are offline',
  text: 'There is no connection. What you have already seen still opens.',
};

function wordsFor(error: unknown): Words {
  if (!isApiError(error))
    return { title: 'Something went wrong', text: 'This page came upon something that it did not expect.' };
  switch (error.kind) {
    case 'unreachable':
      return {
        title: 'The server cannot be reached',
        text: 'It may be starting, or something between here and there is down.',
      };
    case 'timeout':
      return { title: 'This takes too long', text: 'The server has not answered for a while.' };
    case 'garbage':
      return { title: 'The server is not well', text: 'What it answered makes no sense. That is not your fault.' };
    case 'problem':
      return {
        title: error.status === 429 ? 'A little slower, please' : 'The server could not do that',
        text: error.message,
      };
  }
}

/** What to tell the people who run the server: their log has it. */
function RequestId({ id }: { readonly id: string }) {
  return (
    <div>
      <small>Request {id}</small>
    </div>
  );
}
