import { ApolloLink } from '@apollo/client';
import { CombinedGraphQLErrors } from '@apollo/client/errors';
import { HttpLink } from '@apollo/client/link/http';
import { RetryLink } from '@apollo/client/link/retry';
import { tap, timeout } from 'rxjs';
import { createStore } from '../store.ts';
import { isTemporary } from './errors.ts';

/** Whether the server has answered the last request. */
export const isReachable = createStore(true);

/** Nobody knows whether a mutation that got no answer has run. `Refresh` gives the same answer again for some seconds. */
const retry = new RetryLink({
  delay: { initial: 500, max: 5_000 },
  attempts: {
    max: Number.POSITIVE_INFINITY,
    retryIf: (error, { operationType, operationName }) =>
      isTemporary(error) && (operationType === 'query' || operationName === 'Refresh'),
  },
});

const watch = new ApolloLink((operation, forward) =>
  forward(operation).pipe(
    tap((result) => {
      const error = result.errors && new CombinedGraphQLErrors(result);
      if (isTemporary(error)) throw error;
    }),
    tap({
      next: () => isReachable.set(true),
      error: (error) => isReachable.set(!isTemporary(error)),
    }),
  ),
);

/** A spent refresh token that is shown again after 10 s (`REFRESH_GRACE`) is taken for a stolen one: ask again before that. */
const PATIENCE_MS = 8_000;

const giveUp = new ApolloLink((operation, forward) => forward(operation).pipe(timeout({ first: PATIENCE_MS })));

const http = new HttpLink({ uri: '/graphql' });

/** To the server, as nobody. While it cannot be reached, what is safe to repeat is repeated. */
export const transport = ApolloLink.from([retry, watch, http]);

/** For what others wait for: no answer for some seconds counts as none. */
export const hastyTransport = ApolloLink.from([retry, watch, giveUp, http]);
