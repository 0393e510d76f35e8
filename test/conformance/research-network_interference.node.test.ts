import { expect } from 'vitest'
import {
  exposureEffects,
  exposureProbabilities,
  interferenceEffects,
  neighborSummaries,
  networkEffects,
  table,
} from '../../src/index.js'
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
  if (design.type === 'complete') for (let mask = 0; mask < 2 ** n; mask++) if (heads(mask) === design.treated) ways++
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

interface Partial {
  readonly kind: string
  readonly groups: { readonly size: number; readonly table: number[][] }[]
  readonly policies: [string, string]
  readonly assignmentProbability: string
  readonly treatment: number[][]
  readonly outcome: number[][]
  readonly expected: {
    readonly meanPotentialOutcome: Readonly<Record<string, string>>
    readonly meanUnderPolicy: string[]
    readonly directEffect: string[]
    readonly spilloverEffect: string
    readonly totalEffect: string
    readonly overallEffect: string
    readonly ipwEstimate: Readonly<Record<string, string>>
  }
}

conformance<Partial, Partial[]>(
  'research/partialInterference',
  file,
  (all) => all.filter(({ kind }) => kind === 'partialInterference'),
  ({ groups, policies, assignmentProbability, treatment, outcome, expected }) => {
    const propensity = number(assignmentProbability)
    const effects = (z: number[][], y: number[][]) =>
      interferenceEffects(table({ group: z.flatMap((of, g) => of.map(() => g)), z: z.flat(), y: y.flat() }), {
        ...({ group: 'group', treatment: 'z', outcome: 'y' } as const),
        policies: [number(policies[0]), number(policies[1])],
        propensity,
      })
    const numbers = ({ policies: [a, b] }: ReturnType<typeof effects>): Record<string, number> =>
      Object.fromEntries(
        Object.entries({
          z0policy0: a.untreated,
          z0policy1: b.untreated,
          z1policy0: a.treated,
          z1policy1: b.treated,
          overall0: a.overall,
          overall1: b.overall,
        }).map(([key, { estimate }]) => [key, estimate ?? 0]),
      )
    const found = effects(treatment, outcome)
    // where no unit tells, the sum is 0, and no estimate
    for (const [key, wanted] of Object.entries(expected.ipwEstimate))
      expectClose(numbers(found)[key], number(wanted), 1e-9, 1e-9, key)
    const [first, second] = found.policies
    if (second.untreated.estimate !== null && first.untreated.estimate !== null)
      expectClose(
        found.spilloverEffect.estimate,
        number(expected.ipwEstimate['z0policy1']!) - number(expected.ipwEstimate['z0policy0']!),
        1e-9,
      )
    // the truth is the mean over all assignments: of each group, then over groups
    const truth: Record<string, number> = {}
    for (const { size, table: outcomes } of groups)
      for (let code = 0; code < 2 ** size; code++) {
        const z = Array.from({ length: size }, (_, i) => (code >> (size - 1 - i)) & 1)
        const p = z.reduce((product, each) => product * (each === 1 ? propensity : 1 - propensity), 1)
        const each = numbers(effects([z], [z.map((_, i) => outcomes[i]![code]!)]))
        for (const [key, value] of Object.entries(each)) truth[key] = (truth[key] ?? 0) + (p * value) / groups.length
      }
    for (const [key, wanted] of Object.entries(expected.meanPotentialOutcome))
      expectClose(truth[key], number(wanted), 1e-9, 1e-9, key)
    for (const k of [0, 1]) {
      expectClose(truth[`overall${k}`], number(expected.meanUnderPolicy[k]!), 1e-9, 1e-9, `policy ${k}`)
      const direct = truth[`z1policy${k}`]! - truth[`z0policy${k}`]!
      expectClose(direct, number(expected.directEffect[k]!), 1e-9, 1e-9, `direct ${k}`)
    }
    expectClose(truth['z0policy1']! - truth['z0policy0']!, number(expected.spilloverEffect), 1e-9, 1e-9, 'spillover')
    expectClose(truth['z1policy1']! - truth['z0policy0']!, number(expected.totalEffect), 1e-9, 1e-9, 'total')
    expectClose(truth['overall1']! - truth['overall0']!, number(expected.overallEffect), 1e-9, 1e-9, 'overall')
  },
)

interface NetworkModel {
  readonly kind: string
  readonly network: { readonly n: number; readonly edges: [number, number][] }
  readonly mechanisms: {
    readonly pC: string
    readonly pTgivenC: [string, string]
    readonly pYgiven_C_T_anyNeighbourC_treatedNeighbourLevel: [number[], string][]
  }
  readonly populationTable: {
    readonly degree: number
    readonly c: number
    readonly neighbourC: number
    readonly t: number
    readonly neighbourTreated: number
    readonly weight: string
    readonly meanY: string
  }[]
  readonly expected: Readonly<Record<string, string>> & { readonly meanOutcome: Readonly<Record<string, string>> }
}

conformance<NetworkModel, NetworkModel[]>(
  'research/networkScm',
  file,
  (all) => all.filter(({ kind }) => kind === 'networkScm'),
  ({ network, mechanisms, populationTable, expected }) => {
    const question = {
      ...({ treatment: 't', neighborTreatment: 'neighbourTreated', degree: 'degree', outcome: 'y' } as const),
      ...({ covariates: ['c', 'neighbourC'], weights: 'w' } as const),
    }
    const check = (found: ReturnType<typeof networkEffects>): void => {
      const { means } = found
      for (const [key, value] of Object.entries({
        all1: means.all1,
        all0: means.all0,
        own1: means.own1,
        own0: means.own0,
        own1neigh0: means.own1neighbors0,
        own0neigh1: means.own0neighbors1,
        own1neigh1: means.all1,
        own0neigh0: means.all0,
      }))
        expectClose(value, number(expected.meanOutcome[key]!), 1e-9, 1e-9, key)
      for (const [key, value] of Object.entries({
        totalEffect: found.totalEffect,
        directEffectNeighboursUntreated: found.directEffect,
        spilloverOnUntreated: found.spilloverOnUntreated,
        directEffectNeighboursNatural: found.directEffectNeighborsNatural,
        naiveContrast: found.naiveContrast,
        gComputationTotal: found.totalEffect,
      }))
        expectClose(value, number(expected[key]!), 1e-9, 1e-9, key)
    }
    check(
      networkEffects(
        table(populationTable.map(({ weight, meanY, ...cell }) => ({ ...cell, w: number(weight), y: number(meanY) }))),
        question,
      ),
    )
    // from the mechanisms: every state of the network, its units with what their neighbours are like
    const { n, edges } = network
    const rows: Record<'degree' | 'c' | 'neighbourC' | 't' | 'neighbourTreated' | 'w' | 'y', number>[] = []
    const chance = new Map(
      mechanisms.pYgiven_C_T_anyNeighbourC_treatedNeighbourLevel.map(([of, p]) => [of.join(), number(p)]),
    )
    const weight = (bits: number[], p: (i: number) => number): number =>
      bits.reduce((product, bit, i) => product * (bit === 1 ? p(i) : 1 - p(i)), 1)
    for (let code = 0; code < 4 ** n; code++) {
      const c = Array.from({ length: n }, (_, i) => (code >> i) & 1)
      const t = Array.from({ length: n }, (_, i) => (code >> (n + i)) & 1)
      const w = weight(c, () => number(mechanisms.pC)) * weight(t, (i) => number(mechanisms.pTgivenC[c[i]!]!))
      const seen = neighborSummaries(table({ c, t }), {
        network: { edges },
        summaries: {
          degree: 'degree',
          neighbourC: { of: 'c', as: 'any' },
          neighbourTreated: { of: 't', as: 'level' },
        },
      })
      const [degree, neighbourC, neighbourTreated] = [2, 3, 4].map((k) => seen.data[k] as Float64Array)
      for (let i = 0; i < n; i++) {
        const y = chance.get([c[i], t[i], neighbourC![i], neighbourTreated![i]].join())!
        const [d, near, level] = [degree![i]!, neighbourC![i]!, neighbourTreated![i]!]
        rows.push({ degree: d, c: c[i]!, neighbourC: near, t: t[i]!, neighbourTreated: level, w, y })
      }
    }
    check(networkEffects(table(rows), question))
  },
)
