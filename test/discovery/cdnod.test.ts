import { describe, expect, it } from 'vitest'
import { cdnod, gSquare, type IndependenceTest, kci, knowledge, type Table, table } from '../../src/index.js'
import { generator } from '../../src/probability/streams/stream.js'
import { expectCausalError } from '../support/errors.js'
import { edgeTexts } from './support.js'

/** X → Y, both with means that move on their own from domain to domain, and W, a stable effect of Y. */
function moving(
  seed: number,
  domains: number,
  rows: number,
): { data: Table<{ site: number; X: number; Y: number; W: number }>; shifts: { X: number[]; Y: number[] } } {
  const random = generator(seed)
  const shifts = {
    X: Array.from({ length: domains }, () => 2 * random.normal()),
    Y: Array.from({ length: domains }, () => 2 * random.normal()),
  }
  const list = Array.from({ length: domains * rows }, (_, i) => {
    const site = i % domains
    const X = shifts.X[site]! + random.normal()
    const Y = X + shifts.Y[site]! + random.normal()
    return { site, X, Y, W: Y + random.normal() }
  })
  return { data: table(list), shifts }
}

/** The numbers of the sites have no order: a test finds what differs when it is told so, by categories. */
const nominal = (data: Table<never>): IndependenceTest => {
  const { columns, data: values } = data as unknown as Table
  const lists = columns.map((name, i) => {
    const list = Array.from(values[i] as Float64Array)
    return [name, name === 'site' ? list.map((site) => `site ${site}`) : list] as const
  })
  return kci(table(Object.fromEntries(lists) as Record<string, number[] | string[]>)) as IndependenceTest
}

/** The correlation of two short lists. */
function correlation(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const [x, y] = [Array.from(a), Array.from(b)]
  const mean = (v: number[]): number => v.reduce((s, t) => s + t, 0) / v.length
  const [mx, my] = [mean(x), mean(y)]
  const cov = (u: number[], mu: number, v: number[], mv: number): number =>
    u.reduce((s, t, i) => s + (t - mu) * (v[i]! - mv), 0)
  return cov(x, mx, y, my) / Math.sqrt(cov(x, mx, x, mx) * cov(y, my, y, my))
}

const allDepends = (data: Table<never>): IndependenceTest =>
  Object.assign(
    () => ({ tested: true as const, statistic: 9, pValue: 1e-9, logPValue: -20.7, method: 'all depends on all' }),
    { variables: data.columns as readonly string[] },
  )

describe('cdnod', () => {
  it('finds which mechanisms change, and points the edges away from the domain', () => {
    const { data } = moving(1, 8, 60)
    const { graph, changing } = cdnod(data, { domain: 'site', alpha: 0.01, test: nominal, orientByChange: false })
    expect(changing).toEqual(['X', 'Y'])
    expect(edgeTexts(graph)).toContain('["X",">","-","site"]')
    for (const edge of graph.edges) expect(edge.to).not.toBe('site')
  })
  it('takes categories of domains by its default test, and warns of codes', () => {
    let found = 0
    let byCodes = 0
    for (let seed = 0; seed < 10; seed++) {
      const { data } = moving(seed, 8, 60)
      const [site, ...numbers] = data.data
      const named = table({
        site: Array.from(site as Float64Array, (s) => `site ${s}`),
        ...Object.fromEntries(['X', 'Y', 'W'].map((name, k) => [name, numbers[k] as Float64Array])),
      } as { site: string[]; X: Float64Array; Y: Float64Array; W: Float64Array })
      const right = (changing: readonly string[]) => changing.join() === 'X,Y'
      const byName = cdnod(named, { domain: 'site', alpha: 0.01, orientByChange: false })
      expect(byName.warnings.some((text) => text.includes('give categories'))).toBe(false)
      if (right(byName.changing)) found++
      const codes = cdnod(data, { domain: 'site', alpha: 0.01, orientByChange: false })
      expect(codes.warnings.some((text) => text.includes('give categories'))).toBe(true)
      if (right(codes.changing)) byCodes++
    }
    expect(found).toBeGreaterThan(7)
    expect(byCodes).toBeLessThan(found)
  })
  it('orients an edge between two changing mechanisms by the independence of their changes', () => {
    // means of X and slopes of Y | X that move on their own; the skeleton is given, so that only the changes decide
    let right = 0
    let oriented = 0
    for (let seed = 0; seed < 20; seed++) {
      const random = generator(seed)
      const means = Array.from({ length: 12 }, () => 2 * random.normal())
      const slopes = Array.from({ length: 12 }, () => 1 + 0.6 * random.normal())
      const rows = Array.from({ length: 12 * 60 }, (_, i) => {
        const X = means[i % 12]! + random.normal()
        return { site: i % 12, X, Y: slopes[i % 12]! * X + random.normal() }
      })
      const connected = (data: Table<never>): IndependenceTest =>
        Object.assign(
          () => ({
            tested: true as const,
            statistic: 9,
            pValue: 1e-9,
            logPValue: Math.log(1e-9),
            method: 'all depends on all',
          }),
          {
            variables: data.columns as readonly string[],
          },
        )
      const { changes, graph } = cdnod(table(rows), { domain: 'site', test: connected })
      expect(changes).toHaveLength(1)
      if (!changes[0]!.oriented) continue
      oriented++
      if (edgeTexts(graph).includes('["X","-",">","Y"]')) right++
    }
    expect(oriented).toBeGreaterThanOrEqual(12)
    expect(right / oriented).toBeGreaterThanOrEqual(0.9)
  })
  it('orients better with more domains of the same rows', () => {
    const rate = (domains: number) => {
      let right = 0
      for (let seed = 0; seed < 12; seed++) {
        const random = generator(`more domains ${seed}`)
        const means = Array.from({ length: domains }, () => 1.5 * random.normal())
        const slopes = Array.from({ length: domains }, () => 0.5 + random.normal())
        const rows = Array.from({ length: 1200 }, (_, i) => {
          const X = means[i % domains]! + random.normal()
          return { site: `s${i % domains}`, X, Y: slopes[i % domains]! * X + random.normal() }
        })
        const { changes } = cdnod(table(rows), { domain: 'site', test: allDepends })
        const [one] = changes
        if (one?.oriented === true && one.forward < one.backward === (one.x === 'X')) right++
      }
      return right
    }
    expect(rate(60)).toBeGreaterThan(rate(10) + 2)
    expect(rate(60)).toBeGreaterThan(9)
  })
  it('recovers what drives a module', () => {
    const { data, shifts } = moving(5, 8, 80)
    const { drivingForces } = cdnod(data, { domain: 'site', alpha: 0.01, test: nominal })
    const force = drivingForces.find(({ node }) => node === 'X')!
    expect(force.domains).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
    expect(Math.abs(correlation(force.force, shifts.X))).toBeGreaterThan(0.9)
    expect(force.share).toBeGreaterThan(0.5)
  })
  it('does not judge changes by fewer than four domains', () => {
    const { changes, graph } = cdnod(moving(2, 3, 100).data, { domain: 'site', alpha: 0.01, test: nominal })
    expect(changes).toEqual([])
    expect(edgeTexts(graph)).toContain('["X","-","-","Y"]')
  })
  it('cuts time into blocks', () => {
    const random = generator(3)
    const rows = Array.from({ length: 400 }, (_, time) => {
      const X = time / 60 + random.normal()
      return { time, X, Y: 0.8 * X + random.normal() }
    })
    const found = cdnod(table(rows), { domain: 'time', alpha: 0.01 })
    expect(found.changing).toEqual(['X'])
    expect(edgeTexts(found.graph)).toEqual(['["X","-",">","Y"]', '["X",">","-","time"]'])
    expect(found.drivingForces[0]!.domains).toHaveLength(20)
    // a steady drift: the force grows or falls with time
    const { force, domains } = found.drivingForces[0]!
    expect(Math.abs(correlation(force, domains as number[]))).toBeGreaterThan(0.9)
  })
  it('takes categories with a test that knows them', () => {
    const random = generator(4)
    const rows = Array.from({ length: 900 }, (_, i) => {
      const site = ['north', 'south', 'west'][i % 3]!
      const X = random.uniform() < 0.2 + 0.3 * (i % 3) ? 'yes' : 'no'
      const Y = random.uniform() < (X === 'yes' ? 0.8 : 0.2) ? 'high' : 'low'
      return { site, X, Y }
    })
    const { graph, changing } = cdnod(table(rows), { domain: 'site', test: gSquare, alpha: 0.01 })
    expect(changing).toEqual(['X'])
    expect(edgeTexts(graph)).toEqual(['["X","-",">","Y"]', '["X",">","-","site"]'])
  })
  it('joins further knowledge with its own', () => {
    const { data } = moving(2, 3, 100)
    const known = knowledge({ required: [['X', 'Y']] })
    const { graph } = cdnod(data, { domain: 'site', test: nominal, knowledge: known })
    expect(edgeTexts(graph)).toContain('["X","-",">","Y"]')
    const wrong = knowledge({ required: [['X', 'site']] })
    expectCausalError(() => cdnod(data, { domain: 'site', knowledge: wrong }), 'cdnod', 'contradiction')
  })
  it('refuses a domain that is not there, missing domains, a bad margin', () => {
    const { data } = moving(1, 4, 20)
    expectCausalError(() => cdnod(data, { domain: 'place' as never }), 'cdnod', 'unknown-name')
    expectCausalError(() => cdnod(data, { domain: 'site', margin: 2 }), 'cdnod', 'invalid-argument')
    const holes = table({ site: [0, Number.NaN, 1, 1], X: [1, 2, 3, 5], Y: [1, 3, 2, 4] })
    expectCausalError(() => cdnod(holes, { domain: 'site' }), 'cdnod', 'missing-values')
  })
})
