import { describe, expect, it } from 'vitest'
import {
  fromJson,
  type LaggedTest,
  laggedGraph,
  normals,
  pcmciPlus,
  randomStream,
  rpcmci,
  type Series,
  series,
  table,
  toJson,
} from '../../../../src/index.js'
import { expectCausalError } from '../../../support/errors.js'

/** x drives y a step later with this weight at each step, z follows itself alone. */
function turning(steps: number, seed: string, weight: (t: number) => number): Record<'x' | 'y' | 'z', Float64Array> {
  const e = normals(randomStream(seed), 3 * steps).values
  const [x, y, z] = [new Float64Array(steps), new Float64Array(steps), new Float64Array(steps)]
  for (let t = 1; t < steps; t++) {
    x[t] = 0.3 * x[t - 1]! + e[3 * t]!
    y[t] = weight(t) * x[t - 1]! + e[3 * t + 1]!
    z[t] = 0.5 * z[t - 1]! + e[3 * t + 2]!
  }
  return { x, y, z }
}
const sign = (t: number): number => (Math.floor(t / 100) % 2 === 0 ? 0.9 : -0.9)
const data = series(table(turning(400, 'turning', sign)))
const search = <N extends string>(test: LaggedTest<N>) => pcmciPlus(test, { alpha: 0.01 })
const links = (graph: { edges: readonly { from: string; lag: number; to: string }[] }): string[] =>
  graph.edges.map(({ from, lag, to }) => `${from} ${lag} ${to}`)
/** The share of rows that are in the regime which these steps take turns in. */
const right = (assignment: Int32Array, every: number): number => {
  const known = [...assignment.keys()].filter((row) => assignment[row]! >= 0)
  const share = known.filter((row) => assignment[row] === Math.floor(row / every) % 2).length / known.length
  return Math.max(share, 1 - share)
}

describe('rpcmci', () => {
  const found = rpcmci(data, search, { maxSwitches: 3, seed: 1 })

  it('finds when a link turns its sign, and the graph of each regime', () => {
    expect(right(found.assignment, 100)).toBeGreaterThan(0.95)
    for (const { graph } of found.regimes) expect(links(graph)).toContain('x 1 y')
    const strengths = found.regimes.map(
      ({ answer }) => answer.links.find(({ from, to, lag }) => from === 'x' && to === 'y' && lag === 1)!.value!,
    )
    expect(strengths[0]! * strengths[1]!).toBeLessThan(-0.2)
    expect(found.switches.map(({ from, to }) => [from, to])).toEqual([
      [0, 1],
      [1, 0],
      [0, 1],
    ])
    expect(found.regimes.reduce((sum, { steps }) => sum + steps, 0)).toBe(398)
    expect([...found.assignment.subarray(0, 2)]).toEqual([-1, -1])
    expect(found.agreement[0]).toBeNaN()
    expect(found.notToldApart).toEqual([])
    expect(found.starts).toHaveLength(10)
  })

  it('gives the same for the same seed, and for columns in another order or in other units', () => {
    expect(rpcmci(data, search, { maxSwitches: 3, seed: 1 })).toEqual(found)
    const { x, y, z } = turning(400, 'turning', sign)
    const other = series(table({ z: z.map((v) => 1000 * v), x: x.map((v) => 3e-7 * v), y: y.map((v) => v - 5) }))
    const again = rpcmci(other, search, { maxSwitches: 3, seed: 1 })
    expect(again.assignment).toEqual(found.assignment)
    expect(links(again.regimes[0]!.graph).sort()).toEqual(links(found.regimes[0]!.graph).sort())
    expect(again.loss / found.loss).toBeCloseTo(1, 9)
  })

  it('chooses the number of regimes, and says where two are one', () => {
    expect(rpcmci(data, search, { regimes: [1, 2, 3], maxSwitches: 3 }).candidates.map((c) => c.regimes)).toEqual([
      1, 2, 3,
    ])
    expect(rpcmci(data, search, { regimes: [1, 2, 3], maxSwitches: 3 }).regimes).toHaveLength(2)
    const steady = series(table(turning(400, 'steady', () => 0.9)))
    expect(rpcmci(steady, search, { regimes: [3, 2, 1], maxSwitches: 3 }).regimes).toHaveLength(1)
    const forced = rpcmci(steady, search, { maxSwitches: 3 })
    expect(forced.notToldApart).toEqual([[0, 1]])
    expect(forced.warnings.some((line) => line.includes('not told apart'))).toBe(true)
  })

  it('lets regimes change between recordings without a switch', () => {
    const { x, y, z } = turning(240, 'recordings', (t) => (Math.floor(t / 60) % 2 === 0 ? 0.9 : -0.9))
    const unit = Array.from(x, (_, t) => `r${Math.floor(t / 60)}`)
    const time = Array.from(x, (_, t) => t % 60)
    const several = rpcmci(series(table({ x, y, z, unit, time }), { unit: 'unit', time: 'time' }), search, {
      maxSwitches: 1,
      seed: 2,
    })
    expect(right(several.assignment, 60)).toBeGreaterThan(0.9)
  })

  it('takes a search that gives a graph alone, and the likelihood as loss', () => {
    // what differs is the size of the noise: squares cannot tell it
    const { x, y, z } = turning(400, 'noise', () => 0.5)
    const loud = (values: Float64Array): Float64Array => values.map((v, t) => (t < 200 ? v : 3 * v))
    const noisy = series(table({ x: loud(x), y: loud(y), z: loud(z) }))
    const alone = (): ReturnType<typeof laggedGraph> => laggedGraph('x[t-1] -> x; x[t-1] -> y; z[t-1] -> z')
    const { assignment, regimes } = rpcmci(noisy, alone as never, { maxSwitches: 1, loss: 'likelihood' })
    expect(right(assignment, 200)).toBeGreaterThan(0.95)
    expect(links(regimes[0]!.graph)).toEqual(['x 1 x', 'x 1 y', 'z 1 z'])
  })

  it('travels as JSON', () => {
    expect(fromJson(JSON.stringify(toJson({ ...found, assignment: null, agreement: null })))).toEqual({
      ...found,
      assignment: null,
      agreement: null,
    })
  })

  it('refuses what makes no sense, by name', () => {
    const ask =
      (options: object, from: Series<unknown, string> = data, how: unknown = search) =>
      () =>
        rpcmci(from, how as typeof search, options as never)
    expectCausalError(ask({}), 'rpcmci', 'invalid-argument')
    expectCausalError(ask({ maxSwitches: 0 }), 'rpcmci', 'invalid-argument')
    expectCausalError(ask({ maxSwitches: 1, regimes: 3 }), 'rpcmci', 'invalid-argument')
    expectCausalError(ask({ maxSwitches: 3, regimes: [2, 2] }), 'rpcmci', 'invalid-argument')
    expectCausalError(ask({ maxSwitches: 3, loss: 'other' }), 'rpcmci', 'invalid-argument')
    expectCausalError(ask({ maxSwitches: 400 }), 'rpcmci', 'too-few-rows')
    expectCausalError(ask({ maxSwitches: 3, signal: { aborted: true } }), 'rpcmci', 'aborted')
    expectCausalError(
      ask({ maxSwitches: 3 }, data, () => laggedGraph('a -> b')),
      'rpcmci',
      'invalid-argument',
    )
    expectCausalError(ask({ maxSwitches: 3 }, data, null), 'rpcmci', 'invalid-argument')
    const flat = series(table({ x: [1, 2, 3, 4, 5, 6], y: [1, 1, 1, 1, 1, 1] }))
    expectCausalError(ask({ maxSwitches: 1, maxLag: 1 }, flat), 'rpcmci', 'constant-column')
    const tiny = series(table({ x: [1, 2, 3, 5, 5, 6, 2, 1], y: [1, 4, 1, 8, 1, 3, 1, 1] }))
    expectCausalError(ask({ maxSwitches: 1, maxLag: 2 }, tiny), 'rpcmci', 'invalid-data')
  })
})
