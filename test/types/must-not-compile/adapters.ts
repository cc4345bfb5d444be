import { scopesPlugin } from '../../../src/scopes/use/apollo.js';
import { addScopesHooks } from '../../../src/scopes/use/mercurius.js';

/** A server whose context says nothing of who is asking would refuse everybody. */
// TS2741
export const plugin = scopesPlugin<{ user: string }>();

// TS2344
export const ofText = scopesPlugin<{ auth: { scopes: string } | null }>();

// TS2741
addScopesHooks({});
