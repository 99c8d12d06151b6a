import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { reportFailure } from '../../server/src/adapters/driving/cli/command-line.ts';
import { WEIGHTS } from '../../server/src/domain/fame/fame-score.ts';
import { DATA_SET, FAMOUS_TITLES, whyNoDataSet } from '../../server/testing/data-set.ts';
import { loadFilms } from '../../server/testing/films/load-films.ts';
import { readSharedTitles } from '../relevance/shared-titles.ts';
import { crossValidate, fitWeights, shareRight } from './choice.ts';
import { choicesOf, SIGNALS } from './shared-title-choices.ts';

const SHARED_TITLES = join(import.meta.dirname, '../relevance/shared-titles.tsv');

/**
 * Prints how often fame is right, and fits its weights. After changing a signal, copy the fitted weights to fame.ts and
 * run this command again, because the renown of actors depends on the other weights.
 */
async function fitFame(): Promise<void> {
  const reason = whyNoDataSet();
  if (reason !== undefined) throw new Error(`Fame cannot be fitted: ${reason}.`);
  const films = await loadFilms(DATA_SET);
  const choices = choicesOf(films, await readSharedTitles(SHARED_TITLES));
  const weights = Object.values(WEIGHTS);
  say(`shared titles: ${String(choices.length)}`);
  say(`right, with weights fitted to other titles: ${percent(crossValidate(choices, 5))}`);
  say(`right, with the weights of the product: ${percent(shareRight(choices, weights))}`);
  if (existsSync(FAMOUS_TITLES)) {
    const famous = choicesOf(films, await readSharedTitles(FAMOUS_TITLES));
    say(`right, of ${String(famous.length)} further titles: ${percent(shareRight(famous, weights))}`);
  }
  const fitted = fitWeights(choices);
  for (const [s, name] of SIGNALS.entries()) {
    say(`weight of ${name}: ${String(WEIGHTS[name])}; fitted ${(fitted[s] ?? NaN).toFixed(2)}`);
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`);
const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

await fitFame().catch(reportFailure);
