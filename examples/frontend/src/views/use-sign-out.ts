import { useMutation } from '@apollo/client/react';
import { graphql } from '../graphql/generated/index.ts';
import { currentSignIn } from '../session/session.ts';
import { tell } from '../session/tabs.ts';

const Logout = graphql(`
  mutation Logout($everywhere: Boolean!) {
    logout(everywhere: $everywhere)
  }
`);

/** Signs out once the server has: it alone can take the refresh token out of the browser. */
export function useSignOut() {
  const [logout, { loading, error }] = useMutation(Logout);
  const signOut = (everywhere: boolean) => {
    const signIn = currentSignIn();
    const onCompleted = () => tell({ kind: 'ended', because: 'signedOut', signIn });
    void logout({ variables: { everywhere }, onCompleted });
  };
  return { signOut, isRunning: loading, error };
}
