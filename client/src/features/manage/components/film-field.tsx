import TextField from '@mui/material/TextField';
import type { ComponentProps } from 'react';
import { longestOf, isNeeded } from '../check-film.ts';
import type { Field } from '../film-fields.ts';
import { texts } from '../texts.ts';
import { CompletedField } from './completed-field.tsx';

type FilmFieldProps = {
  readonly field: Field;
  readonly text: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
};

const ROWS: Partial<Record<Field['kind'], number>> = { names: 4, text: 5 };

export function FilmField({ field, text, fault, onChange }: FilmFieldProps) {
  const { name, label, kind, hint } = field;
  const rows = ROWS[kind];
  const longest = longestOf(name);
  const help = fault === undefined ? (hint ?? '') : texts.form.fault(label, fault);
  const isNearLimit = longest !== undefined && text.length > longest * 0.9;
  const props = {
    id: `film-${name}`,
    label,
    value: text,
    fullWidth: true,
    required: isNeeded(name),
    error: fault !== undefined,
    // A space keeps the line, so that nothing moves when a fault is shown.
    helperText: (isNearLimit ? texts.form.withLength(help, text.length, longest) : help) || ' ',
    multiline: rows !== undefined,
    ...(rows !== undefined && { minRows: rows, maxRows: 14 }),
    sx: kind === 'number' ? { maxWidth: 260 } : {},
  } satisfies ComponentProps<typeof TextField>;
  if (kind === 'names' || kind === 'words') {
    return (
      <CompletedField
        kind={kind === 'names' ? 'people' : 'genres'}
        label={label}
        text={text}
        onChange={onChange}
        props={props}
      />
    );
  }
  return (
    <TextField
      {...props}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      slotProps={{ htmlInput: { ...(kind === 'number' && { inputMode: 'numeric' }), autoComplete: 'off' } }}
    />
  );
}
