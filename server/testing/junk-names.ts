/**
 * Kinds of junk among the names of people and genres. They share no code with the import's rules, so that mistakes in
 * the rules show. If several kinds fit a name, the first of them counts.
 */
const KINDS: readonly (readonly [kind: string, isJunk: (name: string) => boolean])[] = [
  ['no letter', (name) => !/\p{L}/u.test(name)],
  ['HTML entity', (name) => /&#?\w+;/.test(name)],
  ['bracket or markup', (name) => /[()[\]{}<>|=\\]|''/.test(name)],
  ['quote without its partner', (name) => (name.match(/"/g) ?? []).length % 2 === 1],
  ['role or award', (name) => /\b(?:nominee|uncredited)\b|^best (?:supporting )?act|^academy award/i.test(name)],
  ['only a role', (name) => /^(?:director|writer|screenwriter|producer|screenplay|cast|narrator)s?$/i.test(name)],
  ['heading', (name) => /[:;,]$|^dir\.:/i.test(name) || /(?:^| )(?:of|by|with|at|from|for|in|the)$/i.test(name)],
  ['joining word in front', (name) => /^(?:and|with|&|\.|,) /.test(name)],
  ['lower case only', (name) => /^[\p{Ll}\s'’-]+$/u.test(name)],
  ['suffix without a name', (name) => /^(?:jr|sr|ii|iii)\.?$/i.test(name)],
  ['more than 7 words', (name) => name.split(/\s+/).length > 7],
  ['odd space', (name) => /^\s|\s$|\s\s|[^\S ]/.test(name)],
];

/** The kind of junk that a name is; `undefined` if it looks like a name. */
export function junkKind(name: string): string | undefined {
  return KINDS.find(([, isJunk]) => isJunk(name))?.[0];
}
