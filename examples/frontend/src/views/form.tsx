import { type ComponentProps, type ReactNode, type SubmitEvent, useId } from 'react';

interface FormProps {
  /** What it is called to somebody who cannot see it. */
  label: string;
  /** @param values each field's, by its name */
  onSubmit: (values: Record<string, string>) => void;
  children: ReactNode;
}

/** A form that the server alone judges. */
export function Form({ label, onSubmit, children }: FormProps) {
  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entries = [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]);
    onSubmit(Object.fromEntries(entries));
  };
  return (
    <form aria-label={label} onSubmit={submit} noValidate>
      {children}
    </form>
  );
}

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  name: string;
  /** What the server takes, in words. */
  rule?: string;
  /** Whether the server could not take what was entered. */
  isFaulty?: boolean;
}

export function Field({ label, rule, isFaulty = false, ...input }: FieldProps) {
  const id = useId();
  const ruleId = `${id}-rule`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-invalid={isFaulty} aria-describedby={rule && ruleId} {...input} />
      {rule && (
        <p id={ruleId} className={isFaulty ? 'fault' : 'rule'} role={isFaulty ? 'alert' : undefined}>
          {rule}
        </p>
      )}
    </div>
  );
}

/** For the `ref` of the first field of a form that somebody has asked for. */
export function takeFocus(input: HTMLInputElement | null): void {
  input?.focus();
}
