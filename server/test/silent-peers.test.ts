import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { S3Client } from '@aws-sdk/client-s3';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { sendSigned } from '../src/adapters/driven/aws/signed-request.ts';
import { CloudWatchMetrics } from '../src/adapters/driven/cloudwatch/cloudwatch-metrics.ts';
import { DynamoCachePurger } from '../src/adapters/driven/dynamodb/cache-purger.ts';
import { DynamoCacheStore } from '../src/adapters/driven/dynamodb/cache-store.ts';
import { DynamoCataloguePointer } from '../src/adapters/driven/dynamodb/catalogue-pointer.ts';
import {
  createDocumentClient,
  createDynamoClient,
  reopenWhenRefused,
  withoutRetries,
  withTimeouts,
} from '../src/adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoFilmImportStore } from '../src/adapters/driven/dynamodb/film-import-store.ts';
import { DynamoFilmRepository } from '../src/adapters/driven/dynamodb/film-repository.ts';
import { DynamoIdempotencyStore } from '../src/adapters/driven/dynamodb/idempotency-store.ts';
import { DynamoImportReports } from '../src/adapters/driven/dynamodb/import-reports.ts';
import { DynamoCacheLease } from '../src/adapters/driven/dynamodb/lease.ts';
import { DynamoSearchesWithoutResults } from '../src/adapters/driven/dynamodb/searches-without-results.ts';
import { SignedCatalogue } from '../src/adapters/driven/dynamodb/signed-catalogue.ts';
import { CACHE_TABLE } from '../src/adapters/driven/dynamodb/tables.ts';
import { PromptImportSource } from '../src/adapters/driven/import-sources/prompt-import-source.ts';
import { S3ImportSource } from '../src/adapters/driven/import-sources/s3-import-source.ts';
import { UrlImportSource } from '../src/adapters/driven/import-sources/url-import-source.ts';
import { IssuerKeys } from '../src/adapters/driven/oidc/issuer-keys.ts';
import { readObject } from '../src/adapters/driven/s3/read-object.ts';
import { S3ExportTarget } from '../src/adapters/driven/s3/s3-export-target.ts';
import { S3SearchSnapshotStore } from '../src/adapters/driven/s3/search-snapshot-store.ts';
import { SqsInvalidation } from '../src/adapters/driven/sqs/sqs-invalidation.ts';
import { SqsPurgeQueue } from '../src/adapters/driven/sqs/sqs-purge-queue.ts';
import { SsmSecretSource } from '../src/adapters/driven/ssm/ssm-secret-source.ts';
import { FixedSecretSource } from '../src/adapters/driven/system/fixed-secret-source.ts';
import { SystemClock } from '../src/adapters/driven/system/system-clock.ts';
import { clientLimits, type ClientTimeouts } from '../src/adapters/driven/timeouts.ts';
import { TmdbMovieProvider } from '../src/adapters/driven/tmdb/movie-provider.ts';
import { OmdbMovieProvider } from '../src/adapters/driven/omdb/movie-provider.ts';
import { PROVIDER_POLICIES } from '../src/adapters/driven/provider-http/policy-settings.ts';
import { isMarqueeError } from '../src/domain/errors.ts';
import type { CacheKey } from '../src/domain/movie-request.ts';
import type { ImportSource } from '../src/ports/import-source.ts';
import { localAws } from '../testing/builders/local-aws.ts';
import {
  startFullPeer,
  startMutePeer,
  startStallingPeer,
  startTricklingPeer,
} from '../testing/builders/silent-peers.ts';
import { RecordingObserver } from '../testing/recording-observer.ts';

/** A short limit, so that the test is short. */
const MS = 150;
/** A call that takes longer than this counts as hanging. */
const PATIENCE_MS = 60_000;
/** A limit that is never reached. */
const UNLIMITED_MS = 10 * PATIENCE_MS;
/**
 * Only limits that the peer of the test can reach are short. If others were short too, one of them could be reached first
 * on a busy machine.
 */
const UNTIL_HEADERS: ClientTimeouts = { connectMs: MS, attemptMs: MS, stallMs: 0, attempts: 2 };
const UNTIL_STALLED: ClientTimeouts = { connectMs: UNLIMITED_MS, attemptMs: UNLIMITED_MS, stallMs: MS, attempts: 2 };
let limits = UNTIL_HEADERS;

const ADAPTERS = join(import.meta.dirname, '../src/adapters');
const KEYS = { accessKeyId: 'local', secretAccessKey: 'local' };
const ACCESS = { ...KEYS, region: 'local', sessionToken: undefined };
const KEY: CacheKey = { entry: 'k', group: 'g' };
const PURGE = { scope: { kind: 'all' }, requestedAtMs: 1 } as const;
const REPORT = { location: 'films.json', finishedAtMs: 1, tookMs: 1, counts: {}, cleaned: {} };
const FILM = { title: 'Jaws', year: 1975 };
const SEARCH = { operation: 'search', query: 'jaws', page: 1, language: 'en', includeAdult: false } as const;
const DETAILS = { operation: 'details', id: 1, language: 'en', includeAdult: false } as const;

type Calls = Readonly<Record<string, (url: string) => Promise<unknown>>>;

const clock = new SystemClock();
const documents = (url: string) => createDocumentClient(createDynamoClient(url, limits));
const films = (url: string) => new DynamoFilmRepository(documents(url), 't', clock, randomUUID);
const pointer = (url: string) => new DynamoCataloguePointer(documents(url), 't', 'f');
const imports = (url: string) =>
  new DynamoFilmImportStore(documents(url), 't', clock, new RecordingObserver(), randomUUID);
const purger = (url: string) => new DynamoCachePurger(documents(url), 't', clock);
const keys = (url: string) => new DynamoIdempotencyStore(documents(url), 't');
const NAMED = { client: 'somebody', key: 'once' };
const searches = (url: string) => new DynamoSearchesWithoutResults(documents(url), 't', MS);
const lease = (url: string) => new DynamoCacheLease(documents(url), 't', MS);
const signed = (url: string) => new SignedCatalogue(ACCESS, url, 't', 'f', MS);
const s3 = (url: string, ownLimits = limits) =>
  new S3Client({ endpoint: url, region: 'local', credentials: KEYS, forcePathStyle: true, ...clientLimits(ownLimits) });
const purges = (url: string) => new SqsPurgeQueue(`${url}/queue`, { ...localAws(url), ...clientLimits(limits) });
const metrics = (url: string) =>
  new CloudWatchMetrics({ access: ACCESS, endpoint: url, environment: 'test', routes: [], days: 1 }, clock);
const snapshots = (url: string) => new S3SearchSnapshotStore(s3(url), 'bucket', '');
const cache = (url: string) => {
  const client = createDynamoClient(url, limits);
  return new DynamoCacheStore(createDocumentClient(client), createDocumentClient(withoutRetries(client)), 't', MS);
};
const movies = (Provider: typeof TmdbMovieProvider | typeof OmdbMovieProvider, url: string) =>
  new Provider(
    { url, imageUrl: url, callsPerSecond: 100, policies: { ...PROVIDER_POLICIES, tryTimeoutMs: MS, backoffMs: 1 } },
    { secret: new FixedSecretSource('a-key'), clock, random: () => 0.5, observer: new RecordingObserver() },
  );

async function drain(iterable: AsyncIterable<unknown>): Promise<void> {
  for await (const _part of iterable);
}

async function readAll(source: ImportSource, location: string): Promise<void> {
  await drain((await new PromptImportSource(source, clock, MS).open(location)).chunks);
}

/** Every call that leaves this process. The keys are the files of `adapters` that make the calls. */
const CALLS: Readonly<Record<string, Calls>> = {
  'driven/dynamodb/film-repository.ts': {
    get: (url) => films(url).get('id'),
    create: (url) => films(url).create('id', FILM),
    replace: (url) => films(url).replace('id', FILM, 1),
    delete: (url) => films(url).delete('id', 'any'),
    changesSince: (url) => films(url).changesSince(0),
    forgetChange: (url) => films(url).forgetChange({ id: 'id', version: 1, changedAtMs: 1, attributes: FILM }),
    scan: (url) => drain(films(url).scan()),
  },
  'driven/dynamodb/film-import-store.ts': {
    read: (url) => imports(url).read(['id']),
    create: (url) => imports(url).create({ id: 'id', attributes: FILM, identity: 1, rowHashes: [] }, 'bulk'),
    replace: (url) =>
      imports(url).replace({ id: 'id', attributes: FILM, identity: 1, rowHashes: [] }, { version: 1 }, 'bulk'),
    restore: (url) => imports(url).restore('id', { version: 1 }, 'bulk'),
    ids: (url) => drain(imports(url).ids()),
  },
  'driven/dynamodb/catalogue-pointer.ts': {
    read: (url) => pointer(url).read(),
    advance: (url) => pointer(url).advance(),
    openImport: (url) => pointer(url).openImport('i', 1),
    closeImports: (url) => pointer(url).closeImports(['i']),
    publish: (url) =>
      pointer(url).publish({ name: 'n', format: 'f', generation: 1, watermarkMs: 1, publishedAtMs: 1 }, undefined),
    dropFormats: (url) =>
      pointer(url).dropFormats([{ name: 'n', format: 'other', generation: 1, watermarkMs: 1, publishedAtMs: 1 }]),
  },
  'local/dynamodb/create-missing-table.ts': {
    createMissingTable: (url) => createMissingTable(createDynamoClient(url, limits), 'table', CACHE_TABLE),
  },
  'driven/dynamodb/client.ts': {
    'a client with other timeouts': (url) => {
      const client = withTimeouts(createDynamoClient(url), limits);
      return new DynamoCataloguePointer(createDocumentClient(client), 't', 'f').read();
    },
    'a client that may be reopened': (url) => {
      const client = createDynamoClient(url, limits);
      reopenWhenRefused(client, () => Promise.reject(new Error('must not be reopened')));
      return new DynamoCataloguePointer(createDocumentClient(client), 't', 'f').read();
    },
  },
  'driven/dynamodb/cache-store.ts': {
    read: (url) => cache(url).read(KEY, 1),
    readGeneration: (url) => cache(url).readGeneration(),
    put: (url) => cache(url).put(KEY, { outcome: 'found', storedAtMs: 1, payload: '{}' }, 2),
  },
  'driven/dynamodb/cache-purger.ts': {
    declarePurged: (url) => purger(url).declarePurged(1, 1),
    advanceGeneration: (url) => purger(url).advanceGeneration(),
    'deleteSome of all': (url) => purger(url).deleteSome(PURGE, 1),
    'deleteSome of a query': (url) => purger(url).deleteSome({ ...PURGE, scope: { kind: 'group', group: 'jaws' } }, 1),
  },
  'driven/dynamodb/idempotency-store.ts': {
    claim: (url) => keys(url).claim(NAMED, { body: '{}', holder: 'a', id: 'x' }, 1),
    tryId: (url) => keys(url).tryId(NAMED, 'a', 'x'),
    complete: (url) => keys(url).complete(NAMED, 'a', { id: 'x', version: 1 }),
    release: (url) => keys(url).release(NAMED, 'a', false),
    forget: (url) => keys(url).release(NAMED, 'a', true),
  },
  'driven/dynamodb/lease.ts': {
    acquire: (url) => lease(url).acquire(KEY, 'owner', 1, 1),
    look: (url) => lease(url).look(KEY),
    release: (url) => lease(url).release(KEY, 'owner'),
  },
  'driven/dynamodb/signed-catalogue.ts': {
    read: (url) => signed(url).read(),
    changesSince: (url) => signed(url).changesSince(0),
  },
  'driven/aws/signed-request.ts': {
    sendSigned: (url) => sendSigned(ACCESS, { service: 's3', method: 'GET', url: new URL(url), timeoutMs: MS }),
  },
  'driven/cloudwatch/cloudwatch-metrics.ts': {
    read: (url) => metrics(url).read(),
  },
  'driven/dynamodb/import-reports.ts': {
    add: (url) => new DynamoImportReports(documents(url), 't').add(REPORT),
    recent: (url) => new DynamoImportReports(documents(url), 't').recent(),
  },
  'driven/dynamodb/searches-without-results.ts': {
    add: (url) => searches(url).add('text', 1),
    list: (url) => searches(url).list(1),
  },
  'driven/s3/s3-export-target.ts': {
    write: (url) => new S3ExportTarget(s3(url), 'bucket', '').write('name', Readable.from([new Uint8Array(8)])),
  },
  'driven/s3/read-object.ts': {
    readObject: (url) => readObject(ACCESS, { bucket: 'bucket', key: 'key', endpoint: url }, MS),
  },
  'driven/s3/search-snapshot-store.ts': {
    get: (url) => snapshots(url).get('name'),
    put: (url) => snapshots(url).put('name', new Uint8Array(8)),
    list: (url) => snapshots(url).list(),
    remove: (url) => snapshots(url).remove('name'),
  },
  'driven/import-sources/s3-import-source.ts': {
    'open and read': (url) => readAll(new S3ImportSource(s3(url, { ...limits, stallMs: 0 })), 's3://bucket/key'),
  },
  'driven/import-sources/url-import-source.ts': {
    'open and read': (url) => readAll(new UrlImportSource(), url),
  },
  'driven/sqs/sqs-invalidation.ts': {
    request: (url) => new SqsInvalidation(`${url}/queue`, localAws(url), MS).request(PURGE),
  },
  'driven/sqs/sqs-purge-queue.ts': {
    receive: (url) => purges(url).receive(new AbortController().signal),
    remove: (url) => purges(url).remove({ id: 'id', body: '{}', receipt: 'r' }),
  },
  'driven/ssm/ssm-secret-source.ts': {
    read: (url) => new SsmSecretSource('name', clock, localAws(url), MS).read(),
    readAfterRefusal: (url) => new SsmSecretSource('name', clock, localAws(url), MS).readAfterRefusal('old'),
  },
  'driven/oidc/issuer-keys.ts': {
    find: (url) =>
      new IssuerKeys({ issuer: url }, clock, new RecordingObserver(), MS).find(
        { alg: 'RS256', kid: '1' },
        { payload: '', signature: '' },
      ),
  },
  // Both adapters of movie providers open their connections by this file.
  'driven/provider-http/json-http-client.ts': {
    'search TMDB': (url) => movies(TmdbMovieProvider, url).search(SEARCH, new AbortController().signal),
    'get a movie of TMDB': (url) => movies(TmdbMovieProvider, url).details(DETAILS, new AbortController().signal),
    'search OMDb': (url) => movies(OmdbMovieProvider, url).search(SEARCH, new AbortController().signal),
    'get a movie of OMDb': (url) => movies(OmdbMovieProvider, url).details(DETAILS, new AbortController().signal),
  },
};

describe.each([
  ['accepts the connection and never answers', startMutePeer, UNTIL_HEADERS],
  ['sends headers and half a body, then stalls', startStallingPeer, UNTIL_STALLED],
])('when a peer %s', (_name, startPeer, itsLimits) => {
  beforeAll(() => {
    limits = itsLimits;
  });

  test('every call to it is rejected with a MarqueeError', async () => {
    const peer = await startPeer();
    try {
      const cases = Object.entries(CALLS).flatMap(([file, calls]) =>
        Object.entries(calls).map(async ([name, call]) => [`${file} ${name}`, await outcomeOf(call(peer.url))]),
      );
      const outcomes = Object.fromEntries(await Promise.all(cases)) as Record<string, string>;
      expect(outcomes).toEqual(Object.fromEntries(Object.keys(outcomes).map((name) => [name, 'rejected'])));
    } finally {
      await peer.close();
    }
  });

  test('a write of hits that gets no answer is abandoned, and no hit is counted twice', async () => {
    const peer = await startPeer();
    try {
      const hit = cache(peer.url).addHits(KEY, 1, 1);
      expect(await withPatience(hit.then(({ type }) => type))).toBe('unknown');
    } finally {
      await peer.close();
    }
  });
});

describe('each limit of a client works without the other limits', () => {
  test.each([
    ['connectMs', 'the connection is not accepted', startFullPeer],
    ['attemptMs', 'no headers arrive', startMutePeer],
    ['stallMs', 'the body stalls', startStallingPeer],
  ] as const)('%s ends a request when %s', async (limit, _phase, startPeer) => {
    const peer = await startPeer();
    const alone = { connectMs: UNLIMITED_MS, attemptMs: UNLIMITED_MS, stallMs: 0, attempts: 1, [limit]: MS };
    const dynamo = createDynamoClient(peer.url, alone);
    const bucket = s3(peer.url, alone);
    try {
      const table = new DynamoCataloguePointer(createDocumentClient(dynamo), 't', 'f').read();
      const object = new S3SearchSnapshotStore(bucket, 'bucket', '').get('name');
      expect(await Promise.all([outcomeOf(table), outcomeOf(object)])).toEqual(['rejected', 'rejected']);
    } finally {
      dynamo.destroy();
      bucket.destroy();
      await peer.close();
    }
  });
});

test('abandons a DynamoDB response that trickles in without a pause', async () => {
  const peer = await startTricklingPeer();
  const client = createDynamoClient(peer.url, { connectMs: UNLIMITED_MS, attemptMs: MS, stallMs: MS, attempts: 2 });
  try {
    expect(await outcomeOf(new DynamoCataloguePointer(createDocumentClient(client), 't', 'f').read())).toBe('rejected');
  } finally {
    client.destroy();
    await peer.close();
  }
});

async function outcomeOf(call: Promise<unknown>): Promise<string> {
  return withPatience(
    call.then(
      () => 'answered',
      (error: unknown) => (isMarqueeError(error) && error.kind.startsWith('upstream-') ? 'rejected' : String(error)),
    ),
  );
}

/** @returns the result of the call, or `hangs` when it takes too long */
async function withPatience(call: Promise<string>): Promise<string> {
  const patience = new AbortController();
  const waiting = delay(PATIENCE_MS, 'hangs', { signal: patience.signal });
  try {
    return await Promise.race([call, waiting]);
  } finally {
    patience.abort();
    waiting.catch(() => undefined);
  }
}

test('the list of calls contains every adapter that opens connections', async () => {
  const opens = /\.send\(|\bfetch\(|sendSigned\(|axios\.create|\bhttps?\.request|new \w+Client\(/;
  const others = [
    // These two files call a process on this machine, and wait for at most 2 s.
    'local/dynamodb/embedded-store.ts',
    'local/oidc/development-probe.ts',
    // These files are called only by adapters that are on the list.
    'driven/dynamodb/marked-writes.ts',
    'driven/dynamodb/scan-table.ts',
    // These files open their connections by json-http-client.ts, which is on the list.
    'driven/omdb/http-client.ts',
    'driven/omdb/movie-provider.ts',
    'driven/tmdb/http-client.ts',
    'driven/tmdb/movie-provider.ts',
    // These files send datagrams (UDP), which nobody answers.
    'driven/telemetry/lambda-telemetry.ts',
    'driven/telemetry/xray-trace.ts',
    // This file only sends a message to a process that it has started itself.
    'local/aws/call-bundle.ts',
  ];
  const files = (await readdir(ADAPTERS, { recursive: true })).filter((file) => /(?<!\.test|\.d)\.ts$/.test(file));
  expect(files).toEqual(expect.arrayContaining([...others, ...Object.keys(CALLS)]));
  for (const file of files) {
    if (others.includes(file) || file in CALLS) continue;
    const source = await readFile(join(ADAPTERS, file), 'utf8');
    expect({ file, opensConnections: opens.test(source) }).toEqual({ file, opensConnections: false });
  }
});
