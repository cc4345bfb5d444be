import type { ExecutionArgs, Plugin } from '@envelop/core';
import type { ExecutionResult } from 'graphql';
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
      return { onExecuteDone: tellOnce };
    },
    onSubscribe({ args, setResultAndStopExecution }) {
      const errors = refusalsOf(args);
      if (errors) return setResultAndStopExecution({ errors });
      return { onSubscribeResult: () => ({ onNext: tellOnce }) };
    },
  };
}

function tellOnce({ result, setResult }: { result: object; setResult: (result: ExecutionResult) => void }): void {
  const { errors } = result as ExecutionResult;
  if (errors) setResult({ ...result, errors: withoutRepeats(errors) });
}

function refusalsOf({ schema, document, operationName, variableValues, contextValue }: ExecutionArgs) {
  const auth = (contextValue as ScopesContext | undefined)?.auth ?? null;
  const verdict = authorize(schema, { document, operationName, variables: variableValues, auth });
  return verdict.refused ? verdict.errors : undefined;
}
