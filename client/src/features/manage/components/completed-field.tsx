import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import TextField from '@mui/material/TextField';
import { useId, useRef, useState, type ComponentProps, type KeyboardEvent } from 'react';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.tsx';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import { replaceEntry } from '../entry-at-caret.ts';
import { texts } from '../texts.ts';
import { useCompletion } from '../use-completion.ts';

type CompletedFieldProps = {
  readonly kind: 'genres' | 'people';
  readonly label: string;
  readonly text: string;
  readonly onChange: (text: string) => void;
  readonly props: ComponentProps<typeof TextField>;
};

/**
 * A field for several names. Below it are the names of the catalogue that the entry at the caret may mean. While names are
 * shown, the arrow keys move through them and Enter takes the marked one. If none is marked, Enter works as in any field.
 * Escape hides the names, and Alt with the down arrow shows them again: the arrow alone moves the caret to the next line.
 */
export function CompletedField({ kind, label, text, onChange, props }: CompletedFieldProps) {
  const id = useId();
  const input = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState<number>();
  const { separator, entry, options, close, isClosed, reopen } = useCompletion(kind, text, caret);
  const [active, setActive] = useState(-1);
  const at = active < options.length ? active : -1;
  const choose = (name: string | undefined) => {
    if (name === undefined || !entry) return;
    const next = replaceEntry(text, entry, name, separator);
    onChange(next.text);
    setCaret(next.caret);
    setActive(-1);
    // The caret is set once the field shows the new text.
    requestAnimationFrame(() => input.current?.setSelectionRange(next.caret, next.caret));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (isClosed && event.altKey && event.key === 'ArrowDown') reopen();
    else if (options.length === 0) return;
    else if (step !== undefined) setActive(Math.max(-1, Math.min(options.length - 1, at + step)));
    else if (event.key === 'Enter' && at >= 0) choose(options[at]);
    else if (event.key === 'Escape') close();
    else return;
    event.preventDefault();
  };
  return (
    <Box sx={{ position: 'relative' }}>
      <TextField
        {...props}
        inputRef={input}
        onChange={({ target }) => {
          onChange(target.value);
          setCaret(target.selectionStart ?? undefined);
          setActive(-1);
        }}
        onKeyDown={onKeyDown}
        onBlur={() => {
          setCaret(undefined);
        }}
        slotProps={{
          htmlInput: {
            autoComplete: 'off',
            'aria-autocomplete': 'list',
            ...(options.length > 0 && { 'aria-controls': id }),
            ...(at >= 0 && { 'aria-activedescendant': `${id}-${String(at)}` }),
          },
        }}
      />
      {options.length > 0 && (
        <Paper
          id={id}
          elevation={8}
          role="listbox"
          aria-label={texts.form.suggestions(label)}
          sx={{ position: 'absolute', insetInline: 0, top: '100%', mt: -2, zIndex: 2, py: 0.5, maxWidth: 480 }}
        >
          {options.map((name, index) => (
            <Box
              key={name}
              id={`${id}-${String(index)}`}
              role="option"
              aria-selected={index === at}
              // Otherwise the field would lose the focus before the click.
              onMouseDown={(event) => {
                event.preventDefault();
              }}
              onClick={() => {
                choose(name);
              }}
              sx={{
                px: 2,
                py: 1,
                cursor: 'pointer',
                '&:hover, &[aria-selected="true"]': { bgcolor: 'action.selected' },
              }}
            >
              <bdi>{name}</bdi>
            </Box>
          ))}
        </Paper>
      )}
      <VisuallyHidden role="status">
        {options.length > 0 ? sharedTexts.suggested(options.length) : isClosed ? texts.form.suggestionsHidden : ''}
      </VisuallyHidden>
    </Box>
  );
}
