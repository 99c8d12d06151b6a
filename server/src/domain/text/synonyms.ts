/** For each stem the stems that may stand for it, the nearest first, and how much each counts: above 0, and up to 1. */
export type Synonyms = ReadonlyMap<string, readonly { readonly stem: string; readonly weight: number }[]>;

export const NO_SYNONYMS: Synonyms = new Map();

/**
 * Reads a table of synonyms: on each line a stem, a tab, and neighbours with their cosines, such as
 * "kidnap	abduct:0.79 hostag:0.66". Lines that begin with # and empty lines are left out. A later line for a stem
 * replaces an earlier one.
 *
 * @throws Error that names the line
 */
export function readSynonyms(table: string): Synonyms {
  const synonyms = new Map<string, { stem: string; weight: number }[]>();
  for (const [i, line] of table.split(/\r?\n/).entries()) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const { stem, neighbours } = LINE.exec(line)?.groups ?? {};
    if (stem === undefined || neighbours === undefined)
      throw new Error(`line ${String(i + 1)} is not "stem<tab>stem:0.75 ..."`);
    synonyms.set(
      stem,
      neighbours.split(' ').map((neighbour) => {
        const [other = '', cosine] = neighbour.split(':');
        return { stem: other, weight: Number(cosine) };
      }),
    );
  }
  return synonyms;
}

const LINE =
  /^(?<stem>[^\t ]+)\t(?<neighbours>[^\t :]+:(?:0\.0*[1-9]\d*|1(?:\.0+)?)(?: [^\t :]+:(?:0\.0*[1-9]\d*|1(?:\.0+)?))*)$/;
