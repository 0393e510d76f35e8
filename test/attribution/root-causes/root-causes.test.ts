import { describe, expect, it } from 'vitest'
import {
  admg,
  cpdagOf,
  dag,
  epsilonDiagnosis,
  fisherZ,
  hypothesisTests,
  laggedGraph,
  linear,
  normal,
  normals,
  pageRank,
  pc,
  pdag,
  randomStream,
  randomWalk,
  residualScores,
  rootCauseDiscovery,
  rootCauses,
  sample,
  scm,
  select,
  series,
  shapleyAttribution,
  splines,
  splitSeries,
  table,
  toDag,
} from '../../../src/index.js'
import { expectCausalError } from '../../support/errors.js'

/** queue and db feed api, api feeds page, page feeds cart; a fault is a shift of one noise, a factor of one, or another slope. */
const system = (shift: Record<string, number> = {}, factor: Record<string, number> = {}, slope = 1.5) => {
  const noise = (name: string) => normal(shift[name] ?? 0, factor[name] ?? 1)
  return scm({
    queue: noise('queue'),
    db: noise('db'),
    api: linear({ queue: 1, db: slope }, noise('api')),
    page: linear({ api: -0.8 }, noise('page')),
    cart: linear({ page: 1 }, noise('cart')),
  })
}
const graph = dag('queue -> api; db -> api; api -> page -> cart')
const quiet = sample(system(), 300, { seed: 'quiet' })
const shifted = sample(system({ db: 5 }), 40, { seed: 'db' })

describe('rootCauses', () => {
  it('names the variable whose mechanism changed, not what it dragged along', () => {
    const why = rootCauses(quiet, shifted, { graph, target: 'cart' })
    if (!why.found) throw new Error(why.message)
    expect(why.causes.map(({ variable }) => variable)).toEqual(['db'])
    const [first] = why.causes
    expect(first!.path).toEqual(['db', 'api', 'page', 'cart'])
    expect(first!.evidence!.given).toEqual([])
    expect(first!.evidence!.residual).toBeGreaterThan(4)
    expect(first!.evidence!.adjusted).toBeLessThan(1e-20)
    expect(why.ranking).toHaveLength(5)
    expect(why.ranking.filter(({ accused }) => accused)).toHaveLength(1)
    expect(why.n).toEqual({ before: 300, after: 40 })
    // what is downstream moved as well
    expect(epsilonDiagnosis().suspect).toBeTypeOf('function')
    const naive = rootCauses(quiet, shifted, { graph, method: epsilonDiagnosis() })
    expect(naive.found && naive.causes.length).toBeGreaterThan(2)
  })

  it('sees a spread and a slope that changed as well as a level', () => {
    const wider = rootCauses(quiet, sample(system({}, { page: 4 }), 60, { seed: 2 }), { graph })
    expect(wider.found && wider.causes.map(({ variable }) => variable)).toEqual(['page'])
    expect(wider.found && wider.causes[0]!.evidence!.spread).toBeGreaterThan(2)
    const turned = rootCauses(quiet, sample(system({}, {}, -1.5), 60, { seed: 3 }), { graph })
    expect(turned.found && turned.causes.map(({ variable }) => variable)).toEqual(['api'])
    const frozen = rootCauses(quiet, sample(system({}, { api: 0.05 }), 60, { seed: 4 }), { graph })
    expect(frozen.found && frozen.causes.map(({ variable }) => variable)).toEqual(['api'])
    const two = rootCauses(quiet, sample(system({ queue: 4, page: -4 }), 60, { seed: 5 }), { graph })
    expect(two.found && two.causes.map(({ variable }) => variable).sort()).toEqual(['page', 'queue'])
  })

  it('ranks nothing where nothing changed', () => {
    const why = rootCauses(quiet, sample(system(), 60, { seed: 6 }), { graph, target: 'cart' })
    expect(why).toMatchObject({ found: false, reason: 'no-anomaly' })
    if (!why.found) {
      expect(why.message).toContain('noise')
      expect(why.witness!.tested).toBe(5)
      expect(why.witness!.adjusted).toBeGreaterThan(0.05)
    }
  })

  it('says so when what changed does not lead to the alert', () => {
    const why = rootCauses(quiet, sample(system({ cart: 5 }), 40, { seed: 7 }), { graph, target: 'page' })
    expect(why).toMatchObject({ found: false, reason: 'no-path', witness: { tested: 4 } })
    expect(why.untold.map(({ variable, reason }) => [variable, reason])).toEqual([['cart', 'no-path']])
    const both = rootCauses(quiet, sample(system({ cart: 5, db: 5 }), 40, { seed: 7 }), { graph, target: 'page' })
    expect(both.found && both.causes.map(({ variable }) => variable)).toEqual(['db'])
    expect(both.untold.some(({ variable, reason }) => variable === 'cart' && reason === 'no-path')).toBe(true)
  })

  it('names what could not be told: constant, determined, without direction, outside', () => {
    const columns = (t: typeof quiet, errors: number) => ({
      ...Object.fromEntries(t.columns.map((name, j) => [name, t.data[j] as Float64Array])),
      copy: (t.data[1] as Float64Array).map((v) => 2 * v),
      errors: new Float64Array(t.rowCount).fill(errors),
    })
    const why = rootCauses(table(columns(quiet, 0)), table(columns(shifted, 7)), {
      graph: dag('queue -> api; db -> api; api -> page -> cart; db -> copy; errors -> page') as never,
    })
    const told = new Map(why.untold.map(({ variable, reason }) => [variable, reason] as [string, string]))
    expect(told.get('errors')).toBe('constant')
    expect(told.get('copy')).toBe('determined')
    expect(why.found && why.causes.map(({ variable }) => variable)).toEqual(['db'])

    const open = rootCauses(quiet, shifted, { graph: pdag('queue -> api; db -> api; api -> page; page -- cart') })
    expect(open.untold.map(({ variable, reason }) => [variable, reason])).toContainEqual(['cart', 'undirected'])

    const both = rootCauses(quiet, sample(system({ db: 9, api: 6 }), 40, { seed: 8 }), { graph })
    expect(both.untold.map(({ variable, reason }) => [variable, reason])).toContainEqual(['api', 'outside'])
  })

  it('takes the DAGs of a class in which the fewest mechanisms changed, and says which cannot be told apart', () => {
    const chain = scm({ a: normal(0, 1), b: linear({ a: 1 }, normal(0, 1)), c: linear({ b: 1 }, normal(0, 1)) })
    const moved = scm({ a: normal(4, 1), b: linear({ a: 1 }, normal(0, 1)), c: linear({ b: 1 }, normal(0, 1)) })
    const [before, after] = [sample(chain, 300, { seed: 1 }), sample(moved, 50, { seed: 2 })]
    const why = rootCauses(before, after, { graph: cpdagOf(dag('a -> b -> c')) })
    expect(why.found && why.causes.map(({ variable }) => variable)).toEqual(['a'])
    // a slope that turned: in each DAG one mechanism changed, and which one depends on the direction of the edge
    const turned = scm({ a: normal(0, 1), b: linear({ a: -1 }, normal(0, 1)), c: linear({ b: 1 }, normal(0, 1)) })
    const either = rootCauses(before, sample(turned, 60, { seed: 3 }), { graph: cpdagOf(dag('a -> b -> c')) })
    expect(either.found && either.causes.map(({ variable }) => variable).sort()).toEqual(['a', 'b'])
    expect(either.untold.map(({ variable, reason }) => [variable, reason])).toContainEqual(['a', 'undirected'])
    const calm = rootCauses(before, sample(chain, 60, { seed: 4 }), { graph: cpdagOf(dag('a -> b -> c')) })
    expect(calm).toMatchObject({ found: false, reason: 'no-anomaly' })
  })

  it('learns the graph from the quiet steps, and does not look at other columns', () => {
    const why = rootCauses(quiet, shifted, { discovery: (steps) => pc(fisherZ(steps), { alpha: 0.01 }).graph })
    expect(why.found && why.causes[0]!.variable).toBe('db')
    const part = rootCauses(quiet, shifted, { graph: dag('db -> api') })
    expect(part.warnings.at(-1)).toContain('"queue", "page" and "cart"')
  })

  it('takes a learner where mechanisms bend', () => {
    const bent = (shift: number, n: number, seed: number) => {
      const [x, u] = [0, 1].map((k) => normals(randomStream(`${seed} ${k}`), n).values)
      const a = x!.map((v) => v + shift)
      return table({ a, b: a.map((v, i) => v * v + 0.3 * u![i]!) })
    }
    const [before, after] = [bent(0, 400, 1), bent(1, 60, 2)]
    const straight = rootCauses(before, after, { graph: dag('a -> b') })
    expect(straight.found && straight.causes.map(({ variable }) => variable)).toContain('b')
    const learned = rootCauses(before, after, { graph: dag('a -> b'), learner: splines() })
    expect(learned.found && learned.causes[0]!.variable).toBe('a')
    const scoreOf = (why: typeof learned, name: string) =>
      why.found ? why.ranking.find(({ variable }) => variable === name)!.score : Number.NaN
    expect(scoreOf(learned, 'b')).toBeLessThan(scoreOf(straight, 'b') / 2)
  })
})

describe('methods', () => {
  it.each([
    ['residual scores', residualScores({ aggregate: 'max', scale: 'moments' })],
    ['hypothesis tests', hypothesisTests()],
    ['Shapley attribution', shapleyAttribution()],
    ['root cause discovery', rootCauseDiscovery()],
  ])('%s: the shifted variable comes first', (_, method) => {
    const why = rootCauses(quiet, shifted, { graph, method, target: 'cart' })
    expect(why.found && why.causes[0]!.variable).toBe('db')
  })

  it('hypothesis tests with the adjustment raise what lies upstream, as published', () => {
    const after = sample(system({ page: 6 }), 60, { seed: 9 })
    const [plain, adjusted] = [false, true].map((descendantAdjustment) => {
      const why = rootCauses(quiet, after, { graph, method: hypothesisTests({ descendantAdjustment, threshold: 1 }) })
      if (!why.found) throw new Error(why.message)
      return new Map(why.ranking.map(({ variable, score }) => [variable, score]))
    })
    const cart = plain!.get('cart')!
    expect(adjusted!.get('cart')).toBe(cart)
    expect(adjusted!.get('page')).toBeCloseTo(plain!.get('page')! + cart, 10)
    expect(adjusted!.get('api')).toBeCloseTo(plain!.get('api')! + adjusted!.get('page')!, 10)
  })

  it('the shares of Shapley attribution sum to the shift of the target in its standard deviations', () => {
    const why = rootCauses(quiet, shifted, { graph, method: shapleyAttribution(), target: 'cart' })
    if (!why.found) throw new Error(why.message)
    const mean = (values: Float64Array) => values.reduce((sum, v) => sum + v, 0) / values.length
    const [cart, moved] = [quiet.data[4] as Float64Array, shifted.data[4] as Float64Array]
    const spread = Math.sqrt(mean(cart.map((v) => (v - mean(cart)) ** 2)))
    const total = why.ranking.reduce((sum, { score }) => sum + score, 0)
    expect(total).toBeCloseTo(Math.abs(mean(moved) - mean(cart)) / spread, 8)
  })

  it('PageRank cuts the weakest edge of a cycle, and says which', () => {
    const loop = pdag('queue -> api; db -> api; api -> page -> cart -> api')
    const why = rootCauses(quiet, shifted, { graph: loop, method: pageRank() })
    if (!why.found) throw new Error(why.message)
    expect(why.warnings.some((line) => line.includes('was cut'))).toBe(true)
    const two = rootCauses(
      select(quiet, ['queue', 'api']),
      select(sample(system({ queue: 6 }), 30, { seed: 1 }), ['queue', 'api']),
      {
        graph: dag('queue -> api'),
        method: pageRank({ damping: 0.5 }),
      },
    )
    // new starts are at queue in 2 of 3 cases; from api half of the walks go to queue, all others start anew: s_api = (1 − s_api / 2) / 3
    expect(two.found && two.ranking[0]).toMatchObject({ variable: 'queue', score: expect.closeTo(5 / 7, 10) })
  })

  it('the random walk of two variables has its closed form', () => {
    const [before, after] = [
      select(quiet, ['queue', 'api']),
      select(sample(system({ queue: 6 }), 30, { seed: 1 }), ['queue', 'api']),
    ]
    const why = rootCauses(before, after, {
      graph: dag('queue -> api'),
      method: randomWalk({ restart: 0.2, backward: 0 }),
      target: 'api',
    })
    if (!why.found) throw new Error(why.message)
    // from api always to queue, which keeps the walk: s_api = 0.2, s_queue = 0.8
    expect(why.ranking.map(({ variable, score }) => [variable, score])).toEqual([
      ['queue', expect.closeTo(0.8, 9)],
      ['api', expect.closeTo(0.2, 9)],
    ])
    expect(why.causes.map(({ variable }) => variable)).toEqual(['queue'])
  })

  it('shares a rank among equal scores', () => {
    const method = { name: 'own', needs: [], suspect: () => ({ scores: Float64Array.of(1, 2, 2, Number.NaN, 0) }) }
    const why = rootCauses(quiet, shifted, { graph, method })
    expect(why.found && why.ranking.map(({ variable, rank, tiedWith }) => [variable, rank, tiedWith])).toEqual([
      ['api', 1, ['db']],
      ['db', 1, ['api']],
      ['queue', 3, []],
      ['cart', 4, []],
    ])
  })

  it('root cause discovery takes groups, and any test', () => {
    const wider = sample(system({}, { page: 5 }), 80, { seed: 2 })
    const blind = rootCauses(quiet, wider, { method: rootCauseDiscovery({ groupSize: 3 }) })
    expect(blind.found ? blind.causes[0]!.variable : blind.reason).toBe('not-accused')
  })
})

describe('over time', () => {
  const g = laggedGraph('db[t-1] -> db; api[t-1] -> api; db[t-2] -> api; api[t-1] -> page')
  const run = (fault: number) => {
    const n = 500
    const noise = ['db', 'api', 'page'].map((name) => normals(randomStream(name), n).values)
    const [db, api, page] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)]
    for (let t = 0; t < n; t++) {
      db[t] = 0.7 * (db[t - 1] ?? 0) + noise[0]![t]! + (t >= 400 ? fault : 0)
      api[t] = 0.4 * (api[t - 1] ?? 0) + (db[t - 2] ?? 0) + noise[1]![t]!
      page[t] = (api[t - 1] ?? 0) + noise[2]![t]!
    }
    return splitSeries(series(table({ db, api, page })), { step: 400 })
  }

  it('finds the cause through lags, and lags reach across the trigger', () => {
    const { before, after } = run(2)
    const why = rootCauses(before, after, { graph: g, target: 'page' })
    expect(why.found && why.causes.map(({ variable }) => variable)).toEqual(['db'])
    expect(why.n).toEqual({ before: 398, after: 100 })
    expect(why.found && why.causes[0]!.evidence!.given).toEqual([{ variable: 'db', lag: 1 }])
    const apart = rootCauses(before, { ...after, stretches: [{ ...after.stretches[0]!, time: 1000 }] }, { graph: g })
    expect(apart.n).toEqual({ before: 398, after: 98 })
  })

  it('shares the shift out by long-run slopes', () => {
    const { before, after } = run(2)
    const why = rootCauses(before, after, { graph: g, target: 'page', method: shapleyAttribution() })
    expect(why.found && why.causes[0]!.variable).toBe('db')
  })

  it('ranks nothing without a fault, with a graph and without', () => {
    const { before, after } = run(0)
    expect(rootCauses(before, after, { graph: g })).toMatchObject({ found: false, reason: 'no-anomaly' })
    expect(rootCauses(before, after, { method: epsilonDiagnosis() })).toMatchObject({ found: false })
  })

  it('says when the steps before are not quiet', () => {
    const { before, after } = run(2)
    const late = splitSeries(
      series(
        table(
          Object.fromEntries(
            before.names.map((name, j) => {
              const column = new Float64Array(500)
              column.set(before.table.data[j] as Float64Array)
              column.set(after.table.data[j] as Float64Array, 400)
              return [name, column]
            }),
          ),
        ),
      ),
      { step: 460 },
    )
    const why = rootCauses(late.before, late.after, { graph: g })
    expect(why.warnings.join()).toMatch(/not quiet.*"db" came about otherwise/)
  })
})

describe('refusals', () => {
  it('by name', () => {
    const refused = (call: () => unknown, code: Parameters<typeof expectCausalError>[2]): string =>
      expectCausalError(call, 'rootCauses', code).message
    expect(refused(() => rootCauses(quiet, shifted), 'invalid-argument')).toContain('needs a graph')
    refused(() => rootCauses(quiet, shifted, { graph, method: randomWalk() }), 'invalid-argument')
    refused(() => rootCauses(quiet, shifted, { graph, target: 'nobody' as never }), 'unknown-name')
    refused(() => rootCauses(quiet, shifted, { graph, discovery: () => graph }), 'contradiction')
    refused(() => rootCauses(quiet, shifted, { graph: dag('db -> other') as never }), 'unknown-name')
    refused(() => rootCauses(quiet, shifted, { graph: admg('db -> api; db <-> api') as never }), 'invalid-argument')
    expect(
      refused(() => rootCauses(quiet, shifted, { graph: pdag('queue -> api -> page -> queue; db -> api') }), 'cycle'),
    ).toContain('pageRank')
    refused(() => rootCauses(quiet, shifted, { graph: laggedGraph('db[t-1] -> api') } as never), 'type-mismatch')
    const steps = series(quiet)
    refused(() => rootCauses(steps as never, shifted as never, { graph } as never), 'type-mismatch')
    const short = splitSeries(series(select(quiet, ['db', 'api'])), { step: 2 })
    expect(
      refused(() => rootCauses(short.before, short.after, { graph: laggedGraph('db[t-3] -> api') }), 'too-few-rows'),
    ).toContain('largest lag is 3')
    const chain = cpdagOf(dag('db -> api -> page -> cart'))
    const shares = { target: 'cart', method: shapleyAttribution() } as const
    const said = refused(() => rootCauses(quiet, shifted, { graph: chain, ...shares }), 'not-supported')
    expect(said).toContain('toDag(graph)')
    expect(rootCauses(quiet, shifted, { graph: toDag(chain), ...shares }).found).toBe(true)
    expectCausalError(() => splitSeries(steps, { step: 0 }), 'splitSeries', 'too-few-rows')
    expectCausalError(() => splitSeries(steps, {} as never), 'splitSeries', 'invalid-argument')
  })

  it('a feedback loop over time, where a DAG is needed', () => {
    const loop = laggedGraph('a[t-1] -> b; b[t-1] -> a')
    const noise = [1, 2].map((seed) => normals(randomStream(seed), 200).values)
    const [a, b] = [new Float64Array(200), new Float64Array(200)]
    for (let t = 0; t < 200; t++) {
      a[t] = 0.4 * (b[t - 1] ?? 0) + noise[0]![t]! + (t >= 150 ? 4 : 0)
      b[t] = 0.4 * (a[t - 1] ?? 0) + noise[1]![t]!
    }
    const { before, after } = splitSeries(series(table({ a, b })), { step: 150 })
    const question = { graph: loop, target: 'b' as const }
    const why = rootCauses(before, after, question)
    expect(why.found && why.causes.map(({ variable }) => variable)).toEqual(['a'])
    for (const method of [shapleyAttribution(), hypothesisTests({ descendantAdjustment: true })])
      expectCausalError(() => rootCauses(before, after, { ...question, method }), 'rootCauses', 'cycle')
  })
})
