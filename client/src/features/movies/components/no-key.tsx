import { Notice } from '../../../components/ui/notice.tsx';

/** Shown if the server has no key for the provider: what the people who run it can do. */
export function NoKey() {
  return (
    <Notice title="TMDB search is not set up">
      <p>This server has no TMDB key. The catalogue works without it.</p>
      <p>
        Set <code>MARQUEE_TMDB_TOKEN</code> to a read access token and restart the server, or try it without an account:{' '}
        <code>npm run tmdb:double</code>.
      </p>
    </Notice>
  );
}
