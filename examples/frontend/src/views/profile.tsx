import { useMutation, useQuery } from '@apollo/client/react';
import { isFaulty } from '../graphql/errors.ts';
import { type FragmentType, graphql, unmask } from '../graphql/generated/index.ts';
import { Field, Form } from './form.tsx';
import { Problem } from './problem.tsx';
import { Requires } from './requires.tsx';
import { Viewer } from './viewer.ts';

const ProfileFormParts = graphql(`
  fragment ProfileFormParts on User {
    fullName
    email
    profilePicture
  }
`);

const UpdateProfile = graphql(`
  mutation UpdateProfile($input: UpdateProfileInput!) {
    updateProfile(input: $input) {
      username
    }
  }
`);

export function Profile() {
  return (
    <Requires operations={['Viewer', 'UpdateProfile']}>
      <OwnProfile />
    </Requires>
  );
}

function OwnProfile() {
  const { data, error } = useQuery(Viewer);
  if (data?.me) return <ProfileForm user={data.me} />;
  return error ? <Problem error={error} /> : <p aria-busy="true">Loading …</p>;
}

function ProfileForm({ user }: { user: FragmentType<typeof ProfileFormParts> }) {
  const [update, { loading, error, data }] = useMutation(UpdateProfile, {
    refetchQueries: [Viewer],
    awaitRefetchQueries: true,
  });
  return (
    <Form label="Profile" onSubmit={(values) => void update({ variables: { input: orNull(values) } })}>
      <ProfileFields user={user} error={error} />
      <Problem error={error} hasFields />
      <button type="submit" className="main" disabled={loading}>
        Save
      </button>
      <p role="status">{data && !loading && 'Saved.'}</p>
    </Form>
  );
}

/** An empty field clears what it is for. */
function orNull(values: Record<string, string>): Record<string, string | null> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value || null]));
}

interface ProfileFieldsProps {
  user: FragmentType<typeof ProfileFormParts>;
  /** What the last attempt to save it threw. */
  error: unknown;
}

function ProfileFields({ user, error }: ProfileFieldsProps) {
  const profile = unmask(ProfileFormParts, user);
  const field = (name: 'fullName' | 'email' | 'profilePicture') => ({
    name,
    defaultValue: profile[name] ?? '',
    isFaulty: isFaulty(error, `input.${name}`),
  });
  return (
    <>
      <Field {...field('fullName')} label="Full name" rule="At most 100 characters, on one line." autoComplete="name" />
      <Field {...field('email')} label="E-mail" rule="Such as ada@example.org." type="email" autoComplete="email" />
      <Field {...field('profilePicture')} label="Picture" rule="Where it is: https://…" type="url" />
    </>
  );
}
