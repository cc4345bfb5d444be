// Whatever the benchmark starts is ended when it ends, also where it fails or is interrupted.

const undone = [];
let interrupted = false;

/** What fails then fails because its other half is gone already. */
export const isInterrupted = () => interrupted;

/** Has something undone when the benchmark ends, the last first, unless the returned function has done so before. */
export function atEnd(undo) {
  undone.push(undo);
  return async () => {
    const at = undone.indexOf(undo);
    if (at < 0) return;
    undone.splice(at, 1);
    await undo();
  };
}

export async function endAll() {
  while (undone.length > 0) {
    const undo = undone.pop();
    try {
      await undo();
    } catch (error) {
      console.error(`Something is left behind: ${error.message}`);
    }
  }
}

export function endOnSignals() {
  for (const [signal, number] of [
    ['SIGINT', 2],
    ['SIGTERM', 15],
    ['SIGHUP', 1],
  ]) {
    process.once(signal, async () => {
      interrupted = true;
      await endAll();
      process.exit(128 + number);
    });
  }
}
