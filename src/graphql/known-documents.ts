import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Of JSON, which takes a third of the memory that the documents do. Whoever likes can fill it. */
const MOST_BYTES = 8 * 1_024 * 1_024;

/** Documents that are valid, by their text, those that came last. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, DocumentNode>({
    maxSize: MOST_BYTES,
    sizeCalculation: (document) => Buffer.byteLength(JSON.stringify(document)),
  });

  find(text: string): DocumentNode | undefined {
    return this.#documents.get(text);
  }

  /** Remembers what Apollo Server has parsed and validated. */
  plugin(): ApolloServerPlugin {
    return {
      requestDidStart: async () => ({
        didResolveOperation: async ({ source, document }) => void this.#documents.set(source, document),
      }),
    };
  }
}
