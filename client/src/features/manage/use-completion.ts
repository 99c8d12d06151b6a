import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSettled } from '../../components/ui/use-settled.ts';
import { isSameName } from '../../lib/is-same-name.ts';
import { knownGenresQuery, knownPeopleQuery } from './api/known-names.ts';
import { entryAt, type Entry } from './entry-at-caret.ts';

const PAUSE_MS = 120;
const SHOWN = 6;
/** Fewer letters match almost every name. */
const MIN_LETTERS = 2;

/**
 * Finds the genres or people of the catalogue whose names begin like the entry at the caret. Choosing one of them keeps
 * users from adding "drama" beside "Drama".
 *
 * @param caret absent if the field does not have the focus
 */
export function useCompletion(kind: 'genres' | 'people', text: string, caret: number | undefined) {
  const separator = kind === 'genres' ? ',' : '\n';
  const [closedFor, setClosedFor] = useState<string>();
  const entry: Entry | undefined = caret === undefined ? undefined : entryAt(text, caret, separator);
  const typed = entry !== undefined && entry.text.length >= MIN_LETTERS ? entry.text : '';
  const settled = useSettled(typed, PAUSE_MS);
  const { data: genres = [] } = useQuery({ ...knownGenresQuery(), enabled: kind === 'genres' && typed !== '' });
  const { data: people = [] } = useQuery({
    ...knownPeopleQuery(settled),
    enabled: kind === 'people' && settled !== '' && settled === typed,
  });
  const others = text.split(separator).map((other) => other.trim());
  const fitting = kind === 'people' ? people : genres.filter((genre) => startsLike(genre, typed));
  const options =
    typed === '' || typed === closedFor
      ? []
      : fitting.filter((name) => !others.some((other) => other !== typed && isSameName(name, other)));
  return {
    separator,
    entry,
    options: options.filter((name) => name !== typed).slice(0, SHOWN),
    /** Shows no options until the entry changes. */
    close: () => {
      setClosedFor(typed);
    },
    isClosed: typed !== '' && typed === closedFor,
    reopen: () => {
      setClosedFor(undefined);
    },
  } as const;
}

function startsLike(name: string, typed: string): boolean {
  return isSameName(name.slice(0, typed.length), typed);
}
