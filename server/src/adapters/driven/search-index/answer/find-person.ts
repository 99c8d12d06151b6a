import { PERSON_FIELDS, type Person } from '../../../../domain/film-query.ts';
import { personKey } from '../../../../domain/text/keys.ts';
import { recordOf } from '../columns/fields.ts';
import type { Segment } from '../store/segment.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** See {@link FilmSearch.findPerson}. Segments have no film in common, so their counts add up. */
export function findPerson(segments: readonly Segment[], text: string): Person | undefined {
  const key = personKey(text);
  const films = recordOf(PERSON_FIELDS, () => 0);
  const spellings = new Map<string, number>();
  for (const { names, live } of segments) {
    for (const field of PERSON_FIELDS) {
      const people = names[field];
      const person = people.find(key);
      if (person < 0) continue;
      films[field] += people.countIn(person, live);
      const end = people.endOf(person);
      for (let spelling = person; spelling < end; spelling += 1) {
        const written = people.texts.at(spelling);
        spellings.set(written, (spellings.get(written) ?? 0) + people.films.countIn(spelling, live));
      }
    }
  }
  const [most] = [...spellings].sort(([a, inA], [b, inB]) => inB - inA || byCodeUnit(a, b));
  // A person whose films were all deleted is still in the snapshot.
  return most && most[1] > 0 ? { name: most[0], films } : undefined;
}
