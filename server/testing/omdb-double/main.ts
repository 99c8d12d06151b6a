import { runDouble } from '../provider-double/command.ts';
import { OmdbDouble } from './server.ts';

await runDouble({
  provider: 'OMDb',
  name: 'npm run omdb:double',
  defaultPort: 3032,
  defaultKey: 'omdb-double-key',
  start: (options) => OmdbDouble.start(options),
  settings: ({ url, imageUrl, token }) => ({
    MARQUEE_MOVIE_PROVIDER: 'omdb',
    MARQUEE_OMDB_URL: url,
    MARQUEE_OMDB_IMAGE_URL: imageUrl,
    MARQUEE_OMDB_KEY: token,
  }),
});
