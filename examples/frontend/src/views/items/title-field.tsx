import { isFaulty } from '../../graphql/errors.ts';
import { Field, takeFocus } from '../form.tsx';

interface TitleFieldProps {
  defaultValue?: string;
  /** What the last attempt to save it threw. */
  error: unknown;
}

export function TitleField({ defaultValue = '', error }: TitleFieldProps) {
  return (
    <Field
      label="Title"
      name="title"
      rule="1 to 200 characters, on one line."
      defaultValue={defaultValue}
      isFaulty={isFaulty(error, 'input.title')}
      ref={takeFocus}
    />
  );
}
