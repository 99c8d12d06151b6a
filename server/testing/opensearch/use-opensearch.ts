import { SearchNode } from '../../src/adapters/driven/opensearch/search-node.ts';
import { folderInMemory, startOpenSearch, whyNoOpenSearch } from './start-node.ts';

/** No test depends on a fast machine. */
const PATIENCE_MS = 120_000;

export type UsedOpenSearch = {
  /** Absent if the tests are skipped. */
  readonly node?: SearchNode;
  readonly stop: () => Promise<void>;
  /** Why the tests are skipped. */
  readonly notice?: string;
};

/** A real OpenSearch for the tests of a file: the one of `MARQUEE_TEST_OPENSEARCH` if that is set, otherwise its own. */
export async function useOpenSearch(): Promise<UsedOpenSearch> {
  const given = process.env['MARQUEE_TEST_OPENSEARCH'];
  const missing = given === undefined ? whyNoOpenSearch() : undefined;
  if (missing !== undefined) {
    process.stderr.write(`NOTICE: the tests on OpenSearch are skipped: ${missing}\n`);
    return { stop: () => Promise.resolve(), notice: ` (skipped: ${missing})` };
  }
  const started = given === undefined ? await startOpenSearch(undefined, await folderInMemory()) : undefined;
  const node = new SearchNode({ node: given ?? started!.endpoint, requestTimeout: PATIENCE_MS });
  const stop = async () => {
    await node.close();
    await started?.stop();
  };
  return { node, stop };
}
