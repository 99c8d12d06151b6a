import { runDouble } from '../provider-double/command.ts';
import { TmdbDouble } from './server.ts';

await runDouble({
  provider: 'TMDB',
  name: 'npm run tmdb:double',
  defaultPort: 3031,
  defaultKey: 'tmdb-double-token',
  start: (options) => TmdbDouble.start(options),
  settings: ({ url, imageUrl, token }) => ({
    MARQUEE_TMDB_URL: url,
    MARQUEE_TMDB_IMAGE_URL: imageUrl,
    MARQUEE_TMDB_TOKEN: token,
  }),
});
