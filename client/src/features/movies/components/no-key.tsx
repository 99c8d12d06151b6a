import { Notice } from '../../../components/ui/notice.tsx';

/** Live search without a key of the provider: what whoever runs the server can do about it. */
export function NoKey() {
  return (
    <Notice title="Live movie search is not set up">
      <p>This server has no key of TMDB. The catalogue works without it.</p>
      <p>
        Put a read access token into <code>MARQUEE_TMDB_TOKEN</code> and start again, or try it without an account:{' '}
        <code>npm run tmdb:double</code>.
      </p>
    </Notice>
  );
}
