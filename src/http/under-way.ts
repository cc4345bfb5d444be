import type { Server, ServerResponse } from 'node:http';

/** The answers of a server that somebody waits for. */
export interface UnderWay {
  /** Whether there are any to whole requests. */
  isAny(): boolean;
  /** Says on each, and on all that follow, that its connection closes then: nobody is to ask once more on it. */
  announceClose(): void;
}

/** Follows them from now on. */
export function followAnswers(server: Server): UnderWay {
  const answers = new Set<ServerResponse>();
  let isClosing = false;
  const announce = (answer: ServerResponse) => {
    if (!answer.headersSent) answer.setHeader('connection', 'close');
  };
  server.on('request', (_, answer: ServerResponse) => {
    answers.add(answer);
    answer.once('close', () => answers.delete(answer));
    if (isClosing) announce(answer);
  });
  return {
    isAny: () => [...answers].some(({ req }) => req.complete),
    announceClose: () => {
      isClosing = true;
      answers.forEach(announce);
    },
  };
}
