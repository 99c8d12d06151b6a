/**
 * A user's sign-in in this tab. It is kept in sessionStorage, so that it survives a reload and ends when the tab is
 * closed. The OpenID Connect library is in oidc.ts, and is loaded only for signing in.
 */
export type Session = {
  /** Sent as `Authorization: Bearer ...`. */
  readonly accessToken: string;
  /** The user's name, as the issuer gives it. */
  readonly name: string;
  readonly expiresAtMs: number;
  /** The scopes that the issuer granted, as it names them. Absent in sessions of earlier versions of the page. */
  readonly scopes?: readonly string[];
};

const KEY = 'marquee.session';
/** A token that is about to expire may have expired by the time the request reaches the API. */
const MARGIN_MS = 10_000;

const listeners = new Set<() => void>();
let current = read();
let expiry: ReturnType<typeof setTimeout> | undefined;
watchExpiry();

/** @returns the same object until somebody signs in or out or the token expires; `undefined` if nobody is signed in */
export function currentSession(): Session | undefined {
  return current;
}

/**
 * The header of a request for what is stored now. CloudFront may answer others with a copy that is a second old.
 *
 * @returns no header if nobody is signed in
 */
export function tokenHeader(): { readonly authorization?: string } {
  return current ? { authorization: `Bearer ${current.accessToken}` } : {};
}

/** @param session absent to sign out */
export function setSession(session?: Session): void {
  current = session;
  if (session) sessionStorage.setItem(KEY, JSON.stringify(session));
  else sessionStorage.removeItem(KEY);
  watchExpiry();
  for (const listener of listeners) listener();
}

/** @returns a function that stops listening */
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
  // A timer can wait for at most 2 ** 31 - 1 ms, which is 24 days. A token that is valid for longer is checked again
  // after that time.
  const leftMs = Math.min(current.expiresAtMs - MARGIN_MS - Date.now(), 2 ** 31 - 1);
  expiry = setTimeout(() => {
    setSession(read());
  }, leftMs);
}
