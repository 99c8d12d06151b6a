/**
 * Who is signed in, in this tab: kept in sessionStorage, so that a reload keeps it and closing the tab ends it. The
 * library that speaks OpenID Connect is in oidc.ts, and loaded by those who sign in.
 */
export type Session = {
  /** Sent as `Authorization: Bearer ...`. */
  readonly accessToken: string;
  /** Who it is, as the issuer calls them. */
  readonly name: string;
  readonly expiresAtMs: number;
};

const KEY = 'marquee.session';
/** A token that is about to expire may have done so when it arrives. */
const MARGIN_MS = 10_000;

const listeners = new Set<() => void>();
let current = read();
let expiry: ReturnType<typeof setTimeout> | undefined;
watchExpiry();

/** @returns the same object until somebody signs in or out, or the token expires; `undefined` when nobody is signed in */
export function currentSession(): Session | undefined {
  return current;
}

/** @param session absent: nobody is signed in any more */
export function setSession(session?: Session): void {
  current = session;
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
  watchExpiry();
  for (const listener of listeners) listener();
}

/** @returns how to stop listening */
export function onSessionChange(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

function read(): Session | undefined {
  try {
    const session = JSON.parse(sessionStorage.getItem(KEY) ?? 'null') as Session | null;
    return session && session.expiresAtMs - MARGIN_MS > Date.now() ? session : undefined;
  } catch {
    return undefined;
  }
}

function watchExpiry(): void {
  clearTimeout(expiry);
  if (!current) return;
  // Timers take 32 bits of milliseconds; a token that is good for longer than 24 days is looked at again then.
  const leftMs = Math.min(current.expiresAtMs - MARGIN_MS - Date.now(), 2 ** 31 - 1);
  expiry = setTimeout(() => {
    setSession(read());
  }, leftMs);
}
