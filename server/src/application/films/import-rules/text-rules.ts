import { decodeEntities } from './html-entities.ts';
import { CLEANED, eachValue, NAMES, type ImportRule } from './import-rule.ts';

/** `.mw-parser-output .frac{white-space:nowrap}`. The block must hold a declaration, `name:value`. */
const CSS_RULE = /[.#@][\w-]+(?:[ >+~,:]{1,9}[.#]?[\w-]+){0,20}\s*\{[^{}:]*:[^{}]*\}/g;
/** The part of `@media screen{...}` that remains after the rules inside it were removed. */
const EMPTY_CSS_RULE = /@[\w-]{1,40}[^{}@]{0,200}\{\s*\}/g;
/** Rules inside rules are removed up to this depth, one level in each round. */
const MAX_CSS_ROUNDS = 10;

/** Elements whose content a page does not show, and comments: where each begins and ends. */
const HIDDEN = [
  [/<style\b[^<>]*>/gi, /<\/style\s*>/gi],
  [/<script\b[^<>]*>/gi, /<\/script\s*>/gi],
  [/<ref\b[^<>]*>/gi, /<\/ref\s*>/gi],
  [/<!--/g, /-->/g],
] as const;
/** An element. "I <3 NY" has no element, because a name must follow the bracket. */
const TAG = /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>/gi;
/** `[[Page|text]]` or `[[text]]`. */
const WIKI_LINK = /\[\[(?:[^[\]|]*\|)?([^[\]|]*)\]\]/g;
/** `{{Infobox film | ...}}`. Some templates are cut off before their end. */
const WIKI_TEMPLATE = /\{\{[^{}]*(?:\}\}|$)/g;
/** `''italic''` and `'''bold'''`. */
const WIKI_QUOTES = /'{2,5}([^']+)'{2,5}/g;

/** "[1]", "[a]", "[note 2]", "[citation needed]", and Wikipedia's mark for a page in another language, "[fr]". */
const REFERENCE_MARK = /(?<!\s)\s*\[(?:\d{1,3}|[a-z]{1,2}|(?:note|nb) \d{1,3}|citation needed)\]/g;

/** What Wikipedia adds to a page name to tell films apart: "(film)", "(1920 film)", "(1933 serial)", "(TV special)". */
const PAGE_QUALIFIER = /(?<=\S)\s+\((?:\d{4} )?(?:film|serial|miniseries|TV (?:film|series|special))\)$/;

/**
 * White space other than single spaces, and invisible characters. The joiners U+200C and U+200D are kept: they have a
 * meaning.
 */
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const ODD_SPACE = /^\s|\s$|\s\s|[^\S ]|[\u0000-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2060\ufeff]/;
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const INVISIBLE = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\u00ad\u200b\u200e\u200f\u2060\ufeff]/g;

/** Rules for texts of any kind. They come before the rules for names. */
export const TEXT_RULES: readonly ImportRule[] = [
  {
    id: 'html-entity',
    finds: 'HTML entities',
    does: 'decodes them',
    example: { before: ['Romeo &amp; Juliet'], after: ['Romeo & Juliet'] },
    attributes: CLEANED,
    clean: eachValue(decodeEntities),
  },
  {
    id: 'css',
    finds: 'CSS rules',
    does: 'removes them',
    example: { before: ['Gun .mw-parser-output .frac{white-space:nowrap}33+1⁄3'], after: ['Gun 33+1⁄3'] },
    attributes: CLEANED,
    clean: eachValue(withoutCss),
  },
  {
    id: 'markup',
    finds: 'HTML elements, links, templates and quotes of wiki text',
    does: 'keeps only the text that a reader sees',
    example: { before: ['<i>Rope</i>', '[[Prince (musician)|Prince]]'], after: ['Rope', 'Prince'] },
    attributes: CLEANED,
    clean: eachValue(withoutMarkup),
  },
  {
    id: 'reference-mark',
    finds: 'marks of footnotes and of pages in other languages',
    does: 'removes them',
    example: { before: ['The Cord of Life[1]', 'Fly by Night [fr]'], after: ['The Cord of Life', 'Fly by Night'] },
    attributes: ['title', ...NAMES],
    clean: eachValue((text) => (text.includes('[') ? text.replace(REFERENCE_MARK, '') : text)),
  },
  {
    id: 'page-qualifier',
    finds: 'the words in brackets that Wikipedia adds to tell pages apart',
    does: 'removes them',
    example: { before: ['Stronger Than Death (1920 film)'], after: ['Stronger Than Death'] },
    attributes: ['title'],
    clean: eachValue((title) => (title.endsWith(')') ? title.replace(PAGE_QUALIFIER, '') : title)),
  },
  {
    id: 'white-space',
    finds: 'repeated, unusual or invisible spaces, and leading or trailing spaces',
    does: 'writes one space, and none at the ends',
    example: { before: ['Cuba Gooding  Jr. '], after: ['Cuba Gooding Jr.'] },
    attributes: ['title', ...NAMES],
    clean: eachValue((text) => (ODD_SPACE.test(text) ? text.replace(INVISIBLE, '').replace(/\s+/g, ' ').trim() : text)),
  },
  {
    id: 'synopsis-edge',
    finds: 'white space around a synopsis',
    does: 'removes it',
    example: { before: ['A lost film.\n\n'], after: ['A lost film.'] },
    attributes: ['extract'],
    clean: eachValue((text) => text.trim()),
  },
];

function withoutCss(text: string): string {
  let rest = text;
  for (let round = 0; round < MAX_CSS_ROUNDS && rest.includes('{'); round += 1) {
    const shorter = rest.replace(CSS_RULE, '').replace(EMPTY_CSS_RULE, '');
    if (shorter === rest) break;
    rest = shorter;
  }
  return rest;
}

function withoutMarkup(text: string): string {
  if (!/[<{]|\[\[|''/.test(text)) return text;
  return HIDDEN.reduce((rest, [begin, end]) => withoutParts(rest, begin, end), text)
    .replace(TAG, (tag) => (/^<(?:br|p|li|div)\b/i.test(tag) ? ' ' : ''))
    .replace(WIKI_LINK, '$1')
    .replace(WIKI_TEMPLATE, '')
    .replace(WIKI_QUOTES, '$1');
}

/**
 * Removes each part from a beginning to the next end. One expression for the whole part would look for the end again
 * from every beginning, so a text of many beginnings would take time that grows with the square of its length.
 */
function withoutParts(text: string, begin: RegExp, end: RegExp): string {
  let rest = '';
  let at = 0;
  for (;;) {
    begin.lastIndex = at;
    const start = begin.exec(text);
    end.lastIndex = begin.lastIndex;
    if (!start || !end.test(text)) return rest + text.slice(at);
    rest += text.slice(at, start.index);
    at = end.lastIndex;
  }
}
