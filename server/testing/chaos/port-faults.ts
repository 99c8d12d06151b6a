import { rm, truncate, readdir, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pick, randomInt, type Random } from '../random.ts';
import { FAULT_KINDS } from '../provider-double/faults.ts';
import type { Chooser } from './port-instance.ts';
import { PARAMETER, type PortServices } from './port-services.ts';

const FAULTS = ['response-lost', 'request-lost', 'duplicated', 'server-error', 'throttled', 'hung'] as const;
const SERVICES = ['dynamodb', 's3', 'sqs', 'ssm'] as const;
const FAULT_RATE = 0.04;
/** In a storm, so many requests to a service fail that all attempts at one can fail. */
const STORM_RATE = 0.85;
const WRONG_KEYS = ['a malformed key', 'another-key', ' '];
const RETRY_AFTER = ['0', '1', '60', 'garbage', undefined];

/** The faults of one schedule. They change before every step, and {@link PortFaults.end} ends them all. */
export class PortFaults {
  readonly #random: Random;
  readonly #services: PortServices;
  readonly #storms = new Set<(typeof SERVICES)[number]>();
  #isOver = false;
  /** Which of the issuer's keys signs the tokens now. */
  signer = 0;

  constructor(services: PortServices, random: Random) {
    this.#random = random;
    this.#services = services;
  }

  readonly choose: Chooser = (service) => {
    const rate = this.#storms.has(service) ? STORM_RATE : FAULT_RATE;
    const isFaulty = !this.#isOver && this.#random() < rate;
    return { kind: isFaulty ? pick(this.#random, FAULTS) : 'none' };
  };

  /** Changes what is wrong. */
  next(): void {
    const random = this.#random;
    const { double, issuer, keys, parameters } = this.#services;
    this.#storms.clear();
    for (const service of SERVICES) if (randomInt(random, 8) === 0) this.#storms.add(service);
    double.setFault(
      randomInt(random, 3) === 0
        ? { kind: pick(random, FAULT_KINDS), times: 1 + randomInt(random, 5), retryAfter: pick(random, RETRY_AFTER) }
        : undefined,
    );
    issuer.answerWith(randomInt(random, 4) === 0 ? pick(random, [500, 404, 204, 429]) : 200);
    if (randomInt(random, 12) === 0) this.signer = 1;
    const key = keys[this.signer];
    if (key) issuer.show(key);
    if (randomInt(random, 6) === 0) parameters.delete(PARAMETER);
    else parameters.set(PARAMETER, randomInt(random, 6) === 0 ? pick(random, WRONG_KEYS) : double.token);
  }

  /** Damages the folder of snapshots: a file is cut, emptied or removed, or the folder cannot be written for a while. */
  async damage(folder: string): Promise<void> {
    const random = this.#random;
    const names = await readdir(folder).catch(() => []);
    const [name] = names.length > 0 ? [pick(random, names)] : [];
    switch (randomInt(random, 5)) {
      case 0:
        if (name !== undefined) await truncate(join(folder, name), randomInt(random, 2_000));
        break;
      case 1:
        if (name !== undefined) await rm(join(folder, name), { force: true });
        break;
      case 2:
        // A file in the place of the folder: every read and write of a snapshot fails.
        await rm(folder, { recursive: true, force: true });
        await writeFile(folder, 'not a folder');
        break;
      default:
        await this.repair(folder);
    }
  }

  async repair(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true }).catch(async () => {
      await rm(folder, { force: true });
      await mkdir(folder, { recursive: true });
    });
  }

  end(): void {
    this.#isOver = true;
    this.#services.double.setFault();
    this.#services.issuer.answerWith(200);
    this.#services.parameters.set(PARAMETER, this.#services.double.token);
  }
}
