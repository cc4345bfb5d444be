// How long the parts of the benchmark take: `npm run bench` stays under ten minutes, `npm run bench -- quick` under one. After
// `mostSeconds`, no part begins.

const full = {
  isQuick: false,
  mostSeconds: 540,
  connections: 32,
  // This server needs some 10,000 answers before they take no less time any more, most of all.
  warmUp: { answers: 12_000, mostSeconds: 4 },
  peers: { rounds: 3, seconds: 1.5 },
  start: { times: 9 },
  memory: { chunk: 5_000, marks: [100_000, 500_000] },
  signIn: { atOnce: 64, steadyRate: 100, seconds: 8 },
  twoProcesses: { rounds: 3, seconds: 2 },
  postgres: { rounds: 3, seconds: 2 },
  growth: {
    listLengths: [10, 100, 1_000, 10_000, 100_000],
    fields: [100, 1_000, 10_000],
    rows: [1_000, 10_000, 100_000, 1_000_000],
    times: 2_000,
    mostSeconds: 1,
    mostInsertSeconds: 40,
  },
  engine: { rounds: 600, builds: 11 },
  operations: { times: 30 },
};

const quick = {
  isQuick: true,
  mostSeconds: 42,
  connections: 32,
  warmUp: { answers: 1_000, mostSeconds: 0.6 },
  peers: { rounds: 1, seconds: 0.3 },
  start: { times: 3 },
  memory: { chunk: 5_000, marks: [20_000, 40_000] },
  signIn: { atOnce: 64, steadyRate: 100, seconds: 1.5 },
  twoProcesses: { rounds: 1, seconds: 0.3 },
  postgres: { rounds: 1, seconds: 0.3 },
  growth: {
    listLengths: [10, 100, 1_000, 10_000],
    fields: [100, 1_000, 10_000],
    rows: [1_000, 10_000],
    times: 300,
    mostSeconds: 0.1,
    mostInsertSeconds: 5,
  },
  engine: { rounds: 60, builds: 3 },
  operations: { times: 5 },
};

export const plans = { full, quick };
