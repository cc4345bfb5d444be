import { ApolloProvider, useQuery } from '@apollo/client/react';
import { useState, useSyncExternalStore } from 'react';
import { createClient } from '../graphql/client.ts';
import { Items } from './items/items.tsx';
import { Problem } from './problem.tsx';
import { Profile } from './profile.tsx';
import { Sessions } from './sessions.tsx';
import { useSignOut } from './use-sign-out.ts';
import { Viewer } from './viewer.ts';

const VIEWS = [
  { hash: '#items', title: 'Items', View: Items },
  { hash: '#profile', title: 'Profile', View: Profile },
  { hash: '#sessions', title: 'Sessions', View: Sessions },
] as const;

/** What belongs to whoever is signed in, and goes with them: the client and its cache too. */
export function SignedIn({ signIn }: { signIn: string }) {
  const [client] = useState(() => createClient(signIn));
  const { title, View } = useView();
  return (
    <ApolloProvider client={client}>
      <Header current={title} />
      <main>
        <h1>{title}</h1>
        <View />
      </main>
    </ApolloProvider>
  );
}

function Header({ current }: { current: string }) {
  const { data } = useQuery(Viewer);
  const { signOut, isRunning, error } = useSignOut();
  return (
    <header>
      <nav aria-label="Views">
        {VIEWS.map(({ hash, title }) => (
          <a key={hash} href={hash} aria-current={title === current ? 'page' : undefined}>
            {title}
          </a>
        ))}
      </nav>
      <p className="who">{data?.me?.username}</p>
      <button type="button" disabled={isRunning} onClick={() => signOut(false)}>
        Sign out
      </button>
      <Problem error={error} />
    </header>
  );
}

function useView() {
  const hash = useSyncExternalStore(onHashChange, () => location.hash);
  return VIEWS.find((view) => view.hash === hash) ?? VIEWS[0];
}

function onHashChange(listener: () => void) {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}
