import { useEffect, useEffectEvent, useRef, type ComponentPropsWithRef, type Ref } from 'react';
import { isWriting } from '../../lib/is-writing.ts';
import { texts } from '../texts.ts';
import { IconButton } from './button.tsx';
import { focusHeading } from './focus-heading.ts';
import { Icon } from './icon.tsx';
import './search-field.css';

type SearchFieldProps = Omit<ComponentPropsWithRef<'input'>, 'ref'> & {
  readonly label: string;
  readonly value: string;
  readonly onClear: () => void;
  readonly rootRef?: Ref<HTMLDivElement> | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
};

/**
 * The search box. Ctrl+K or Cmd+K put the cursor into it, and so does `/`, except from another text field. If nothing was
 * typed, Escape takes the cursor back.
 */
export function SearchField({ label, value, onClear, rootRef, inputRef, ...input }: SearchFieldProps) {
  const pill = useRef<HTMLDivElement>(null);
  const goBack = useShortcut(pill, value);
  const setPill = (element: HTMLDivElement | null) => {
    pill.current = element;
    setRef(rootRef, element);
  };
  return (
    <div
      className="search-field"
      ref={setPill}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !goBack()) return;
        event.preventDefault();
        event.stopPropagation();
      }}
    >
      <Icon name="search" />
      <input
        {...input}
        ref={inputRef}
        value={value}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/ Control+K Meta+K"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="search"
      />
      {value === '' ? (
        <kbd aria-hidden>/</kbd>
      ) : (
        <IconButton
          size="small"
          label={texts.clear}
          onClick={() => {
            onClear();
            pill.current?.querySelector('input')?.focus();
          }}
        >
          <Icon name="close" />
        </IconButton>
      )}
    </div>
  );
}

function setRef<T>(ref: Ref<T> | undefined, value: T | null): void {
  if (typeof ref === 'function') ref(value);
  else if (ref) ref.current = value;
}

/** @returns a function that moves the focus back to where the shortcut was used, and returns whether it did that */
function useShortcut(pill: { readonly current: HTMLDivElement | null }, value: string): () => boolean {
  const cameFrom = useRef<{ readonly element: Element | null; readonly value: string }>(undefined);
  const focusInput = useEffectEvent((input: HTMLInputElement) => {
    if (document.activeElement !== input) {
      cameFrom.current = { element: document.activeElement, value };
      const forget = () => {
        cameFrom.current = undefined;
      };
      input.addEventListener('blur', forget, { once: true });
    }
    // The header sticks to the top of the screen, but the browser would scroll to the top of the page. On a screen that
    // is not high enough, the header does not stick.
    input.focus({ preventScroll: true });
    if (input.getBoundingClientRect().bottom < 0) input.scrollIntoView();
    input.select();
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const input = pill.current?.querySelector('input');
      // A dialog hides the rest of the page from screen readers.
      if (!input || input.closest('[aria-hidden="true"]') || !isShortcut(event, input)) return;
      event.preventDefault();
      focusInput(input);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [pill]);
  return () => {
    const input = pill.current?.querySelector('input');
    const from = cameFrom.current;
    if (!input || from?.value !== value || input.getAttribute('aria-expanded') === 'true') return false;
    const { element } = from;
    input.blur();
    // The element may have disappeared, for example because the page shows other films now.
    if (element instanceof HTMLElement && element.isConnected && element !== document.body) {
      element.focus({ preventScroll: true });
    } else {
      focusHeading({ preventScroll: true });
    }
    return true;
  };
}

function isShortcut(
  { key, ctrlKey, metaKey, shiftKey, altKey, target }: KeyboardEvent,
  input: HTMLInputElement,
): boolean {
  if (altKey) return false;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k' && !shiftKey && (metaKey || !isMac() || !isWriting(target));
  // A second `/` follows the first while the whole text is selected. It is not a letter of a new text.
  const isAgain = target === input && input.selectionStart === 0 && input.selectionEnd === input.value.length;
  return key === '/' && (isAgain || !isWriting(target));
}

/** On a Mac, Ctrl+K in a text field deletes the rest of the line. */
function isMac(): boolean {
  return navigator.userAgent.includes('Mac');
}
