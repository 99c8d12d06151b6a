import { alternativeTitlesOf, summariseFilm, type Film, type FilmSummary } from '../../../../domain/film.ts';
import { wikipediaUrl } from '../../../../domain/wikipedia-page.ts';
import type { PageHead, Picture } from './page-head.ts';
import { pathOfFilm, pathOfPerson } from './page-paths.ts';
import { shortened } from './shortened.ts';

/** Previews show about this many characters. */
const DESCRIPTION_LENGTH = 200;
/** The browser's tab shows at most this many characters of a film's title. */
const TITLE_LENGTH = 100;
const MAX_ACTORS = 20;
const MAX_OTHER_TITLES = 10;
const NAMED_IN_DESCRIPTION = 3;

/** The head of a film's page. */
export function filmHead({ id, attributes }: Film, origin: string): PageHead {
  const film = summariseFilm(id, attributes);
  const picture = pictureOf(film);
  const extract = typeof attributes.extract === 'string' ? attributes.extract.trim() : '';
  const description = shortened(extract || factsOf(film), DESCRIPTION_LENGTH);
  const path = pathOfFilm(id);
  const person = (name: string) => ({ '@type': 'Person', name, url: origin + pathOfPerson(name) });
  const otherTitles = alternativeTitlesOf(attributes).slice(0, MAX_OTHER_TITLES);
  return {
    title: `${film.title.slice(0, TITLE_LENGTH)} (${String(film.year)}) · Marquee`,
    description,
    path,
    type: 'video.movie',
    picture,
    data: {
      '@context': 'https://schema.org',
      '@type': 'Movie',
      name: film.title,
      url: origin + path,
      description,
      datePublished: String(film.year),
      ...(picture && { image: picture.url }),
      ...(film.directors.length > 0 && { director: film.directors.map(person) }),
      ...(film.cast.length > 0 && { actor: film.cast.slice(0, MAX_ACTORS).map(person) }),
      ...(film.genres.length > 0 && { genre: film.genres }),
      ...(otherTitles.length > 0 && { alternateName: otherTitles }),
      ...(typeof attributes.href === 'string' && { sameAs: wikipediaUrl(attributes.href) }),
    },
  };
}

/** The film's own picture, always with `https:`, because previews and browsers refuse pictures over plain HTTP. */
function pictureOf({ thumbnail, thumbnailWidth, thumbnailHeight }: FilmSummary): Picture | undefined {
  if (thumbnail === undefined || !URL.canParse(thumbnail)) return undefined;
  const url = new URL(thumbnail);
  if (!['http:', 'https:'].includes(url.protocol)) return undefined;
  url.protocol = 'https:';
  return { url: url.href, widthPx: thumbnailWidth, heightPx: thumbnailHeight };
}

/** What is known about a film without a synopsis: "A film of 1904. Directed by … With … Drama, Short." */
function factsOf({ year, directors, cast, genres }: FilmSummary): string {
  const names = (list: readonly string[]) => list.slice(0, NAMED_IN_DESCRIPTION).join(', ');
  return [
    `A film of ${String(year)}.`,
    ...(directors.length > 0 ? [`Directed by ${names(directors)}.`] : []),
    ...(cast.length > 0 ? [`With ${names(cast)}.`] : []),
    ...(genres.length > 0 ? [`${names(genres)}.`] : []),
  ].join(' ');
}
