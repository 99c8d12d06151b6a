import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { Socket } from 'node:net';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { foldedWords } from '../../relevance/engines/searched-text.ts';
import { FIELDS, searchedText } from './searched-text.ts';

const VERSION = '9.12.3';
const ARTIFACTS = ['lucene-core', 'lucene-analysis-common'];
const JARS = resolve(import.meta.dirname, '../../../.cache/lucene');

/** Why Lucene cannot be measured, with what to do; `undefined` if it can. */
export function whyNoLucene(): string | undefined {
  const missing = ARTIFACTS.filter((name) => !existsSync(jarOf(name)));
  if (missing.length > 0) {
    const commands = missing.map((name) => `mvn dependency:copy -Dartifact=org.apache.lucene:${name}:${VERSION}`);
    return `its files are missing. To fetch them: ${commands.map((it) => `${it} -DoutputDirectory=${JARS}`).join('; ')}`;
  }
  return spawnSync('java', ['-version']).status === 0 ? undefined : 'there is no java on the PATH';
}

/** Lucene, the library inside OpenSearch and Elasticsearch. It runs in a Java process, one query at a time. */
export const lucene: RelevanceEngine = {
  settings: `${VERSION} with its English analyzer, any word (OR), per word the best field and 0.1 of the others, BM25 with the weights 0.15, 0.5, 0.15, 1 (${FIELDS.join(', ')})`,
  async open(films) {
    const args = ['-cp', ARTIFACTS.map(jarOf).join(':'), join(import.meta.dirname, 'lucene-search.java')];
    // Java ends when this process ends, because its stdin is closed then.
    const child = spawn('java', args, { stdio: ['pipe', 'pipe', 'inherit'] });
    const { stdin, stdout } = child;
    // Node's pipes to a child process are sockets, but its types do not say so.
    if (!(stdin instanceof Socket && stdout instanceof Socket)) throw new Error('The pipes to Java are not sockets.');
    const lines = createInterface({ input: stdout })[Symbol.asyncIterator]();
    for (const film of films) {
      const text = searchedText(film);
      stdin.write(`${FIELDS.map((field) => text[field]).join('\t')}\n`);
    }
    const ask = async (line: string): Promise<string> => {
      stdin.write(`${line}\n`);
      const { value, done } = await lines.next();
      if (done) throw new Error('The Java process of Lucene has ended.');
      return value;
    };
    await ask('');
    // Otherwise this process would wait for Java to end.
    child.unref();
    stdin.unref();
    stdout.unref();
    return async (q) => {
      stdout.ref();
      const numbers = await ask(foldedWords(q));
      stdout.unref();
      return (numbers.match(/\d+/g) ?? []).flatMap((n) => films[Number(n)]?.id ?? []);
    };
  },
};

function jarOf(artifact: string): string {
  return join(JARS, `${artifact}-${VERSION}.jar`);
}
