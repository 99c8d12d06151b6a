import { useEffect, useRef, type ComponentPropsWithRef, type Ref } from 'react';
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

/** The search box. `/` puts the cursor into it from anywhere on the page except other text fields. */
export function SearchField({ label, value, onClear, rootRef, inputRef, ...input }: SearchFieldProps) {
  const pill = useRef<HTMLDivElement>(null);
  useSlash(pill);
  const setPill = (element: HTMLDivElement | null) => {
    pill.current = element;
    setRef(rootRef, element);
  };
  return (
    <div className="search-field" ref={setPill}>
      <Icon name="search" />
      <input
        {...input}
        ref={inputRef}
        value={value}
        type="search"
        aria-label={label}
        aria-keyshortcuts="/"
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

function useSlash(pill: { readonly current: HTMLDivElement | null }): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
      event.preventDefault();
      const input = pill.current?.querySelector('input');
      input?.focus();
      input?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [pill]);
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));
}
