import type { DemoAccount } from './described.js';

interface DemoChoiceProps {
  accounts: readonly DemoAccount[];
  isBusy: boolean;
  choose: (account: DemoAccount) => void;
}

/** The accounts that a development server begins with, a click each. */
export function DemoChoice({ accounts, isBusy, choose }: DemoChoiceProps) {
  if (accounts.length === 0) return null;
  return (
    <fieldset className="demo">
      <legend>Demo accounts</legend>
      {accounts.map((account) => (
        <button key={account.username} type="button" disabled={isBusy} onClick={() => choose(account)}>
          <span className="unseen">Sign in as </span>
          {account.username}
        </button>
      ))}
    </fieldset>
  );
}
