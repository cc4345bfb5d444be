import type { ReactNode } from 'react';
import { missingScopes, type OperationName } from '../session/scopes.ts';
import { session } from '../session/session.ts';
import { useStore } from '../store.ts';
import { StepUp } from './step-up.tsx';

interface RequiresProps {
  /** What the children send. */
  operations: readonly OperationName[];
  children: ReactNode;
}

/** Shows what sends these operations, or asks for the scopes that they need. The server decides, this only asks in time. */
export function Requires({ operations, children }: RequiresProps) {
  const now = useStore(session);
  const held = now.state === 'signedIn' ? now.token.scopes : [];
  const missing = missingScopes(operations, held);
  return missing.length > 0 ? <StepUp missing={missing} /> : children;
}
