/** What a command says, and whether all is well. */
export interface Outcome {
  ok: boolean;
  text: string;
}

/** Says on stdout what is well; on stderr what is not, and lets the process end with exit code 1. */
export function print({ ok, text }: Outcome): void {
  (ok ? process.stdout : process.stderr).write(text);
  if (!ok) process.exitCode = 1;
}
