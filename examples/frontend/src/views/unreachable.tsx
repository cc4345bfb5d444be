import { isReachable } from '../graphql/transport.ts';
import { useStore } from '../store.ts';

export function Unreachable() {
  const isThere = useStore(isReachable);
  return (
    <div role="status" className="banner">
      {!isThere && 'The server cannot be reached. This page may be old; it will catch up.'}
    </div>
  );
}
