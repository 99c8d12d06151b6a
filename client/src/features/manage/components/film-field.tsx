import TextField from '@mui/material/TextField';
import { longestOf, isNeeded } from '../check-film.ts';
import type { Field } from '../film-fields.ts';

type FilmFieldProps = {
  readonly field: Field;
  readonly text: string;
  readonly fault: string | undefined;
  readonly onChange: (text: string) => void;
};

const ROWS: Partial<Record<Field['kind'], number>> = { names: 4, text: 5 };

export function FilmField({ field: { name, label, kind, hint }, text, fault, onChange }: FilmFieldProps) {
  const rows = ROWS[kind];
  const longest = longestOf(name);
  // The length is shown only near the limit.
  const length =
    longest !== undefined && text.length > longest * 0.9 ? ` ${String(text.length)} of ${String(longest)}` : '';
  return (
    <TextField
      id={`film-${name}`}
      label={label}
      value={text}
      required={isNeeded(name)}
      error={fault !== undefined}
      helperText={(fault === undefined ? (hint ?? '') : `${label} ${fault}.`) + length || ' '}
      onChange={({ target }) => {
        onChange(target.value);
      }}
      multiline={rows !== undefined}
      {...(rows !== undefined && { minRows: rows, maxRows: 14 })}
      slotProps={{ htmlInput: { ...(kind === 'number' && { inputMode: 'numeric' }), autoComplete: 'off' } }}
      sx={kind === 'number' ? { maxWidth: 260 } : {}}
    />
  );
}
