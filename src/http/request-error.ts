/** A request that HTTP alone is enough to refuse. Its message is public. */
export class RequestError extends Error {
  /** @param statusCode 4xx; the name is Fastify's */
  constructor(
    readonly statusCode: number,
    message: string,
  ) {
    super(message);
  }
}
