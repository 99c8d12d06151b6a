/** The part of package-lock.json that the check reads. */
export type LockFile = {
  readonly packages: Readonly<
    Record<string, { readonly license?: unknown; readonly dev?: boolean; readonly link?: boolean }>
  >;
};

/**
 * Licences, and where packages under them may be used. `anywhere`: also in what users of Marquee get, the functions, the
 * page and the npm package. `tools`: only in what builds, tests and deploys Marquee.
 */
const LICENCES: Readonly<Record<string, 'anywhere' | 'tools'>> = {
  MIT: 'anywhere',
  ISC: 'anywhere',
  'Apache-2.0': 'anywhere',
  'BSD-2-Clause': 'anywhere',
  'BSD-3-Clause': 'anywhere',
  '0BSD': 'anywhere',
  'BlueOak-1.0.0': 'anywhere',
  // lightningcss, axe-core and CDKTF: whoever passes on a changed file must publish it. We change none, and pass none on.
  'MPL-2.0': 'tools',
  // caniuse-lite: data, whose source must be named.
  'CC-BY-4.0': 'tools',
  'Python-2.0': 'tools',
  'CC0-1.0': 'tools',
  'Public Domain': 'tools',
  // npm's own dependencies in the tools of a release.
  'CC-BY-3.0': 'tools',
  'Artistic-2.0': 'tools',
};

/** Packages whose lock entry has no licence, because they name it in an old form. Read in their package.json. */
const NAMED_OTHERWISE: Readonly<Record<string, string>> = { 'qrcode-terminal': 'Apache-2.0' };

/**
 * @param isTools whether nothing of this lock file is shipped
 * @returns one line for each package whose licence is unknown or not allowed at its place
 */
export function licenceFaults({ packages }: LockFile, isTools: boolean): string[] {
  return Object.entries(packages).flatMap(([path, { license: stated, dev = false, link = false }]) => {
    const name = path.replace(/^.*node_modules\//, '');
    const license = stated ?? NAMED_OTHERWISE[name];
    // A link leads to a workspace, which is in the list too.
    if (link) return [];
    if (typeof license !== 'string') return [`${name}: has no licence`];
    // (MIT OR CC0-1.0): whoever uses the package chooses. With AND, both would hold, and the whole text is unknown.
    const choices = license.replace(/^\((.*)\)$/, '$1').split(' OR ');
    const uses = choices.flatMap((choice) => (Object.hasOwn(LICENCES, choice) ? [LICENCES[choice]] : []));
    if (uses.length === 0) return [`${name}: ${license} is not among the licences that are allowed`];
    if (uses.includes('anywhere') || isTools || dev) return [];
    return [`${name}: ${license} is allowed only for tools, and this package is shipped`];
  });
}
