import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  aipw,
  bootstrapEffect,
  bootstrapGraph,
  dag,
  estimateEffect,
  fisherZ,
  gSquare,
  hsic,
  inWorkers,
  kci,
  named,
  pc,
  simulateLinear,
  table,
  type WorkerPool,
  withLog,
  workers,
} from '../../src/everything.js'
import { own } from '../support/own-functions.js'
import { ownPool } from '../support/own-pool.js'

const { data } = simulateLinear(dag('A -> B -> C -> D; A -> D'), 120, { seed: 1 })
const search = named('search', own.search)
const searching =
  (draws: number, more: object = {}) =>
  () =>
    bootstrapGraph(data, search as never, { draws, seed: 3, ...more })
/** One that the page has of its own, and never runs. */
const strange = (name: string, draws: number) => () =>
  bootstrapGraph(
    data,
    named(name, () => null as never),
    { draws },
  )

let pool: WorkerPool
beforeAll(async () => {
  pool = await ownPool(2)
}, 60_000)
afterAll(() => pool.close())
/** Whatever a test did to the pool: it serves as before. */
afterEach(async () => {
  const call = searching(4)
  expect(await inWorkers(pool, call)).toEqual(call())
}, 60_000)

describe('inWorkers', () => {
  it('gives what the call gives where nothing is shared', async () => {
    expect(await inWorkers(pool, () => 7)).toBe(7)
    expect(await inWorkers(pool, () => pc(fisherZ(data)))).toEqual(pc(fisherZ(data)))
    expect(await inWorkers(pool, () => undefined)).toBeUndefined()
  })
  it('several calls at once share a pool', async () => {
    const several = [searching(9), () => pc(kci(data)), () => hsic(data, { null: 'permutation' })('A', 'D')]
    expect(await Promise.all(several.map((call) => inWorkers<unknown>(pool, call)))).toEqual(
      several.map((call) => call()),
    )
  })
  it('tells how far it is, summed over workers, and so does the verb, each step once', async () => {
    const seen: number[] = []
    const works = new Set<string>()
    const own: number[] = []
    const alone: number[] = []
    const call = (told: number[]) => searching(12, { onProgress: ({ done }: { done: number }) => told.push(done) })
    await inWorkers(pool, call(own), {
      onProgress: ({ work, done, total }) => {
        expect(total).toBe(12)
        works.add(work)
        seen.push(done)
      },
    })
    call(alone)()
    expect(seen).toEqual(Array.from({ length: 13 }, (_, k) => k))
    expect([...works]).toEqual(['bootstrap-graph'])
    expect(own).toEqual(alone)
  })
  it('a verb with many loops tells of each step once', async () => {
    const told: [string[], string[]] = [[], []]
    const call = (k: 0 | 1) => () =>
      pc(kci(data), { onProgress: ({ stage, level, done, tests }) => told[k].push([stage, level, done, tests].join()) })
    const shared = await inWorkers(pool, call(0))
    expect(shared).toEqual(call(1)())
    expect(told[0]).toEqual(told[1])
  })
  it('stops when the signal fires, its own or the verb’s, with workers that never would', async () => {
    for (const place of ['own', 'verb'] as const) {
      const controller = new AbortController()
      const { signal } = controller
      const running = inWorkers(
        pool,
        strangeOr('endless', place === 'verb' ? { signal } : {}),
        place === 'own' ? { signal } : {},
      )
      setTimeout(() => controller.abort(), 300)
      await expect(running).rejects.toMatchObject({ name: 'CausalError', code: 'aborted' })
    }
  })
  it('does not begin when the signal has fired', async () => {
    const controller = new AbortController()
    controller.abort()
    const running = inWorkers(pool, strangeOr('endless'), { signal: controller.signal })
    await expect(running).rejects.toMatchObject({ code: 'aborted' })
    await expect(inWorkers(pool, strangeOr('endless'), { signal: { aborted: true } })).rejects.toMatchObject({
      code: 'aborted',
    })
  })
  it('an error of a verb in a worker is the error of the verb alone', async () => {
    // two rows of one arm alone in a fold: the learner refuses
    const few = table({ t: [0, 1, 0, 1, 0, 1, 0, 1], y: [1, 2, 3, 4, 5, 6, 7, 9], z: [1, 2, 4, 3, 5, 7, 6, 8] })
    const call = (learner: typeof own.brokenLearner) => () =>
      estimateEffect(few, {
        graph: dag('z -> t -> y; z -> y'),
        treatment: 't',
        outcome: 'y',
        estimator: aipw({ outcomeLearner: learner, folds: 2 }),
      })
    const alone = errorOf(call(own.brokenLearner))
    const shared = await inWorkers(pool, call(named('brokenLearner', { ...own.brokenLearner }))).catch(
      (error: unknown) => error,
    )
    expect(alone).toMatchObject({ name: 'CausalError', code: 'invalid-data' })
    expect({ ...(shared as object), message: (shared as Error).message }).toEqual({
      ...(alone as object),
      message: (alone as Error).message,
    })
  })
  it('another error is told with its task', async () => {
    await expect(inWorkers(pool, strangeOr('broken'))).rejects.toMatchObject({
      name: 'CausalError',
      code: 'worker',
      message: expect.stringMatching(/task 0 of bootstrap-graph failed in a worker: TypeError: mine/),
      details: { work: 'bootstrap-graph', task: 0 },
    })
  })
  it('an error thrown by whoever listens to the progress is passed on', async () => {
    const onProgress = (): void => {
      throw new RangeError('mine too')
    }
    await expect(inWorkers(pool, searching(8), { onProgress })).rejects.toThrow('mine too')
    await expect(inWorkers(pool, searching(8, { onProgress }))).rejects.toThrow('mine too')
  })
  it('refuses functions that workers cannot know, by name, and says the way out', async () => {
    const refused = expect.objectContaining({ code: 'not-supported' })
    const search = () => bootstrapGraph(data, (t) => pc(fisherZ(t)))
    await expect(inWorkers(pool, search)).rejects.toEqual(refused)
    await expect(inWorkers(pool, search)).rejects.toThrow(
      /^inWorkers: `search` holds a function of your own.*named\('mine', …\).*answerWork/s,
    )
    await expect(inWorkers(pool, () => pc(withLog(kci(data), () => undefined)))).rejects.toThrow(
      /`test` holds a function/,
    )
    // a function of its own: another file may have named that of the support, and what has a name is known
    const unnamed = Object.assign((x: string, y: string) => own.test(x, y), { variables: own.test.variables })
    await expect(inWorkers(pool, () => pc(unnamed as never))).rejects.toEqual(refused)
    const question = { graph: dag('A -> B'), treatment: 'A', outcome: 'B' } as const
    const binary = table({ A: [0, 1, 0, 1, 1, 0], B: [1, 2, 3, 4, 5, 7] })
    const estimator = { ...aipw() }
    await expect(inWorkers(pool, () => bootstrapEffect(binary, { ...question, estimator, seed: 1 }))).rejects.toThrow(
      /`asked\.estimator\.fromSums` holds/,
    )
  })
  it('a name that workers do not know is told', async () => {
    await expect(inWorkers(pool, strange('nobody', 5))).rejects.toMatchObject({
      code: 'unknown-name',
      message: expect.stringMatching(/no function named "nobody"/),
    })
  })
  it('refuses calls within calls, promises, and calls that change', async () => {
    let inner: Promise<unknown> | undefined
    await inWorkers(pool, () => {
      inner = inWorkers(pool, () => 1)
      inner.catch(() => undefined)
    })
    await expect(inner).rejects.toMatchObject({ code: 'not-supported' })
    await expect(inWorkers(pool, async () => 1)).rejects.toMatchObject({ code: 'invalid-argument' })
    let draws = 5
    await expect(inWorkers(pool, () => searching(draws++)())).rejects.toThrow(/not the same each time/)
  })
  it('asks for a pool, a call and options that it knows', async () => {
    for (const wrong of [null, undefined, {}, 3, { size: 2, close: () => undefined }])
      await expect(inWorkers(wrong as never, () => 1)).rejects.toMatchObject({ code: 'invalid-argument' })
    await expect(inWorkers(pool, 3 as never)).rejects.toMatchObject({ code: 'invalid-argument' })
    await expect(inWorkers(pool, () => 1, { onProgres: 1 } as never)).rejects.toMatchObject({ code: 'unknown-option' })
    await expect(inWorkers(pool, () => 1, { onProgress: 1 } as never)).rejects.toMatchObject({
      code: 'invalid-argument',
    })
  })
  it('a worker starts no workers', async () => {
    await expect(inWorkers(pool, strangeOr('nested'))).rejects.toThrow(/a worker starts no workers of its own/)
  })
})

describe('a pool', () => {
  it('says how many it has, and that it is closed', async () => {
    const one = await ownPool(1)
    expect(one.size).toBe(1)
    expect(Object.isFrozen(one)).toBe(true)
    const running = inWorkers(one, strangeOr('endless'))
    setTimeout(() => void one.close(), 300)
    await expect(running).rejects.toMatchObject({ code: 'aborted', message: 'inWorkers: the pool was closed.' })
    await expect(inWorkers(one, () => 1)).rejects.toMatchObject({ code: 'invalid-argument' })
    await one.close()
  })
  it('can be disposed of', async () => {
    const { asyncDispose } = Symbol as { readonly asyncDispose?: symbol }
    if (asyncDispose === undefined) return
    const one = await ownPool(1)
    await (one as unknown as Record<symbol, () => Promise<void>>)[asyncDispose]!()
    await expect(inWorkers(one, () => 1)).rejects.toThrow(/closed/)
  })
  it('refuses counts and starts that are none', () => {
    for (const count of [0, -1, 1.5, Number.NaN, 1e9, 'two'])
      expect(() => workers(count as number)).toThrow(/^workers: count is a whole number/)
    expect(() => workers(1, { start: 3 as never })).toThrow(/^workers: `start`/)
    expect(() => workers(1, { start: () => 3 as never })).toThrow(/^workers: `start` must give a worker/)
    expect(() => workers(1, { patience: 0 })).toThrow(/^workers: patience/)
    expect(() => workers(1, { threads: 3 } as never)).toThrow(/^workers: `threads` is not known/)
  })
  it('named asks for a name and a function', () => {
    expect(() => named('', () => 1)).toThrow(/^named: the name/)
    expect(() => named('x', 3 as never)).toThrow(/^named: expected a function/)
    expect(named('x', gSquare)).toBe(gSquare)
  })
})

/** A search that ends badly: the workers alone know it. */
function strangeOr(name: string, more: object = {}): () => unknown {
  return () =>
    bootstrapGraph(
      data,
      named(name, () => null as never),
      { draws: 6, ...more },
    )
}

function errorOf(call: () => unknown): unknown {
  try {
    return call()
  } catch (error) {
    return error
  }
}
