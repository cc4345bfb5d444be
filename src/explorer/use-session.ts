import { useEffect, useState, useSyncExternalStore } from 'react';
import { ask } from './ask.js';
import { type Reminder, Session, type SignedIn } from './session.js';

const KEY = 'scopeql-signed-in';

/**
 * The session of this page, which goes on after a reload where its refresh token is in a cookie.
 * @param onEnd is told why it has ended, where nobody here has ended it; the same function each time
 */
export function useSession(onEnd: (reason: string) => void): [Session, SignedIn | null] {
  const [session] = useState(() => new Session({ ask, now: Date.now, remember, onEnd }));
  const signedIn = useSyncExternalStore(session.subscribe, session.state);
  useEffect(() => {
    const reminder = remembered();
    if (reminder) void session.resume(reminder).catch(() => undefined);
  }, [session]);
  return [session, signedIn];
}

function remember(reminder: Reminder | null): void {
  if (reminder) sessionStorage.setItem(KEY, JSON.stringify(reminder));
  else sessionStorage.removeItem(KEY);
}

function remembered(): Reminder | undefined {
  const text = sessionStorage.getItem(KEY);
  return text === null ? undefined : (JSON.parse(text) as Reminder);
}
