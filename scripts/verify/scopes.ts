import { Skipped, type Json } from './expect.ts';
import type { Marquee } from './marquee.ts';

/** @throws Skipped if there is no token that claims to have the scope */
export function needScope({ token }: Marquee, scope: string): void {
  if (token === undefined) throw new Skipped(`needs a token with the scope ${scope} in MARQUEE_TOKEN`);
  const scopes = scopesOf(token);
  if (scopes && !scopes.some((one) => one === scope || one.endsWith(`/${scope}`)))
    throw new Skipped(`the token in MARQUEE_TOKEN lacks the scope ${scope}`);
}

/** The scopes that a token claims; `undefined` if it is not a readable JWT. The server decides what the token may do. */
function scopesOf(token: string): readonly string[] | undefined {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Json;
    return [claims['scope'], claims['scp']].flat().flatMap((one) => (typeof one === 'string' ? one.split(' ') : []));
  } catch {
    return undefined;
  }
}
