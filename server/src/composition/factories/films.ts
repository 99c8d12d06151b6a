import { randomUUID } from 'node:crypto';
import type { FilmUseCases } from '../../adapters/driving/http/film-routes.ts';
import { CreateFilm } from '../../application/films/create-film.ts';
import { DeleteFilm } from '../../application/films/delete-film.ts';
import { GetFilm } from '../../application/films/get-film.ts';
import { PatchFilm } from '../../application/films/patch-film.ts';
import { ReplaceFilm } from '../../application/films/replace-film.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';
import type { SearchFeed } from '../../ports/search-feed.ts';

type FilmPorts = {
  readonly films: FilmRepository;
  readonly feed: SearchFeed;
  readonly keys: IdempotencyStore;
  readonly clock: Clock;
};

export function composeFilms({ films, feed, keys, clock }: FilmPorts): FilmUseCases {
  return {
    getFilm: new GetFilm(films),
    createFilm: new CreateFilm({ films, feed, keys, clock, newHolder: randomUUID }),
    replaceFilm: new ReplaceFilm(films, feed),
    patchFilm: new PatchFilm(films, feed),
    deleteFilm: new DeleteFilm(films, feed),
  };
}
