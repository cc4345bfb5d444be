import type { ExecutionArgs, Plugin } from '@envelop/core';
import { withoutRepeats } from '../enforce/refuse.js';
import { authorize } from '../preflight/authorize.js';
import type { Grant } from '../requirement.js';

/** What the plugin reads of the context. */
interface ScopesContext {
  auth?: { readonly scopes: Grant } | null;
}

/**
 * The pre-flight for GraphQL Yoga and Envelop: an operation that must not run is answered with its refusals and no `data`,
 * and a subscription opens no source. The HTTP status is left to the server.
 */
export function useScopes(): Plugin<ScopesContext> {
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const errors = refusalsOf(args);
      if (errors) return setResultAndStopExecution({ errors });
      return {
        onExecuteDone({ result, setResult }) {
          if ('errors' in result && result.errors) setResult({ ...result, errors: withoutRepeats(result.errors) });
        },
      };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = refusalsOf(args);
      if (errors) setResultAndStopExecution({ errors });
    },
  };
}

function refusalsOf({ schema, document, operationName, variableValues, contextValue }: ExecutionArgs) {
  const auth = (contextValue as ScopesContext | undefined)?.auth ?? null;
  const verdict = authorize(schema, { document, operationName, variables: variableValues, auth });
  return verdict.refused ? verdict.errors : undefined;
}
