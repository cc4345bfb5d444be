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
  const { fullName, email, profilePicture } = unmask(ProfileFormParts, user);
  const [save, { loading, error, data }] = useMutation(UpdateProfile, {
    refetchQueries: [Viewer],
    awaitRefetchQueries: true,
  });
  const submit = (values: Record<string, string>) => {
    const input = {
      fullName: values.fullName || null,
      email: values.email || null,
      profilePicture: values.profilePicture || null,
    };
    void save({ variables: { input } });
  };
  const at = (name: string) => ({ name, isFaulty: isFaulty(error, `input.${name}`) });
  return (
    <Form label="Profile" onSubmit={submit}>
      <Field
        {...at('fullName')}
        label="Full name"
        rule="At most 100 characters, on one line."
        autoComplete="name"
        defaultValue={fullName ?? ''}
      />
      <Field
        {...at('email')}
        label="E-mail"
        rule="Such as ada@example.org."
        autoComplete="email"
        type="email"
        defaultValue={email ?? ''}
      />
      <Field
        {...at('profilePicture')}
        label="Picture"
        rule="Its address, which begins with https:// or http://."
        type="url"
        defaultValue={profilePicture ?? ''}
      />
      <Problem error={error} hasFields />
      <button type="submit" className="main" disabled={loading}>
        Save
      </button>
      <p role="status">{data && !loading && 'Saved.'}</p>
    </Form>
  );
}
