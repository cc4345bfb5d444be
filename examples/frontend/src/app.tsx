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
  return now.state === 'signedOut' ? <SignIn because={now.because} /> : <SignedIn key={now.id} />;
}
