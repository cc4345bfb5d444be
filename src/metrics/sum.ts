import { AggregatorRegistry, type Registry } from 'prom-client';

/** What a process has counted, as it can be sent to another. */
export interface Snapshot {
  metrics: Counted;
  /** Those names of operations in it that somebody came with who had signed in. */
  accountNames: readonly string[];
}

export type Counted = readonly CountedMetric[];

export interface CountedMetric {
  name: string;
  help: string;
  type: string;
  /** How its values in several processes become one. */
  aggregator: string;
  values: readonly { value: number; labels: Labels }[];
}

export type Labels = Readonly<Record<string, string | number>>;

/** What several processes have counted together. Within one of them too, values with the same labels become one. */
export function sumOf(counted: readonly Counted[]): Registry {
  return AggregatorRegistry.aggregate([...counted]);
}

/** @returns what it holds at the moment; the type of each metric is a text, whatever the types say */
export async function countedIn(registry: Registry): Promise<Counted> {
  return (await registry.getMetricsAsJSON()) as unknown as Counted;
}
