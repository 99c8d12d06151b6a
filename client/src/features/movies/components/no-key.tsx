import { MOVIE_PROVIDER } from '../../../config/movie-provider.ts';
import { Notice } from '../../../components/ui/notice.tsx';

/** Shown if the server has no key for the provider. Says what the people who run the server can do. */
export function NoKey() {
  const { name, keySetting, keyKind } = MOVIE_PROVIDER;
  return (
    <Notice title={`${name} search is not set up`}>
      <p>This server has no {name} key. The catalogue works without it.</p>
      <p>
        Set <code>{keySetting}</code> to a {keyKind} and restart the server, or try it without an account:{' '}
        <code>npm run tmdb:double</code>.
      </p>
    </Notice>
  );
}
