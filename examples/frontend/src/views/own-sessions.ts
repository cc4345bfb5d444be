import { graphql } from '../graphql/generated/index.ts';

export const OwnSessions = graphql(`
  query OwnSessions {
    sessions {
      id
      isCurrent
      ...SessionParts
    }
  }
`);

export const EndSession = graphql(`
  mutation EndSession($id: ID!) {
    revokeSession(id: $id)
  }
`);
