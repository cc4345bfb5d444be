import { ApolloClient, ApolloLink, InMemoryCache } from '@apollo/client';
import { SetContextLink } from '@apollo/client/link/context';
import { ErrorLink } from '@apollo/client/link/error';
import { relayStylePagination } from '@apollo/client/utilities';
import { from, switchMap } from 'rxjs';
import { currentToken, renew } from '../session/renew.ts';
import { withdraw } from '../session/session.ts';
import { hasCode, missingScopesIn } from './errors.ts';
import { transport } from './transport.ts';

const noteMissingScopes = new ErrorLink(({ error }) => withdraw(missingScopesIn(error)));

/** A token that is refused (401) is replaced, and the operation sent again, once: nothing of it has run, even of a mutation. */
const replaceRefusedToken = new ErrorLink(({ error, operation, forward }) => {
  if (!hasCode(error, 'UNAUTHENTICATED')) return;
  const { token } = operation.getContext();
  return from(renew(token)).pipe(switchMap(() => forward(operation)));
});

function authorizeAs(signIn: string): SetContextLink {
  return new SetContextLink(async ({ headers }) => {
    const token = await currentToken(signIn);
    return { token, headers: { ...headers, authorization: `Bearer ${token.value}` } };
  });
}

/** The client of one sign-in, so that nobody sees what another's cache has kept, or sends what another has asked for. */
export function createClient(signIn: string): ApolloClient {
  return new ApolloClient({
    link: ApolloLink.from([noteMissingScopes, replaceRefusedToken, authorizeAs(signIn), transport]),
    cache: new InMemoryCache({ typePolicies: { Query: { fields: { myItems: relayStylePagination() } } } }),
  });
}
