import { readFileSync } from 'node:fs';
import { InvalidArgumentError } from 'commander';
import type { Outcome } from './outcome.js';

/** @throws InvalidArgumentError where there is no such file, or it cannot be read */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new InvalidArgumentError(
      code === 'ENOENT' ? `There is no file ${file}.` : `${file} cannot be read: ${message}`,
    );
  }
}

/**
 * Whether a file says this text, and which lines differ.
 * @param mend what to do where it does not
 * @throws InvalidArgumentError where there is no such file
 */
export function compareFile(file: string, text: string, mend: string): Outcome {
  const before = readText(file);
  if (before === text) return { ok: true, text: `${file} is up to date.\n` };
  const old = before.split('\n');
  const now = text.split('\n');
  const gone = old.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
  const come = now.filter((line) => !old.includes(line)).map((line) => `+ ${line}`);
  const moved = gone.length + come.length === 0 ? ['Its lines stand in another order.'] : [];
  return { ok: false, text: `${[`${file} is out of date:`, ...gone, ...come, ...moved, mend].join('\n')}\n` };
}
