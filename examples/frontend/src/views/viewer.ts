import { graphql } from '../graphql/generated/index.ts';

export const Viewer = graphql(`
  query Viewer {
    me {
      id
      username
      ...ProfileFormParts
    }
  }
`);
