import ClearIcon from '@mui/icons-material/Close';
import SearchIcon from '@mui/icons-material/Search';
import IconButton from '@mui/material/IconButton';
import { styled } from '@mui/material/styles';
import { useEffect, useRef, type ComponentPropsWithRef, type Ref } from 'react';

const Pill = styled('div')(({ theme }) => ({
  display: 'flex',
  alignItems: 'center',
  height: 48,
  paddingInline: '16px 6px',
  gap: 10,
  borderRadius: 24,
  border: `1.5px solid ${(theme.vars ?? theme).palette.divider}`,
  backgroundColor: (theme.vars ?? theme).palette.background.paper,
  color: (theme.vars ?? theme).palette.text.secondary,
  '&:focus-within': {
    borderColor: (theme.vars ?? theme).palette.primary.main,
    boxShadow: `0 0 0 1px ${(theme.vars ?? theme).palette.primary.main}`,
  },
}));

const Input = styled('input')(({ theme }) => ({
  flex: 1,
  minWidth: 0,
  height: '100%',
  padding: 0,
  border: 0,
  outline: 'none',
  background: 'none',
  font: 'inherit',
  fontSize: '1.0625rem',
  color: (theme.vars ?? theme).palette.text.primary,
  '&::placeholder': { color: (theme.vars ?? theme).palette.text.secondary, opacity: 1 },
  '&::-webkit-search-cancel-button': { display: 'none' },
}));

const Key = styled('kbd')(({ theme }) => ({
  font: 'inherit',
  fontSize: '0.8125rem',
  lineHeight: '22px',
  minWidth: 24,
  textAlign: 'center',
  marginInlineEnd: 8,
  borderRadius: 6,
  border: `1px solid ${(theme.vars ?? theme).palette.divider}`,
  '@media (hover: none)': { display: 'none' },
}));

type SearchFieldProps = Omit<ComponentPropsWithRef<'input'>, 'ref'> & {
  readonly label: string;
  readonly value: string;
  readonly onClear: () => void;
  readonly rootRef?: Ref<HTMLDivElement> | undefined;
  readonly inputRef?: Ref<HTMLInputElement> | undefined;
};

/** The one box to type in. `/` puts the cursor into it, from anywhere on the page where nothing else is written in. */
export function SearchField({ label, value, onClear, rootRef, inputRef, ...input }: SearchFieldProps) {
  const pill = useRef<HTMLDivElement>(null);
  useSlash(pill);
  const setPill = (element: HTMLDivElement | null) => {
    pill.current = element;
    setRef(rootRef, element);
  };
  return (
    <Pill ref={setPill}>
      <SearchIcon aria-hidden />
      <Input
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
        <Key aria-hidden>/</Key>
      ) : (
        <IconButton
          size="small"
          aria-label="Clear"
          onClick={() => {
            onClear();
            pill.current?.querySelector('input')?.focus();
          }}
        >
          <ClearIcon fontSize="small" />
        </IconButton>
      )}
    </Pill>
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
