import type { ApolloServerPlugin } from '@apollo/server';
import type { DocumentNode } from 'graphql';
import { LRUCache } from 'lru-cache';

/** Whoever likes can fill it. */
const MOST_BYTES = 16 * 1_024 * 1_024;
/** Longer than what clients send again and again. */
const MOST_CHARACTERS = 10_000;

/** What each takes, measured. */
const BYTES_OF_TOKEN = 100;
const BYTES_OF_JSON = 7;

/** Documents that are valid, by their text, those that came last. */
export class KnownDocuments {
  readonly #documents = new LRUCache<string, DocumentNode>({ maxSize: MOST_BYTES, sizeCalculation: bytesOf });

  find(text: string): DocumentNode | undefined {
    return this.#documents.get(text);
  }

  remember(text: string, document: DocumentNode): void {
    if (text.length <= MOST_CHARACTERS && !this.#documents.has(text)) this.#documents.set(text, document);
  }

  /** Remembers what Apollo Server has parsed and validated. */
  plugin(): ApolloServerPlugin {
    return {
      requestDidStart: async () => ({
        didResolveOperation: async ({ source, document }) => this.remember(source, document),
      }),
    };
  }
}

/** All that hangs on a document. Its tokens are linked, and thousands of them may be comments, which nobody else counts. */
function bytesOf(document: DocumentNode, text: string): number {
  let tokens = 0;
  for (let token = document.loc?.startToken; token; token = token.next ?? undefined) tokens += 1;
  return 2 * text.length + BYTES_OF_TOKEN * tokens + BYTES_OF_JSON * JSON.stringify(document).length;
}
