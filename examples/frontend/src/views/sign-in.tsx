import type { Ending } from '../session/session.ts';
import { signIn } from '../session/sign-in.ts';
import { Field, Form } from './form.tsx';
import { Problem } from './problem.tsx';
import { useTask } from './use-task.ts';

const REASONS = {
  signedOut: 'You have signed out.',
  ended: 'Your session has ended. Sign in again to go on.',
  replaced: 'Somebody else has signed in in this browser since. Sign in again to go on.',
};

export function SignIn({ because }: { because: Ending | undefined }) {
  const { run, isRunning, error } = useTask(signIn);
  return (
    <main className="sign-in">
      <h1>Sign in</h1>
      {because && <p role="status">{REASONS[because]}</p>}
      <Form
        label="Sign in"
        onSubmit={({ username = '', password = '' }) => run({ username: username.trim(), password })}
      >
        <Field label="User name" name="username" autoComplete="username" autoCapitalize="none" />
        <Field label="Password" name="password" type="password" autoComplete="current-password" />
        <Problem error={error} />
        <button type="submit" className="main" disabled={isRunning}>
          Sign in
        </button>
      </Form>
    </main>
  );
}
