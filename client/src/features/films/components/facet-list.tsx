import CheckIcon from '@mui/icons-material/Check';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import type { FacetCount } from '../api/catalogue.ts';

const List = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 2,
});

const Choice = styled('button')(({ theme }) => ({
  all: 'unset',
  boxSizing: 'border-box',
  width: '100%',
  display: 'flex',
  alignItems: 'center',
  gap: 8,
  minHeight: 32,
  paddingInline: 10,
  borderRadius: 8,
  cursor: 'pointer',
  fontSize: '0.9375rem',
  '&:hover': { backgroundColor: (theme.vars ?? theme).palette.action.hover },
  '&:focus-visible': { outline: `2px solid ${(theme.vars ?? theme).palette.primary.main}`, outlineOffset: 1 },
  '&[aria-pressed="true"]': { fontWeight: 650, backgroundColor: (theme.vars ?? theme).palette.action.selected },
  '& > :first-of-type': { flex: 1, minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& > :nth-of-type(2)': {
    fontSize: '0.8125rem',
    color: (theme.vars ?? theme).palette.text.secondary,
    fontVariantNumeric: 'tabular-nums',
  },
  '& svg': { fontSize: '1rem', color: (theme.vars ?? theme).palette.primary.main },
}));

type FacetListProps = {
  readonly label: string;
  /** The most frequent first. */
  readonly counts: readonly FacetCount[];
  readonly chosen: readonly string[];
  /** How many are shown before somebody asks for more. */
  readonly atFirst: number;
  readonly onToggle: (value: string) => void;
};

/** Values to filter by, with how many films each would leave; what is chosen stands first. */
export function FacetList({ label, counts, chosen, atFirst, onToggle }: FacetListProps) {
  const [isLong, setIsLong] = useState(false);
  const others = counts.filter(({ value }) => !chosen.includes(value));
  const countOf = new Map(counts.map(({ value, count }) => [value, count]));
  const all = [...chosen.map((value) => ({ value, count: countOf.get(value) })), ...others];
  const shown = isLong ? all : all.slice(0, Math.max(atFirst, chosen.length));
  return (
    <>
      <List aria-label={label}>
        {shown.map(({ value, count }) => (
          <li key={value}>
            <Choice
              type="button"
              aria-pressed={chosen.includes(value)}
              onClick={() => {
                onToggle(value);
              }}
            >
              <span dir="auto">{value}</span>
              {chosen.includes(value) && <CheckIcon aria-hidden />}
              <span>{count?.toLocaleString('en')}</span>
            </Choice>
          </li>
        ))}
      </List>
      {all.length > shown.length || isLong ? (
        <Button
          size="small"
          aria-expanded={isLong}
          onClick={() => {
            setIsLong(!isLong);
          }}
        >
          {isLong ? 'Show fewer' : `Show ${String(all.length - shown.length)} more`}
        </Button>
      ) : null}
    </>
  );
}
