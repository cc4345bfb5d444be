import { session } from './session/session.ts';
import { useStore } from './store.ts';
import { SignIn } from './views/sign-in.tsx';
import { SignedIn } from './views/signed-in.tsx';
import { Unreachable } from './views/unreachable.tsx';

export function App() {
  return (
    <>
      <Unreachable />
      <Screen />
    </>
  );
}

function Screen() {
  const now = useStore(session);
  if (now.state === 'starting') return <main aria-busy="true" />;
  if (now.state === 'signedOut') return <SignIn because={now.because} />;
  const { signIn } = now.token;
  return <SignedIn key={signIn} signIn={signIn} />;
}
