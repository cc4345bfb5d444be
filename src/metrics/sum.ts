import { AggregatorRegistry, type Registry } from 'prom-client';

/** What a process has counted, as it can be sent to another. */
export type Snapshot = readonly CountedMetric[];

export interface CountedMetric {
  name: string;
  help: string;
  type: string;
  /** How its values in several processes become one. */
  aggregator: string;
  values: readonly { value: number; labels: Readonly<Record<string, string | number>> }[];
}

/** What several processes have counted together. */
export function sumOf(snapshots: readonly Snapshot[]): Registry {
  return AggregatorRegistry.aggregate([...snapshots]);
}

/** @returns what it holds at the moment; the type of each metric is a text, whatever the types say */
export async function snapshotOf(registry: Registry): Promise<Snapshot> {
  return (await registry.getMetricsAsJSON()) as unknown as Snapshot;
}
