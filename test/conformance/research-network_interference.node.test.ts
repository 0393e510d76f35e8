import { expect } from 'vitest'
import { exposureEffects, exposureProbabilities, table } from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

const number = (fraction: string | number): number => {
  const [a, b = '1'] = String(fraction).split('/')
  return Number(a) / Number(b)
}
const file = 'research/network_interference.json'

type PerLevel<V> = Readonly<Record<string, V>>
interface Mapping {
  readonly kind: string
  readonly network: { readonly n: number; readonly edges: [number, number][] }
  readonly design:
    | { readonly type: 'bernoulli'; readonly p: string }
    | { readonly type: 'complete'; readonly treated: number }
    | { readonly type: 'cluster'; readonly clusters: number[][]; readonly p: string }
  readonly treatment: number[]
  readonly outcome: number[]
  readonly potentialOutcomes: PerLevel<number>[]
  readonly expected: {
    readonly exposure: string[]
    readonly exposureProbability: PerLevel<string>[]
    readonly horvitzThompson: PerLevel<string>
    readonly hajek: PerLevel<string | null>
    readonly zeroProbabilityUnits: PerLevel<number[]>
    readonly truthFromPotentialOutcomes: PerLevel<string>
    readonly designMeanOfHorvitzThompson: PerLevel<string>
    readonly designVarianceOfHorvitzThompson: PerLevel<string>
  }
}

/** All assignments of a design with their chances. */
function* assignments(design: Mapping['design'], n: number): Generator<{ z: number[]; p: number }> {
  const coins = design.type === 'cluster' ? design.clusters : Array.from({ length: n }, (_, i) => [i])
  const heads = (mask: number): number => coins.filter((_, c) => (mask >> c) & 1).length
  let ways = 0
  if (design.type === 'complete')
    for (let mask = 0; mask < 2 ** n; mask++) if (heads(mask) === design.treated) ways++
  for (let mask = 0; mask < 2 ** coins.length; mask++) {
    const z = new Array<number>(n).fill(0)
    for (const [c, units] of coins.entries()) for (const i of units) z[i] = (mask >> c) & 1
    const h = heads(mask)
    if (design.type === 'complete') {
      if (h === design.treated) yield { z, p: 1 / ways }
    } else yield { z, p: number(design.p) ** h * (1 - number(design.p)) ** (coins.length - h) }
  }
}

conformance<Mapping, Mapping[]>(
  'research/exposureMapping',
  file,
  (all) => all.filter(({ kind }) => kind === 'exposureMapping'),
  ({ network, design, treatment, outcome, potentialOutcomes, expected }) => {
    const { n, edges } = network
    const clusters =
      design.type === 'cluster'
        ? treatment.map((_, i) => design.clusters.findIndex((units) => units.includes(i)))
        : treatment.map(() => 0)
    const drawn =
      design.type === 'bernoulli'
        ? ({ type: 'bernoulli', p: number(design.p) } as const)
        : design.type === 'complete'
          ? design
          : ({ type: 'cluster', clusters: 'clusters', p: number(design.p) } as const)
    const asked = { network: { edges }, design: drawn } as const
    const chances = exposureProbabilities(table({ clusters }), asked)
    expect(chances.method).toBe('exact')
    expect(chances.levels).toEqual(['00', '01', '10', '11'])
    for (const [i, wanted] of expected.exposureProbability.entries())
      for (const [a, level] of chances.levels.entries())
        expectClose(chances.probabilities[i]![a], number(wanted[level]!), 1e-9, 1e-9, `${i} ${level}`)
    const effects = (z: number[], y: number[]) =>
      exposureEffects(table({ clusters, z, y }), { ...asked, treatment: 'z', outcome: 'y' })
    const found = effects(treatment, outcome)
    expect(found.exposure).toEqual(expected.exposure)
    for (const { level, count, horvitzThompson, hajek } of found.means) {
      // where nobody had the exposure the sum is 0, and no estimate
      expect(horvitzThompson.estimate === null).toBe(count === 0)
      expectClose(horvitzThompson.estimate ?? 0, number(expected.horvitzThompson[level]!), 1e-9, 1e-9, level)
      const wanted = expected.hajek[level]!
      expectClose(hajek.estimate, wanted === null ? null : number(wanted), 1e-9, 1e-9, level)
      expect(found.unreachable[level]!.map(Number)).toEqual(expected.zeroProbabilityUnits[level])
      expect(found.unreachable[level]).toEqual(chances.unreachable[level])
    }
    // over all assignments: the mean, the variance, and that the estimated variance is not below it
    const mean = new Map<string, number>()
    const square = new Map<string, number>()
    const estimated = new Map<string, number>()
    for (const { z, p } of assignments(design, n)) {
      const had = effects(z, new Array<number>(n).fill(0)).exposure
      const run = effects(
        z,
        had.map((level, i) => potentialOutcomes[i]![level]!),
      )
      for (const { level, horvitzThompson } of run.means) {
        const value = horvitzThompson.estimate ?? 0
        mean.set(level, (mean.get(level) ?? 0) + p * value)
        square.set(level, (square.get(level) ?? 0) + p * value * value)
        estimated.set(level, (estimated.get(level) ?? 0) + p * (horvitzThompson.standardError ?? 0) ** 2)
      }
    }
    for (const level of chances.levels) {
      const center = mean.get(level)!
      expectClose(center, number(expected.designMeanOfHorvitzThompson[level]!), 1e-9, 1e-9, `mean ${level}`)
      const truth = potentialOutcomes.reduce((sum, each) => sum + each[level]!, 0) / n
      expectClose(truth, number(expected.truthFromPotentialOutcomes[level]!), 1e-9, 1e-9, `truth ${level}`)
      if (expected.zeroProbabilityUnits[level]!.length === 0) expectClose(center, truth, 1e-9, 1e-9, level)
      const variance = square.get(level)! - center ** 2
      expectClose(variance, number(expected.designVarianceOfHorvitzThompson[level]!), 1e-9, 1e-9, `variance ${level}`)
      expect(estimated.get(level)!).toBeGreaterThan(variance - 1e-9)
    }
  },
)
