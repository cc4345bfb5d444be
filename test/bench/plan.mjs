// How long each part of the benchmark may take: `npm run bench` stays under ten minutes, `npm run bench -- quick` under one.

const full = {
  isQuick: false,
  connections: 32,
  peers: { rounds: 3, warmUpSeconds: 2, seconds: 2 },
  start: { times: 9 },
  memory: { chunk: 20_000, marks: [100_000, 500_000], mostSeconds: 110 },
  signIn: { atOnce: 64, steadyRate: 100, seconds: 8 },
  twoProcesses: { rounds: 3, warmUpSeconds: 1.5, seconds: 2.5 },
  postgres: { rounds: 3, warmUpSeconds: 1.5, seconds: 2.5 },
  growth: {
    listLengths: [10, 100, 1_000, 10_000, 100_000],
    fields: [100, 1_000, 10_000],
    rows: [1_000, 10_000, 100_000, 1_000_000],
    requests: 200,
    mostSecondsEach: 1.5,
  },
  engine: { rounds: 600, builds: 21 },
  operations: { times: 100 },
};

const quick = {
  isQuick: true,
  connections: 32,
  peers: { rounds: 1, warmUpSeconds: 0.4, seconds: 0.4 },
  start: { times: 3 },
  memory: { chunk: 5_000, marks: [20_000, 40_000], mostSeconds: 10 },
  signIn: { atOnce: 64, steadyRate: 100, seconds: 1.5 },
  twoProcesses: { rounds: 1, warmUpSeconds: 0.3, seconds: 0.5 },
  postgres: { rounds: 1, warmUpSeconds: 0.3, seconds: 0.5 },
  growth: {
    listLengths: [10, 100, 1_000, 10_000],
    fields: [100, 1_000, 10_000],
    rows: [1_000, 10_000],
    requests: 30,
    mostSecondsEach: 0.2,
  },
  engine: { rounds: 60, builds: 3 },
  operations: { times: 10 },
};

export const plans = { full, quick };
