import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  aipw,
  bagged,
  bootstrapEffect,
  bootstrapGraph,
  cmiKnn,
  dag,
  distanceCorrelation,
  doubleMachineLearning,
  estimateEffect,
  fci,
  forest,
  fromCounts,
  gpdc,
  gSquare,
  hsic,
  inWorkers,
  ipw,
  kci,
  kidneyStones,
  type LaggedTest,
  named,
  pc,
  type pcmciPlus,
  ridge,
  series,
  simulateLinear,
  splines,
  stabilitySelection,
  superLearner,
  table,
  tmle,
  type WorkerPool,
} from '../../src/everything.js'
import { own } from '../support/own-functions.js'
import { ownPool } from '../support/own-pool.js'

const { data } = simulateLinear(dag('A -> B -> C -> D; A -> D'), 120, { seed: 1 })
const treated = table({
  z: Array.from({ length: 150 }, (_, i) => Math.sin(i * 1.7) + i / 90),
  w: Array.from({ length: 150 }, (_, i) => ((i * 7) % 13) / 3),
  group: Array.from({ length: 150 }, (_, i) => ['a', 'b', 'c'][(i * 5) % 3]!),
  t: Array.from({ length: 150 }, (_, i) => ((i * 11) % 7 < 3 + (i % 2) ? 1 : 0)),
  y: Array.from({ length: 150 }, (_, i) => Math.cos(i * 2.3) + ((i * 11) % 7) / 4 + i / 80),
})
const stones = fromCounts(kidneyStones)
const question = { graph: dag('z -> t -> y; z -> y; w -> t; w -> y'), treatment: 't', outcome: 'y' } as const
const overTime = series(
  table({
    x: Array.from({ length: 90 }, (_, t) => (t * 0.618034) % 1),
    y: Array.from({ length: 90 }, (_, t) => ((t * 0.618034 - 0.618034) % 1) + ((t * 0.414214) % 1)),
  }),
)
type Numbers = typeof data
const search = named(
  'search',
  own.search as unknown as (replicate: Numbers) => ReturnType<typeof pc<'A' | 'B' | 'C' | 'D'>>,
)
const atLevel = named('atLevel', own.atLevel as unknown as (half: Numbers, alpha: number) => ReturnType<typeof search>)
const everyLag = named(
  'overTime',
  own.overTime as (test: LaggedTest<'x' | 'y'>) => ReturnType<typeof pcmciPlus<'x' | 'y'>>,
)
const learner = named('learner', own.learner)

/** Calls that share loops, with how many they have at the least. */
const calls: readonly [name: string, loops: number, call: () => unknown][] = [
  ['bootstrapGraph', 1, () => bootstrapGraph(data, search, { draws: 13, seed: 3 })],
  ['stabilitySelection', 1, () => stabilitySelection(data, atLevel, { settings: [0.01, 0.1], draws: 4, seed: 2 })],
  ['bagged', 1, () => bagged(overTime, everyLag, { draws: 7, seed: 5 })],
  [
    'bootstrapEffect of rows',
    1,
    () => bootstrapEffect(treated, { ...question, estimator: aipw(), draws: 17, seed: 1 }),
  ],
  [
    'bootstrapEffect of clusters',
    1,
    () => bootstrapEffect(treated, { ...question, estimator: ipw(), cluster: 'group', draws: 9, seed: 'b' }),
  ],
  [
    'bootstrapEffect of learners',
    2,
    () =>
      bootstrapEffect(stones, {
        graph: dag('stone -> treatment -> recovered; stone -> recovered'),
        treatment: 'treatment',
        outcome: 'recovered',
        estimator: aipw({ folds: 2 }),
        draws: 5,
        seed: 1,
      }),
  ],
  ['pc over kci', 2, () => pc(kci(data))],
  [
    'pc over kci, other rules',
    3,
    () => pc(kci(data, { bandwidth: 'rule' }), { colliderRule: 'max-p', multiplicity: 'benjamini-hochberg' }),
  ],
  ['pc over gSquare', 1, () => pc(gSquare(fromCounts(kidneyStones)))],
  ['pc over a test of one’s own', 2, () => pc(named('test', own.test) as never)],
  ['fci over kci', 2, () => fci(kci(data))],
  [
    'aipw with learners',
    1,
    () =>
      estimateEffect(treated, {
        ...question,
        estimator: aipw({ outcomeLearner: forest({ trees: 10 }), propensityLearner: splines() }),
      }),
  ],
  [
    'aipw with a learner of one’s own',
    1,
    () => estimateEffect(treated, { ...question, estimator: aipw({ outcomeLearner: learner, folds: 3 }) }),
  ],
  ['tmle with folds', 1, () => estimateEffect(treated, { ...question, estimator: tmle({ folds: 3 }) })],
  [
    'doubleMachineLearning',
    4,
    () =>
      estimateEffect(treated, {
        ...question,
        estimator: doubleMachineLearning({
          learner: superLearner({ learners: [ridge(), splines()], folds: 2 }),
          folds: 2,
          repetitions: 2,
        }),
      }),
  ],
  ['hsic by permutations', 1, () => hsic(data, { null: 'permutation', draws: 60 })('A', 'C')],
  ['cmiKnn', 1, () => cmiKnn(data, { draws: 150 })('B', 'C', ['A'])],
  ['distanceCorrelation', 1, () => distanceCorrelation(data, { draws: 250 })('B', 'C')],
  ['gpdc', 1, () => gpdc(data, { draws: 120 })('A', 'C', ['B'])],
]

describe.each([1, 2, 3])('a pool of %i', (count) => {
  let pool: WorkerPool
  beforeAll(async () => {
    pool = await ownPool(count)
  }, 60_000)
  afterAll(() => pool.close())

  it.each(calls)('%s: the same bits as alone', async (_, loops, call) => {
    const alone = call()
    const works: string[] = []
    const shared = await inWorkers(pool, call, {
      onProgress: ({ work, done }) => {
        if (done === 0) works.push(work)
      },
    })
    expect(works.length).toBeGreaterThanOrEqual(loops)
    expect(shared).toEqual(alone)
    expect(bitsOf(shared)).toBe(bitsOf(alone))
  })
})

/** A value as text, every number to its last bit. */
function bitsOf(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'number') return Object.is(each, -0) ? '-0' : String(each)
    if (ArrayBuffer.isView(each)) return Array.from(each as Float64Array, String)
    if (each instanceof Map) return [...each]
    return each
  })
}
