import {
  fisherZ,
  kernelRidge,
  type LaggedTest,
  type Learner,
  pc,
  pcmciPlus,
  type Table,
  type TestResult,
  workers,
} from '../../src/everything.js'

/** Functions of a user, which both sides of a pool know. */
export const own = {
  search: (replicate: Table) => pc(fisherZ(replicate)),
  refused: (replicate: Table) => pc(fisherZ({ ...replicate, rowCount: -1 })),
  atLevel: (half: Table, alpha: number) => pc(fisherZ(half), { alpha }),
  overTime: (test: LaggedTest) => pcmciPlus(test, { maxLag: 1 }),
  broken: (): never => {
    throw new TypeError('mine')
  },
  exits: (): never => {
    // what ends a thread at once, as running out of memory does
    ;(globalThis as unknown as { process: { exit: (code: number) => never } }).process.exit(3)
    throw new Error('not reached')
  },
  endless: (): never => {
    for (;;);
  },
  nested: (): never => {
    workers(1)
    throw new Error('not reached')
  },
  brokenLearner: {
    name: 'broken',
    fit: () => ({ features: ['z'], predict: () => new Float64Array(8).fill(Number.NaN) }),
  } satisfies Learner,
  learner: {
    name: 'mine',
    fit: (table: Table, outcome: string) => kernelRidge().fit(table, outcome),
  } satisfies Learner,
  test: Object.assign(
    (x: string, y: string): TestResult => {
      const p = x === 'A' && y === 'C' ? 0.5 : 1e-5
      return {
        tested: true,
        statistic: 1,
        pValue: p,
        logPValue: p === 0.5 ? -Math.LN2 : -11.512925464970229,
        method: 'mine',
      }
    },
    { variables: ['A', 'B', 'C'] as const },
  ),
}
