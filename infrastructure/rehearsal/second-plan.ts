import { outputOf } from './command.ts';
import type { Stage } from './stage.ts';

/** An attribute that Terraform would change although nothing of ours has changed. */
export type Difference = {
  readonly stack: string;
  readonly type: string;
  readonly address: string;
  readonly path: string;
  /** Whether the emulator answered nothing or an empty value. */
  readonly isLeftOut: boolean;
};

/** What the emulator gets wrong, so that Terraform sees a difference. */
type Shortcoming = {
  readonly type: string;
  readonly path: RegExp;
  /** `true`: explains only what the emulator left out. */
  readonly isLeftOut?: true;
  readonly reason: string;
};

const SHORTCOMINGS: readonly Shortcoming[] = [
  {
    type: 'aws_cloudfront_response_headers_policy',
    path: /^(custom|remove)_headers_config\.0$/,
    reason: 'MiniStack returns an empty block for a list of headers that was never set.',
  },
  {
    type: 'aws_cloudwatch_metric_alarm',
    path: /^(actions_enabled|alarm_description|(alarm|ok)_actions\.0|dimensions\.\w+|evaluate_low_sample_count_percentiles|extended_statistic|period|statistic)$/,
    isLeftOut: true,
    reason: 'DescribeAlarms of MiniStack leaves these fields out.',
  },
  {
    type: 'aws_cloudwatch_metric_alarm',
    path: /^treat_missing_data$/,
    reason: 'DescribeAlarms of MiniStack leaves it out, which the provider takes for `missing`.',
  },
  {
    type: 'aws_route53_health_check',
    path: /^regions\.\d$/,
    isLeftOut: true,
    reason: 'GetHealthCheck of MiniStack leaves the regions out.',
  },
  {
    type: 'aws_apigatewayv2_authorizer',
    path: /^authorizer_payload_format_version$/,
    reason: 'MiniStack gives a JWT authorizer a version that only Lambda authorizers have.',
  },
];

type Plan = {
  readonly resource_changes?: readonly {
    readonly address: string;
    readonly type: string;
    readonly change: { readonly actions: readonly string[]; readonly before: unknown; readonly after: unknown };
  }[];
};

/** Plans a stack again and returns the differences. */
export async function planAgain(
  stage: Stage,
  stack: string,
  env: Readonly<Record<string, string>>,
): Promise<Difference[]> {
  const chdir = `-chdir=${stage.workspace.stack(stack)}`;
  const plan = [chdir, 'plan', '-input=false', '-lock=false', '-out=second.plan', '-no-color'];
  await stage.run(`second-plan-${stack}`, 'terraform', plan, { env });
  const options = { cwd: stage.workspace.repository, env: { ...stage.env, ...env } };
  const { resource_changes: changes = [] } = JSON.parse(
    outputOf('terraform', [chdir, 'show', '-json', 'second.plan'], options),
  ) as Plan;
  return changes
    .filter(({ change }) => !['no-op', 'read'].includes(change.actions.join()))
    .flatMap(({ address, type, change }) => {
      const paths = change.actions.includes('update')
        ? changedPaths(change.before, change.after)
        : [change.actions.join()];
      return paths.map((path) => ({ stack, type, address, path, isLeftOut: isEmpty(change.before, path) }));
    });
}

/** Returns the differences that no shortcoming explains. */
export function unexplained(differences: readonly Difference[]): Difference[] {
  return differences.filter((one) => !SHORTCOMINGS.some((shortcoming) => explains(shortcoming, one)));
}

/** Returns the shortcomings that explain at least one of the differences. */
export function shortcomingsOf(differences: readonly Difference[]): string[] {
  return SHORTCOMINGS.filter((shortcoming) => differences.some((one) => explains(shortcoming, one))).map(
    ({ type, path, reason }) => `${type} ${path.source}: ${reason}`,
  );
}

function explains({ type, path, isLeftOut }: Shortcoming, difference: Difference): boolean {
  return type === difference.type && path.test(difference.path) && (isLeftOut !== true || difference.isLeftOut);
}

function isEmpty(object: unknown, path: string): boolean {
  const value = path.split('.').reduce((part, name) => (isObject(part) ? part[name] : undefined), object);
  return value === undefined || value === null || value === '' || value === 0 || value === false;
}

/** Returns the paths of the attributes that differ, such as `rule.0.days`. */
export function changedPaths(before: unknown, after: unknown, path = ''): string[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after)) return [path];
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => changedPaths(before[name], after[name], path === '' ? name : `${path}.${name}`));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
