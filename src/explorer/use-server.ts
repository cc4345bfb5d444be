import { useCallback, useEffect, useState } from 'react';
import { type DemoAccount, type Described, fetchDemoAccounts, fetchDescribed } from './described.js';

interface Server {
  /** undefined where the server has not told it yet. */
  described: Described | undefined;
  demoAccounts: readonly DemoAccount[];
  /** Asks for the schema again. */
  describeAgain: () => void;
}

/** What the server tells about itself, asked for once and when GraphiQL has read the schema anew. */
export function useServer(): Server {
  const [described, setDescribed] = useState<Described>();
  const [demoAccounts, setDemoAccounts] = useState<readonly DemoAccount[]>([]);
  // Without them the page is of use still: what it cannot know, it does not show.
  const describeAgain = useCallback(() => void fetchDescribed().then(setDescribed, () => undefined), []);
  useEffect(() => void fetchDemoAccounts().then(setDemoAccounts, () => undefined), []);
  return { described, demoAccounts, describeAgain };
}
