import { useMutation, useQuery } from '@apollo/client/react';
import { type FragmentType, graphql, unmask } from '../graphql/generated/index.ts';
import { EndSession, OwnSessions } from './own-sessions.ts';
import { Problem } from './problem.tsx';
import { useSignOut } from './use-sign-out.ts';

const SessionParts = graphql(`
  fragment SessionParts on Session {
    id
    client
    createdAt
    lastUsedAt
    isCurrent
  }
`);

/** Where somebody is signed in. Whoever is signed in may see that: it needs no scope. */
export function Sessions() {
  const { data, error } = useQuery(OwnSessions, { fetchPolicy: 'cache-and-network' });
  const everywhere = useSignOut();
  if (!data) return error ? <Problem error={error} /> : <p aria-busy="true">Loading …</p>;
  return (
    <>
      <ul className="items">
        {data.sessions.map((session) => (
          <SessionRow key={session.id} session={session} />
        ))}
      </ul>
      <Problem error={everywhere.error} />
      <button type="button" className="danger" disabled={everywhere.isRunning} onClick={() => everywhere.signOut(true)}>
        Sign out everywhere
      </button>
    </>
  );
}

function SessionRow({ session }: { session: FragmentType<typeof SessionParts> }) {
  const { id, client, createdAt, lastUsedAt, isCurrent } = unmask(SessionParts, session);
  const [endSession, { loading, error }] = useMutation(EndSession, {
    variables: { id },
    refetchQueries: [OwnSessions],
  });
  return (
    <li>
      <div className="row">
        <span className="title">{isCurrent ? 'This browser' : (client ?? 'Unknown')}</span>
        <span className="times">
          since {inWords(createdAt)}, used {inWords(lastUsedAt)}
        </span>
        {!isCurrent && (
          <button type="button" className="danger" disabled={loading} onClick={() => void endSession()}>
            End
          </button>
        )}
      </div>
      <Problem error={error} />
    </li>
  );
}

function inWords(time: string): string {
  return new Date(time).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'short' });
}
