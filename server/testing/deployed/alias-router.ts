import type { Random } from '../random.ts';
import type { Callee } from './deployed-function.ts';

type Routed = { readonly version: string; readonly isFailed: boolean };

/** What AWS's alias names: a version, and perhaps another one that gets a share of the calls. */
type RoutedAlias = { readonly version: string; readonly weights: Readonly<Record<string, number>> };

/**
 * Lambda's alias: sends each call to one of the versions, in proportion to their weights. The emulators of AWS store
 * these weights but do not apply them.
 */
export class AliasRouter {
  /** The version and the outcome of each call so far. */
  readonly calls: Routed[] = [];
  readonly #alias: () => RoutedAlias;
  readonly #calleeOf: (version: string) => Callee | undefined;
  readonly #random: Random;

  constructor(alias: () => RoutedAlias, calleeOf: (version: string) => Callee | undefined, random: Random) {
    this.#alias = alias;
    this.#calleeOf = calleeOf;
    this.#random = random;
  }

  async invoke(event: unknown): Promise<unknown> {
    const { version: live, weights } = this.#alias();
    const [share] = Object.entries(weights);
    const version = share && this.#random() < share[1] ? share[0] : live;
    const callee = this.#calleeOf(version);
    if (!callee) throw new Error(`There is no version ${version}`);
    const result = (await callee.process.invoke(event)) as { readonly statusCode: number };
    this.calls.push({ version, isFailed: result.statusCode >= 500 });
    return result;
  }
}
