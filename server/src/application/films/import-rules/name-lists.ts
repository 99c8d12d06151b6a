import type { OnChange } from './import-rule.ts';

/** A note is spread over at most this many entries: an opening bracket, two entries of text, and a closing bracket. */
const MAX_NOTE_ENTRIES = 4;

const SUFFIX = /^,?\s*(?:Jr|Sr|II|III|IV)\.?$/;
/** The comma of "Sammy Davis, Jr." does not separate two names. */
const SUFFIX_AFTER_COMMA = /,\s*(?=(?:Jr|Sr|II|III|IV|Esq|Ph\.?D|M\.?D)\b)/g;
const SUFFIX_AT_END = /, (?:Jr|Sr|II|III|IV|Esq|Ph\.?D|M\.?D)\.?$/;
const HIDDEN_COMMA = '\u0000';
/** Letters of scripts without capitals count as capitals. */
const CAPITAL = /[\p{Lu}\p{Lt}\p{Lo}]/u;
const STARTS_WITH_CAPITAL = /^[\p{Lu}\p{Lt}\p{Lo}]/u;
/** "Bob Marley and The Wailers" and "Bill Haley & His Comets" are each one group. */
const BAND = /^(?:the|his|her|their|los|las) /i;

/**
 * Drops a note that begins with an unclosed "(" in one entry and ends with an unopened ")" in a later one. The text
 * before and after it stays: `Olexa Hewryk (`, `WordWorld`, `)` gives `Olexa Hewryk`.
 */
export function dropSplitNotes(values: readonly string[], onChange: OnChange): readonly string[] {
  let kept: string[] | undefined;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? '';
    const end = opensNote(value) ? findEnd(values, i) : undefined;
    if (end === undefined) {
      kept?.push(value);
      continue;
    }
    kept ??= values.slice(0, i);
    const before = value.slice(0, value.lastIndexOf('(')).trim();
    const last = values[end] ?? '';
    const after = last.slice(last.indexOf(')') + 1).trim();
    const left = [before, after].filter((text) => text !== '');
    onChange(values.slice(i, end + 1).join(' | '), left.join(' | '));
    kept.push(...left);
    i = end;
  }
  return kept ?? values;
}

function opensNote(value: string): boolean {
  return value.lastIndexOf('(') > value.lastIndexOf(')');
}

function findEnd(values: readonly string[], start: number): number | undefined {
  for (let i = start + 1; i < Math.min(values.length, start + MAX_NOTE_ENTRIES); i += 1) {
    const value = values[i] ?? '';
    const close = value.indexOf(')');
    const open = value.indexOf('(');
    if (close >= 0 && (open < 0 || close < open)) return i;
    if (open >= 0) return undefined;
  }
  return undefined;
}

export function joinSuffixes(values: readonly string[], onChange: OnChange): readonly string[] {
  if (!values.some((value) => SUFFIX.test(value))) return values;
  const joined: string[] = [];
  for (const value of values) {
    const name = joined.at(-1);
    if (!SUFFIX.test(value)) {
      joined.push(value);
      continue;
    }
    const whole = name === undefined ? '' : `${name} ${value.replace(/^,?\s*/, '')}`;
    onChange(name === undefined ? value : `${name} | ${value}`, whole);
    if (whole !== '') joined[joined.length - 1] = whole;
  }
  return joined;
}

/** Splits an entry at ";", "," and " / ", and at one "and", if each part is a full name. */
export function splitNames(values: readonly string[], onChange: OnChange): readonly string[] {
  return splitEach(values, namesIn, onChange);
}

/** Splits an entry at ";", ",", "/" and "|". None of these occurs in the name of a single genre. */
export function splitGenres(values: readonly string[], onChange: OnChange): readonly string[] {
  return splitEach(values, (value) => partsOf(value, /[,;/|\n]/), onChange);
}

function splitEach(
  values: readonly string[],
  split: (value: string) => readonly string[],
  onChange: OnChange,
): readonly string[] {
  let all: string[] | undefined;
  for (const [i, value] of values.entries()) {
    const parts = split(value);
    if (parts.length > 1) {
      all ??= values.slice(0, i);
      onChange(value, parts.join(' | '));
    }
    all?.push(...parts);
  }
  return all ?? values;
}

function partsOf(value: string, separator: RegExp): readonly string[] {
  if (!separator.test(value)) return [value];
  const parts = value.split(separator).map((part) => part.trim());
  return parts.some((part) => part !== '') ? parts.filter((part) => part !== '') : [value];
}

function namesIn(value: string): readonly string[] {
  if (!/[,;/\n]| and /.test(value)) return [value];
  const names = partsOf(value.replace(SUFFIX_AFTER_COMMA, HIDDEN_COMMA), /[;,\n]|\s\/\s/)
    .map((part) => part.replaceAll(HIDDEN_COMMA, ', '))
    .flatMap((part) => splitAtAnd(part.replace(/^and /, '')));
  return names.every((name) => isFullName(name.replace(SUFFIX_AT_END, ''))) ? names : [value];
}

function splitAtAnd(part: string): readonly string[] {
  const [first = '', second, third] = part.split(' and ');
  if (second === undefined || third !== undefined) return [part];
  return isFullName(first) && isFullName(second) && !BAND.test(second) ? [first, second] : [part];
}

/**
 * Whether a name starts with a capital letter and has another one after a space: "Meg Ryan", but not the "Fire" of
 * "Earth, Wind & Fire".
 */
function isFullName(name: string): boolean {
  const space = name.indexOf(' ');
  return space > 0 && STARTS_WITH_CAPITAL.test(name) && !/[,;]/.test(name) && CAPITAL.test(name.slice(space));
}
