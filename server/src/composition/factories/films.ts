import { randomUUID } from 'node:crypto';
import type { FilmUseCases } from '../../adapters/driving/http/film-routes.ts';
import { CreateFilm } from '../../application/films/create-film.ts';
import { DeleteFilm } from '../../application/films/delete-film.ts';
import { GetFilm } from '../../application/films/get-film.ts';
import { PatchFilm } from '../../application/films/patch-film.ts';
import { ReplaceFilm } from '../../application/films/replace-film.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import type { FilmSearch } from '../../ports/film-search.ts';
import type { IdempotencyStore } from '../../ports/idempotency-store.ts';

type FilmPorts = {
  readonly films: FilmRepository;
  readonly search: FilmSearch;
  readonly keys: IdempotencyStore;
  readonly clock: Clock;
};

export function composeFilms({ films, search, keys, clock }: FilmPorts): FilmUseCases {
  return {
    getFilm: new GetFilm(films),
    createFilm: new CreateFilm({ films, search, keys, clock, newHolder: randomUUID }),
    replaceFilm: new ReplaceFilm(films, search),
    patchFilm: new PatchFilm(films, search),
    deleteFilm: new DeleteFilm(films, search),
  };
}
