import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { InvalidArgumentError } from 'commander';

/**
 * A new password: asked for twice, unseen, on a terminal, or else the first line of standard input. Never an argument, which
 * other users of the machine, and the history of the shell, could see.
 * @throws InvalidArgumentError where there is none, or the second is another
 */
export async function readPassword(): Promise<string> {
  const { stdin, stderr } = process;
  if (!stdin.isTTY) return requireSome((await text(stdin)).split(/\r?\n/, 1)[0]);
  const unseen = new Writable({ write: (_, __, done) => done() });
  const terminal = createInterface({ input: stdin, output: unseen, terminal: true });
  const given = new AbortController();
  terminal.once('SIGINT', () => terminal.close()).once('close', () => given.abort());
  const ask = async (question: string) => {
    stderr.write(question);
    const answer = await terminal.question('', { signal: given.signal }).catch(() => '');
    stderr.write('\n');
    return answer;
  };
  try {
    const password = requireSome(await ask('Password: '));
    if ((await ask('Once more: ')) !== password) throw new InvalidArgumentError('The passwords are not the same.');
    return password;
  } finally {
    terminal.close();
  }
}

function requireSome(password: string | undefined): string {
  if (password) return password;
  throw new InvalidArgumentError('No password was given.');
}
