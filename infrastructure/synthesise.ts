import { App } from 'cdktf';
import { packBundles } from './bundles/pack-bundles.ts';
import type { Environment } from './config/schema.ts';
import { BootstrapStack } from './stacks/bootstrap-stack.ts';
import { ClientStack } from './stacks/client-stack.ts';
import { ClusterStack } from './stacks/cluster-stack.ts';
import { ServerStack } from './stacks/server-stack.ts';

export type Synthesis = {
  readonly environments: readonly Environment[];
  /** Folder with the functions' code, written by the server's build. */
  readonly dist: string;
  readonly outdir: string;
};

/** Writes `<outdir>/stacks/<stack>/cdk.tf.json` for every stack, and the functions' code next to them. */
export function synthesise({ environments, dist, outdir }: Synthesis): void {
  const bundles = packBundles(dist, outdir);
  const withOpenSearch = environments.some((one) => one.openSearch) ? packBundles(dist, outdir, true) : bundles;
  const app = new App({
    outdir,
    stackTraces: false,
    context: { excludeStackIdFromLogicalIds: 'true', allowSepCharsInLogicalIds: 'true' },
  });
  new BootstrapStack(app, environments);
  for (const environment of environments) {
    new ServerStack(app, environment, environment.openSearch ? withOpenSearch : bundles);
    new ClientStack(app, environment);
    if (environment.cluster) new ClusterStack(app, environment, environment.cluster);
  }
  app.synth();
}
