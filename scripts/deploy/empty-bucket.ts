// Deletes every version and every delete marker of a bucket, a thousand at a time, with the AWS CLI. A bucket that does
// not exist counts as empty.
//
//   node scripts/deploy/empty-bucket.ts BUCKET ACCOUNT     fails if the bucket belongs to another account
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

type Page = { readonly Versions?: readonly Entry[]; readonly DeleteMarkers?: readonly Entry[] };
type Entry = { readonly Key: string; readonly VersionId: string };
type Deleted = { readonly Errors?: readonly { readonly Key: string; readonly Message: string }[] };

const [bucket = '', account = ''] = process.argv.slice(2);
const OWNED = ['--bucket', bucket, '--expected-bucket-owner', account];
let deleted = 0;
for (let page = nextPage(); page.length > 0; page = nextPage()) {
  deleteAll(page);
  deleted += page.length;
}
process.stdout.write(`${bucket} is empty: ${String(deleted)} versions and delete markers deleted\n`);

/** Always reads the first page of the list, because the entries of the previous page have been deleted. */
function nextPage(): Entry[] {
  const list = ['s3api', 'list-object-versions', ...OWNED, '--no-paginate', '--max-keys', '1000'];
  const { status, stdout, stderr } = aws([...list, '--output', 'json']);
  if (status !== 0 && stderr.includes('NoSuchBucket')) return [];
  if (status !== 0) throw new Error(stderr);
  const { Versions = [], DeleteMarkers = [] } = JSON.parse(stdout || '{}') as Page;
  return [...Versions, ...DeleteMarkers].map(({ Key, VersionId }) => ({ Key, VersionId }));
}

function deleteAll(entries: readonly Entry[]): void {
  // The keys are passed in a file. A thousand keys are too long for an argument, and a pipe does not work, because the
  // AWS CLI reads its input twice.
  const folder = mkdtempSync(join(tmpdir(), 'marquee-'));
  const request = join(folder, 'request.json');
  try {
    writeFileSync(request, JSON.stringify({ Delete: { Objects: entries, Quiet: true } }));
    const { status, stdout, stderr } = aws([
      's3api',
      'delete-objects',
      '--cli-input-json',
      `file://${request}`,
      ...OWNED,
    ]);
    if (status !== 0) throw new Error(stderr);
    const { Errors = [] } = JSON.parse(stdout || '{}') as Deleted;
    const [first] = Errors;
    if (first)
      throw new Error(
        `${String(Errors.length)} objects of ${bucket} cannot be deleted; the first is ${first.Key}: ${first.Message}`,
      );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function aws(args: readonly string[]) {
  const { error, status, stdout, stderr } = spawnSync('aws', args, { encoding: 'utf8', maxBuffer: 2 ** 28 });
  if (error) throw error;
  return { status, stdout, stderr };
}
