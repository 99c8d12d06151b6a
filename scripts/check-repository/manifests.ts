import { execFileSync } from 'node:child_process';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Kinds of the operator of Prometheus. Kubernetes itself has no schema for them, so kubernetes-validate cannot check them. */
const FOREIGN_KINDS = /^kind: ServiceMonitor$/m;

/**
 * Builds every overlay with kustomize.
 *
 * @returns files with the manifests, without those of foreign kinds
 */
export function writeManifests(kustomize: string, overlays: string, folder: string): string[] {
  return readdirSync(overlays).map((name) => {
    const built = execFileSync(kustomize, ['build', join(overlays, name)], { encoding: 'utf8' });
    const file = join(folder, `${name}.yaml`);
    const manifests = built.split(/^---$/m).filter((manifest) => !FOREIGN_KINDS.test(manifest));
    writeFileSync(file, manifests.join('---'));
    return file;
  });
}
