import type { TestApp } from './app.js';

/** What is counted under each set of labels, as it is written in the text: `{code="FORBIDDEN"}`, or nothing where there are none. */
export type Counted = Readonly<Record<string, number>>;

/** The samples of one metric in the text format of Prometheus, without those that are 0. */
export function samplesOf(text: string, metric: string): Counted {
  const lines = text.split('\n').filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));
  const samples = lines.map((line) => {
    const at = line.lastIndexOf(' ');
    return [line.slice(metric.length, at), Number(line.slice(at + 1))] as const;
  });
  return Object.fromEntries(samples.filter(([, value]) => value !== 0));
}

/** All that an application tells of itself. */
export async function readMetrics({ app }: Pick<TestApp, 'app'>): Promise<string> {
  const { statusCode, body } = await app.inject('/metrics');
  if (statusCode !== 200) throw new Error(`Expected metrics, got ${statusCode} ${body}`);
  return body;
}

/** What an application has counted in one metric. */
export async function count(running: Pick<TestApp, 'app'>, metric: string): Promise<Counted> {
  return samplesOf(await readMetrics(running), metric);
}
