import { useApolloClient, useQuery } from '@apollo/client/react';
import { useId } from 'react';
import { graphql } from '../graphql/generated/index.ts';
import { session } from '../session/session.ts';
import { stepUp } from '../session/sign-in.ts';
import { useStore } from '../store.ts';
import { Field, Form, takeFocus } from './form.tsx';
import { EndSession } from './own-sessions.ts';
import { Problem } from './problem.tsx';
import { useTask } from './use-task.ts';
import { Viewer } from './viewer.ts';

const Catalogue = graphql(`
  query Catalogue {
    scopes {
      name
      description
    }
  }
`);

interface StepUpProps {
  missing: readonly string[];
}

/** Names the scopes that are missing, and gets them, or says that the account's roles do not grant them. */
export function StepUp({ missing }: StepUpProps) {
  const title = useId();
  const now = useStore(session);
  const isInVain = now.state === 'signedIn' && missing.some((scope) => now.token.notGranted.includes(scope));
  return (
    <section className="refused" aria-labelledby={title}>
      <h2 id={title}>This needs {missing.join(' and ')}</h2>
      <Descriptions scopes={missing} />
      {isInVain ? (
        <p>Your roles do not grant it. Whoever administers accounts can give you one that does; then sign in again.</p>
      ) : (
        <PasswordForm missing={missing} />
      )}
    </section>
  );
}

function Descriptions({ scopes }: { scopes: readonly string[] }) {
  const { data } = useQuery(Catalogue);
  const described = scopes.map((scope) => data?.scopes.find(({ name }) => name === scope)?.description);
  return <p>{described.join(' ')}</p>;
}

function PasswordForm({ missing }: StepUpProps) {
  const { data } = useQuery(Viewer);
  const username = data?.me?.username;
  const { run, isRunning, error } = useTask(useStepUp(missing));
  if (username === undefined) return null;
  return (
    <Form label="Confirm your password" onSubmit={({ password = '' }) => run({ username, password })}>
      <input hidden readOnly name="username" autoComplete="username" value={username} />
      <Field
        label={`Password of ${username}`}
        name="password"
        type="password"
        autoComplete="current-password"
        ref={takeFocus}
      />
      <Problem error={error} />
      <button type="submit" className="main" disabled={isRunning}>
        Go on with {missing.join(' and ')}
      </button>
    </Form>
  );
}

/** Steps up, and ends the session that the new one stands in for: nobody could refresh it, and it would go on for weeks. */
function useStepUp(missing: readonly string[]) {
  const client = useApolloClient();
  return async (credentials: { username: string; password: string }) => {
    const former = await stepUp(credentials, missing);
    await client.mutate({ mutation: EndSession, variables: { id: former.session } });
  };
}
