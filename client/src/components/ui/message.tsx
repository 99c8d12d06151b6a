import { hideMessage, useMessage } from '../../lib/message.ts';
import { texts } from '../texts.ts';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import './message.css';

/**
 * Shows that something was done. The element is on every page before there is a message, because screen readers do not
 * read a live region that appears together with its text.
 */
export function Message() {
  const message = useMessage();
  return (
    <div className="message" role="status">
      {message !== '' && (
        <div>
          <bdi>{message}</bdi>
          <IconButton size="small" label={texts.close} onClick={hideMessage}>
            <Icon name="close" />
          </IconButton>
        </div>
      )}
    </div>
  );
}
