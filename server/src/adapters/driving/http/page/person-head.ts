import type { PersonWithFilms } from '../../../../application/films/get-person.ts';
import type { PageHead } from './page-head.ts';
import { pathOfPerson } from './page-paths.ts';
import { shortened } from './shortened.ts';

const DESCRIPTION_LENGTH = 200;
const TITLE_LENGTH = 100;

/** The head of a person's page: how many films, and the newest of them. */
export function personHead({ name, total, firstYear, lastYear, roles }: PersonWithFilms, origin: string): PageHead {
  const path = pathOfPerson(name);
  const years = firstYear === lastYear ? String(firstYear) : `${String(firstYear)} to ${String(lastYear)}`;
  const films = new Map(Object.values(roles).flatMap(({ items }) => items.map((film) => [film.id, film] as const)));
  const newest = [...films.values()].sort((a, b) => b.year - a.year);
  const titles = newest.map((film) => `${film.title} (${String(film.year)})`).join(', ');
  return {
    title: `${name.slice(0, TITLE_LENGTH)} · Marquee`,
    description: shortened(
      `${String(total)} ${total === 1 ? 'film' : 'films'}, ${years}: ${titles}`,
      DESCRIPTION_LENGTH,
    ),
    path,
    type: 'profile',
    data: { '@context': 'https://schema.org', '@type': 'Person', name, url: origin + path },
  };
}
