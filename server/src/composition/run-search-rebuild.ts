import { readLocalConfig } from './config.ts';
import { composeLocal } from './local.ts';
import { TOKENS } from './tokens.ts';

/** `npm run search:rebuild`: builds and publishes a search snapshot, whether it is due or not. */
export async function runSearchRebuild(): Promise<void> {
  const { container, close } = await composeLocal(readLocalConfig());
  try {
    const startedMs = container.get(TOKENS.clock).monotonicMs();
    const result = await container.get(TOKENS.rebuildSnapshot).execute();
    const seconds = ((container.get(TOKENS.clock).monotonicMs() - startedMs) / 1000).toFixed(1);
    process.stdout.write(
      result.outcome === 'published'
        ? `${result.films.toLocaleString('en')} films in ${result.name} (${(result.bytes / 1e6).toFixed(1)} MB) after ${seconds} s\n`
        : 'Another process published a snapshot meanwhile; it is as good.\n',
    );
  } finally {
    await close();
  }
}
