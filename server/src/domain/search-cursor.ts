import { canonicalJson } from './canonical-json.ts';
import { invalidParameter } from './errors.ts';
import type { JsonValue } from './film.ts';
import type { FilmQuery } from './film-query.ts';
import { hashText } from './hash-text.ts';

/**
 * The position at which a page ended: the sort keys of its last film, with the id as the last key. A position is not an
 * offset, because an edit between two pages would make an offset repeat or skip a film that did not change.
 */
export type SearchPosition = readonly (string | number)[];

/** What a cursor looks like: base64url. */
export const CURSOR = /^[A-Za-z0-9_-]*$/;

/** Must rise whenever the parts of a position change their meaning, so that older cursors are refused. */
const VERSION = 5;

/**
 * Encodes a position as a cursor: an opaque, URL-safe text (base64url). A cursor holds no secret and grants nothing. A
 * forged cursor only makes the page begin elsewhere.
 */
export function encodeCursor(query: FilmQuery, position: SearchPosition): string {
  const json = JSON.stringify([VERSION, fingerprint(query), ...position]);
  // eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
  const isAscii = /^[\u0000-\u007f]*$/.test(json);
  const binary = isAscii ? json : String.fromCharCode(...new TextEncoder().encode(json));
  return btoa(binary)
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/={1,2}$/, '');
}

/**
 * Decodes a cursor that {@link encodeCursor} made.
 *
 * @param shape the types of the position's parts, in order
 * @throws MarqueeError `bad-request` naming `cursor` when the text is not a cursor or belongs to another query
 */
export function decodeCursor(
  query: FilmQuery,
  cursor: string,
  shape: readonly ('string' | 'number')[],
): SearchPosition {
  const [version, print, ...position] = parse(cursor);
  if (version !== VERSION) throw notACursor();
  if (print !== fingerprint(query)) {
    throw invalidParameter('cursor', 'belongs to another query; repeat the other parameters as they were');
  }
  if (position.length !== shape.length || !position.every((part, i) => typeof part === shape[i])) throw notACursor();
  return position as SearchPosition;
}

function parse(cursor: string): unknown[] {
  try {
    const binary = atob(cursor.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (Array.isArray(value)) return value;
  } catch {
    // The cursor is not base64url, not UTF-8 or not JSON. The client gets the same error in all three cases.
  }
  throw notACursor();
}

function notACursor() {
  return invalidParameter('cursor', 'is not a cursor that a search has returned');
}

/**
 * A hash of the fields that decide which films match and in which order. These are all fields of the query except four,
 * so that a new filter is included without a change here. Absent fields do not count, so a new filter leaves the
 * cursors of other queries valid.
 */
function fingerprint({ limit: _limit, cursor: _cursor, facets: _facets, explain: _explain, ...deciding }: FilmQuery) {
  return hashText(canonicalJson(deciding as unknown as JsonValue));
}
