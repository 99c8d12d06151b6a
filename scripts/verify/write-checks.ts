import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from './check.ts';
import { problemOf } from './error-checks.ts';
import { expectThat, Skipped, Unexpected } from './expect.ts';
import { needScope } from './scopes.ts';
import { filmsIn } from './listed-films.ts';
import { jsonOf, type Answer, type Marquee } from './marquee.ts';

const INVALID = { title: 'Written by the verification' };

/**
 * Writes that must be refused. Each body lacks the year, so that a Marquee that does not refuse them creates nothing.
 */
export const REFUSED_WRITE_CHECKS: readonly Check[] = [
  {
    name: 'a write without a token is refused',
    expected: '401 that asks for a bearer token; 403 if nobody may write there',
    async run(marquee) {
      return refusalOf(await marquee.ask('/v1/films', { method: 'POST', body: INVALID }));
    },
  },
  {
    name: 'a write with an invalid token is refused',
    expected: '401 that asks for a bearer token; 403 if nobody may write there',
    async run(marquee) {
      const headers = { authorization: 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.' };
      return refusalOf(await marquee.ask('/v1/films', { method: 'POST', body: INVALID, headers }));
    },
  },
];

function refusalOf(answer: Answer): string {
  if (isRefusedToAll(answer)) return `403 ${problemOf(answer, 403).code}, because nobody may write there`;
  expectThat(answer.status === 401, `status ${String(answer.status)}`);
  const challenge = answer.headers.get('www-authenticate') ?? 'absent';
  // API Gateway's authorizer answers in place of Marquee, and an emulated one may send no challenge.
  const isOwn = answer.headers.get('content-type')?.startsWith('application/problem+json') === true;
  expectThat(!isOwn || challenge.startsWith('Bearer'), `401, but WWW-Authenticate is ${challenge}`);
  return `401, WWW-Authenticate: ${challenge}`;
}

/** Whether this Marquee has no issuer whose tokens may write. */
function isRefusedToAll({ status, text }: Answer): boolean {
  return status === 403 && text.includes('"writes-refused"');
}

/** Creates a film, changes it in every way and deletes it. Each check needs those before it. */
export class FilmWriting {
  readonly #id = `marquee-verification-${randomUUID().slice(0, 8)}`;
  readonly #film = { id: this.#id, title: `Verification ${this.#id.slice(-8)}`, year: 1901, genres: ['Verification'] };
  readonly #path = `/v1/films/${this.#id}`;
  #isRefusedToAll = false;
  #mayExist = false;
  #etag = '';

  readonly checks: readonly Check[] = [
    {
      name: 'an invalid film is refused',
      expected: '422 with application/problem+json that points to the year',
      run: (marquee) => this.#refuseInvalid(marquee),
    },
    {
      name: 'create a film',
      expected: '201 with Location and ETag; the same again for the same Idempotency-Key',
      run: (marquee) => this.#create(marquee),
    },
    {
      name: 'search finds the new film',
      expected: 'within seconds',
      run: (marquee) => this.#searchUntil(marquee, true),
    },
    {
      name: 'a change without the version, or with an old one, is refused',
      expected: '428 without If-Match, 412 with an old ETag',
      run: (marquee) => this.#refuseVersions(marquee),
    },
    {
      name: 'change a film (PATCH)',
      expected: '200 with a new ETag, and only the named field has changed',
      run: (marquee) => this.#change(marquee, 'PATCH', { genres: ['Drama'] }),
    },
    {
      name: 'replace a film (PUT)',
      expected: '200 with a new ETag, and the film is as sent',
      run: (marquee) => this.#change(marquee, 'PUT', { ...this.#film, genres: ['Comedy'] }),
    },
    {
      name: 'delete a film',
      expected: '204, then 404',
      run: (marquee) => this.#delete(marquee),
    },
    {
      name: 'search no longer finds the deleted film',
      expected: 'within seconds',
      run: (marquee) => this.#searchUntil(marquee, false),
    },
  ];

  /**
   * Deletes the film if it may still exist, for example because a check failed.
   *
   * @returns what is left behind; `undefined` if nothing is
   */
  async cleanUp(marquee: Marquee): Promise<string | undefined> {
    if (!this.#mayExist) return undefined;
    let seen = '';
    for (let attempt = 1; attempt <= 3; attempt += 1) {
      if (attempt > 1) await delay(1_000);
      // Without the signal of the run, which may be what ended the checks.
      const answer = await marquee
        .write('DELETE', this.#path, { headers: { 'if-match': '*' } }, AbortSignal.timeout(15_000))
        .catch((error: unknown) => error as Error);
      if (!(answer instanceof Error) && [204, 404].includes(answer.status)) return undefined;
      seen = answer instanceof Error ? answer.message : `status ${String(answer.status)}`;
    }
    return `the film ${this.#id}, which could not be deleted (${seen})`;
  }

  async #refuseInvalid(marquee: Marquee): Promise<string> {
    needScope(marquee, 'films:write');
    const answer = await marquee.write('POST', '/v1/films', { body: INVALID });
    this.#isRefusedToAll = isRefusedToAll(answer);
    if (this.#isRefusedToAll) throw new Skipped('nobody may write there');
    const { code, errors } = problemOf(answer, 422);
    const pointers = ((errors ?? []) as { pointer?: string }[]).map(({ pointer }) => pointer);
    expectThat(pointers.includes('/year'), `${code}, which does not point to /year`);
    return `${code}, ${pointers.join(', ')}`;
  }

  async #create(marquee: Marquee): Promise<string> {
    this.#needWrites(marquee);
    this.#mayExist = true;
    const create = { body: this.#film, headers: { 'idempotency-key': `"${this.#id}"` } };
    const first = await marquee.write('POST', '/v1/films', create);
    jsonOf(first, 201);
    const [location, etag] = [first.headers.get('location') ?? '', first.headers.get('etag')];
    expectThat(location.endsWith(this.#path), `201, but Location is “${location}”`);
    expectThat(etag !== null, '201, but there is no ETag');
    const again = await marquee.write('POST', '/v1/films', create);
    expectThat(again.status === 201 && again.text === first.text, `repeated: status ${String(again.status)}`);
    this.#etag = etag;
    return `201, ${location}, ETag ${etag}, twice`;
  }

  async #searchUntil(marquee: Marquee, isFound: boolean): Promise<string> {
    this.#needFilm(marquee);
    const startedMs = performance.now();
    return marquee.eventually(async () => {
      const result = await marquee.get(`/v1/films?q=${encodeURIComponent(this.#film.title)}`);
      const after = `after ${String(Math.round(performance.now() - startedMs))} ms`;
      expectThat(filmsIn(result).some(({ id }) => id === this.#id) === isFound, `not ${after}`);
      return after;
    });
  }

  async #refuseVersions(marquee: Marquee): Promise<string> {
    this.#needFilm(marquee);
    const body = { genres: ['Never'] };
    const without = problemOf(await marquee.write('PATCH', this.#path, { body }), 428);
    const old = problemOf(await marquee.write('PATCH', this.#path, { body, headers: { 'if-match': '"0"' } }), 412);
    return `${without.code}, ${old.code}`;
  }

  async #change(marquee: Marquee, method: string, body: Readonly<Record<string, unknown>>): Promise<string> {
    this.#needFilm(marquee);
    const answer = await marquee.write(method, this.#path, { body, headers: { 'if-match': this.#etag } });
    jsonOf(answer, 200);
    const etag = answer.headers.get('etag');
    expectThat(etag !== null && etag !== this.#etag, `200, but the ETag is ${etag ?? 'absent'}`);
    this.#etag = etag;
    const film = jsonOf(await marquee.askPastCaches(this.#path), 200);
    const isAsSent =
      JSON.stringify(film['genres']) === JSON.stringify(body['genres']) && film['year'] === this.#film.year;
    expectThat(isAsSent, `the film is then ${JSON.stringify(film)}`);
    return `200, ETag ${etag}`;
  }

  async #delete(marquee: Marquee): Promise<string> {
    this.#needFilm(marquee);
    const deleted = await marquee.write('DELETE', this.#path, { headers: { 'if-match': this.#etag } });
    expectThat(deleted.status === 204, `status ${String(deleted.status)}`);
    const { code } = problemOf(await marquee.askPastCaches(this.#path), 404);
    this.#mayExist = false;
    return `204, then 404 ${code}`;
  }

  #needWrites(marquee: Marquee): void {
    needScope(marquee, 'films:write');
    if (this.#isRefusedToAll) throw new Skipped('nobody may write there');
  }

  #needFilm(marquee: Marquee): void {
    this.#needWrites(marquee);
    if (this.#etag === '') throw new Unexpected('not checked, because the film was not created');
  }
}
