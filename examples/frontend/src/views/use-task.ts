import { useState, useTransition } from 'react';

/** Runs something that is neither a query nor a mutation of a component, and keeps what it threw. */
export function useTask<Args extends unknown[]>(task: (...args: Args) => Promise<unknown>) {
  const [error, setError] = useState<unknown>();
  const [isRunning, startRunning] = useTransition();
  const run = (...args: Args) =>
    startRunning(async () => {
      setError(undefined);
      await task(...args).catch(setError);
    });
  return { run, isRunning, error };
}
