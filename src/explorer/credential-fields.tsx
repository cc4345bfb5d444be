import type { ChangeEvent } from 'react';

interface Credentials {
  username: string;
  password: string;
}

interface CredentialFieldsProps {
  credentials: Credentials;
  /** Whether only the password is to be written. */
  isNameKnown: boolean;
  onChange: (credentials: Credentials) => void;
}

/** A user name and a password, as a browser may fill them in. */
export function CredentialFields({ credentials, isNameKnown, onChange }: CredentialFieldsProps) {
  const change = ({ target: { name, value } }: ChangeEvent<HTMLInputElement>) =>
    onChange({ ...credentials, [name]: value });
  return (
    <>
      <label>
        User name
        <input
          name="username"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          data-first={!isNameKnown || undefined}
          value={credentials.username}
          onChange={change}
        />
      </label>
      <label>
        Password
        <input
          name="password"
          type="password"
          autoComplete="current-password"
          required
          data-first={isNameKnown || undefined}
          value={credentials.password}
          onChange={change}
        />
      </label>
    </>
  );
}
