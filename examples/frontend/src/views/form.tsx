import { type InputHTMLAttributes, type ReactNode, type SubmitEvent, useId } from 'react';

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

interface FieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string;
  name: string;
  /** What the server said about its value. */
  fault?: string | undefined;
}

export function Field({ label, fault, ...input }: FieldProps) {
  const id = useId();
  const faultId = `${id}-fault`;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input id={id} aria-invalid={fault !== undefined} aria-describedby={fault && faultId} {...input} />
      {fault !== undefined && (
        <p id={faultId} className="fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
