import { isReachable } from '../graphql/transport.ts';
import { useStore } from '../store.ts';

export function Unreachable() {
  const isThere = useStore(isReachable);
  return (
    <div role="status" className="banner">
      {!isThere && 'The server cannot be reached. You stay signed in; what is on this page may be old. Trying again …'}
    </div>
  );
}
