import { useMutation } from '@apollo/client/react';
import { graphql } from '../graphql/generated/index.ts';
import { tell } from '../session/tabs.ts';

const Logout = graphql(`
  mutation Logout($everywhere: Boolean!) {
    logout(everywhere: $everywhere)
  }
`);

/** Signs out once the server has: it alone can take the refresh token out of the browser. */
export function useSignOut() {
  const [logout, { loading, error }] = useMutation(Logout, {
    onCompleted: () => tell({ kind: 'ended', because: 'signedOut', at: Date.now() }),
  });
  return { signOut: (everywhere: boolean) => void logout({ variables: { everywhere } }), isRunning: loading, error };
}
