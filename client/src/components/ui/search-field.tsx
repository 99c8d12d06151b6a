import { useEffect, useEffectEvent, useRef, type ComponentPropsWithRef, type Ref } from 'react';
import { isWriting } from '../../lib/is-writing.ts';
import { texts } from '../texts.ts';
import { IconButton } from './button.tsx';
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
 * The search box. `/` and Ctrl+K put the cursor into it, except from a text field. Cmd+K does so from anywhere. If
 * nothing was typed, Escape takes the cursor back.
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
      if (!input || input.closest('[aria-hidden="true"]') || !isShortcut(event)) return;
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
    input.blur();
    if (from.element instanceof HTMLElement) from.element.focus({ preventScroll: true });
    return true;
  };
}

function isShortcut({ key, ctrlKey, metaKey, shiftKey, altKey, target }: KeyboardEvent): boolean {
  if (altKey) return false;
  // On a Mac, Ctrl+K in a text field deletes the rest of the line.
  if (ctrlKey || metaKey) return key.toLowerCase() === 'k' && !shiftKey && (metaKey || !isWriting(target));
  return key === '/' && !isWriting(target);
}
