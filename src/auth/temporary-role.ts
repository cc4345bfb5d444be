import { ForbiddenError } from '../errors.js';
import type { Principal } from '../principal.js';

/**
 * What changes credentials outlasts a temporary role, and is not for one to do.
 * @param principal null for an operator on the command line
 * @throws ForbiddenError in a temporary role
 */
export function refuseTemporaryRole(principal: Principal | null): void {
  if (principal?.session.kind === 'ASSUMED') throw new ForbiddenError('A temporary role may not change credentials.');
}
