import { useNow } from './use-now.js';

/** When a token expires, on the clock and counted down. @param at milliseconds since 1970 */
export function Expiry({ at }: { at: number }) {
  // The time is up to a second old.
  const left = Math.floor((at - useNow()) / 1_000);
  if (left <= 0) return <span className="expiry">expired</span>;
  const clock = new Date(at).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
  return (
    <span className="expiry">
      until <time dateTime={new Date(at).toISOString()}>{clock}</time>{' '}
      <span className="soft">
        ({Math.floor(left / 60)}:{String(left % 60).padStart(2, '0')} left)
      </span>
    </span>
  );
}
