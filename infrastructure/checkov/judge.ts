import type { Environment } from '../config/schema.ts';
import { covers, type Waiver } from './waivers.ts';

/** The part of checkov's report that is used here. */
export type Report = {
  readonly results: { readonly failed_checks: readonly Failure[] };
  readonly summary: { readonly passed: number; readonly failed: number; readonly parsing_errors: number };
};

type Failure = { readonly check_id: string; readonly check_name: string; readonly resource: string };

export type Verdict = {
  /** Failures that no waiver covers. */
  readonly unexcused: readonly string[];
  /** Waivers that cover no failure. */
  readonly unneeded: readonly string[];
};

export function judge({ results }: Report, waivers: readonly Waiver[], environments: readonly Environment[]): Verdict {
  const isCovered = (waiver: Waiver, { check_id: id, resource }: Failure) =>
    covers(waiver, id, addressOf(resource), environments);
  const failures = results.failed_checks;
  return {
    unexcused: failures
      .filter((failure) => !waivers.some((waiver) => isCovered(waiver, failure)))
      .map(({ check_id: id, check_name: name, resource }) => `${id} ${addressOf(resource)}: ${name}`)
      .sort(),
    unneeded: waivers
      .filter((waiver) => !failures.some((failure) => isCovered(waiver, failure)))
      .map(({ rule, where }) => `${rule} ${String(where)}`),
  };
}

/** `module.marquee-dev-client.aws_s3_bucket.page` becomes `marquee-dev-client/aws_s3_bucket.page`. */
function addressOf(resource: string): string {
  return resource.replace(/^module\.([^.]+)\./, '$1/');
}
