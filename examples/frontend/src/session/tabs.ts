import { begin, continueWith, type Ending, end, tokenInHand } from './session.ts';
import type { AccessToken } from './token.ts';

/** What the tabs of this browser tell each other. */
type Message =
  | { kind: 'begun'; token: AccessToken }
  | { kind: 'renewed'; token: AccessToken }
  | { kind: 'ended'; because: Ending; signIn: string }
  | { kind: 'asked'; after: number }
  | { kind: 'answered'; token: AccessToken | null };

const NAME = 'session-tab';

/** A tab in the background may be frozen, and answer nothing. */
const PATIENCE_MS = 300;

const channel = new BroadcastChannel(NAME);
channel.addEventListener('message', ({ data }: MessageEvent<Message>) => heed(data));

/** Each tab holds this for as long as it is open. */
const isCounted = new Promise<void>((resolve) => {
  void navigator.locks.request(NAME, { mode: 'shared' }, () => {
    resolve();
    return new Promise(() => undefined);
  });
});

/** Does something in this tab and all the others. */
export function tell(message: Message): void {
  heed(message);
  channel.postMessage(message);
}

function heed(message: Message): void {
  if (message.kind === 'begun') begin(message.token);
  else if (message.kind === 'ended') end(message.because, message.signIn);
  else if (message.kind === 'asked') answer(message.after);
  else if (message.token) continueWith(message.token);
}

function answer(after: number): void {
  const token = tokenInHand();
  const isNewer = token !== null && token.serial > after;
  channel.postMessage({ kind: 'answered', token: isNewer ? token : null } satisfies Message);
}

/**
 * Has the other tabs hand over a newer token, where one of them has it.
 * @param after the serial of the one in hand, 0 for none
 */
export async function askOtherTabs(after: number): Promise<void> {
  const others = await countOtherTabs();
  if (others === 0) return;
  const answered = answers(others);
  channel.postMessage({ kind: 'asked', after } satisfies Message);
  await answered;
}

async function countOtherTabs(): Promise<number> {
  await isCounted;
  const { held = [] } = await navigator.locks.query();
  return held.filter(({ name }) => name === NAME).length - 1;
}

/** Waits until one tab had a token, all had none, or some have stayed silent. */
function answers(expected: number): Promise<void> {
  return new Promise((resolve) => {
    let came = 0;
    const enough = new AbortController();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(PATIENCE_MS)]);
    const count = ({ data }: MessageEvent<Message>) => {
      if (data.kind !== 'answered') return;
      came += 1;
      if (data.token !== null || came === expected) enough.abort();
    };
    channel.addEventListener('message', count, { signal });
    signal.addEventListener('abort', () => resolve());
  });
}
