import { expect } from 'vitest'
import {
  admg,
  averageTreatmentEffect,
  backDoorSets,
  type Capability,
  controlledDirectEffect,
  counterfactualProbability,
  dag,
  descendants,
  discreteScm,
  effectOfTreatmentOnTreated,
  evaluateEstimand,
  type Factor,
  factor,
  frontDoorSets,
  identify,
  isAdjustmentSet,
  naturalDirectEffect,
  naturalIndirectEffect,
  parseEstimand,
  probabilityOfNecessity,
  probabilityOfNecessityAndSufficiency,
  probabilityOfSufficiency,
  query,
  type Scm,
  tianPearlBounds,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

type Fraction = string | null
interface Case {
  readonly kind: string
  readonly treatment: string
  readonly outcome: string
  readonly mediator?: string
  readonly collider: string
  readonly scm: {
    readonly exogenous: readonly { readonly name: string; readonly card: number; readonly p: readonly string[] }[]
    readonly endogenous: readonly {
      readonly name: string
      readonly card: number
      readonly parents: readonly string[]
      readonly table: readonly number[]
    }[]
  }
  readonly graph: {
    readonly nodes: readonly string[]
    readonly edges: readonly (readonly [string, string])[]
    readonly bidirected?: readonly (readonly [string, string])[]
    readonly latent?: readonly string[]
  }
  readonly joint: { readonly order: readonly string[]; readonly p: readonly string[] }
  readonly pXY: { readonly x0y0: string; readonly x0y1: string; readonly x1y0: string; readonly x1y1: string }
  readonly pYdo: readonly [string, string]
  // biome-ignore lint/suspicious/noExplicitAny: each kind has its own answers
  readonly expected: any
}

const value = (fraction: string): number => {
  const [a, b] = fraction.split('/').map(Number)
  return a! / (b ?? 1)
}
const close = (actual: number | null | undefined, wanted: Fraction, what: string): void =>
  expectClose(actual, wanted === null ? null : value(wanted), 1e-9, 0, what)
const closePair = (actual: readonly number[] | null, wanted: readonly Fraction[] | null, what: string): void => {
  for (const k of [0, 1]) close(actual?.[k] ?? null, wanted?.[k] ?? null, `${what} ${k}`)
}
const subsets = (names: readonly string[]): string[][] =>
  Array.from({ length: 2 ** names.length }, (_, bits) => names.filter((_, i) => (bits >> i) & 1))
const listed = (sets: Iterable<readonly string[]>): string[] =>
  Array.from(sets, (set) => JSON.stringify([...set].sort())).sort()
const jointOf = ({ order, p }: Case['joint']): Factor =>
  factor(
    order.map((name) => ({ name, states: ['0', '1'] })),
    p.map(value),
  )
/** P(outcome = 1) of a formula's table over one binary axis more, the treatment where it has one. */
const means = ({ variables, values }: Factor, treatment: string): [number, number] => {
  const x = variables.findIndex(({ name }) => name === treatment)
  if (x < 0) return [values[1]!, values[1]!]
  return x === 0 ? [values[1]!, values[3]!] : [values[2]!, values[3]!]
}

const checks: Record<string, (c: Case) => void> = {
  'research/calmEffects': ({ scm, treatment, outcome, mediator, expected }) => {
    const model = discreteScm({
      exogenous: scm.exogenous.map(({ name, p }) => ({ name, p: p.map(value) })),
      endogenous: scm.endogenous.map(({ name, card, parents, table }) => ({ name, states: card, parents, table })),
    }) as unknown as Scm<Record<string, number>, Capability, 'dag'>
    const question = { treatment, outcome, contrast: { from: 0, to: 1 } }
    close(averageTreatmentEffect(model, question).value, expected.ATE, 'ATE')
    close(effectOfTreatmentOnTreated(model, question).value, expected.ETT, 'ETT')
    close(probabilityOfNecessity(model, question).value, expected.PN, 'PN')
    close(probabilityOfSufficiency(model, question).value, expected.PS, 'PS')
    close(probabilityOfNecessityAndSufficiency(model, question).value, expected.PNS, 'PNS')
    const harmed = counterfactualProbability(model, [
      { variable: outcome, value: 0, do: { [treatment]: 1 } },
      { variable: outcome, value: 1, do: { [treatment]: 0 } },
    ] as never)
    expect(harmed.value! < 1e-12, 'monotone').toBe(expected.monotone)
    const among = (x: number): number => {
      const result = query(model, [outcome] as never, { given: { [treatment]: x } } as never) as unknown as Factor
      return result.values[1]!
    }
    close(among(1) - among(0), expected.associationDifference, 'association')
    if (mediator === undefined) return
    const mediated = { ...question, mediators: [mediator] }
    close(naturalDirectEffect(model, mediated).value, expected.NDE, 'NDE')
    close(naturalIndirectEffect(model, mediated).value, expected.NIE, 'NIE')
    for (const m of [0, 1])
      close(
        controlledDirectEffect(model, { ...question, mediators: { [mediator]: m } }).value,
        expected.CDE[m],
        `CDE ${m}`,
      )
  },
  'research/calmProbabilityOfCausation': ({ pXY, pYdo, expected }) => {
    const axes = ['X', 'Y'].map((name) => ({ name, states: ['0', '1'] }))
    const observed = factor(axes, [pXY.x0y0, pXY.x0y1, pXY.x1y0, pXY.x1y1].map(value))
    const experimental = factor(
      axes,
      pYdo.flatMap((p) => [1 - value(p), value(p)]),
    )
    const names = { treatment: 'X', outcome: 'Y' }
    const bounds = tianPearlBounds({ observed, experimental }, names)
    if (bounds.status !== 'bounds') throw new Error(bounds.reason)
    closePair(bounds.necessityAndSufficiency, expected.PNSbounds, 'PNS')
    closePair(bounds.necessity, expected.PNbounds, 'PN')
    closePair(bounds.sufficiency, expected.PSbounds, 'PS')
    closePair(bounds.effect, [expected.ATE, expected.ATE], 'ATE')
    if (expected.underMonotonicity === undefined) return
    const monotone = tianPearlBounds({ observed, experimental }, { ...names, monotone: true })
    if (monotone.status !== 'bounds') throw new Error(monotone.reason)
    const { PNS, PN, PS } = expected.underMonotonicity
    closePair(monotone.necessityAndSufficiency, [PNS, PNS], 'monotone PNS')
    closePair(monotone.necessity, [PN, PN], 'monotone PN')
    closePair(monotone.sufficiency, [PS, PS], 'monotone PS')
  },
  'research/calmSets': ({ graph, treatment, outcome, expected }) => {
    const g = dag({ nodes: graph.nodes, directed: graph.edges, latents: graph.latent ?? [] })
    const effect = { treatment, outcome }
    const measured = graph.nodes.filter(
      (name) => name !== treatment && name !== outcome && graph.latent?.includes(name) !== true,
    )
    expect(listed(backDoorSets(g, effect))).toEqual(listed(expected.minimalBackdoorSets))
    // of nodes that are no descendants of the treatment, the adjustment sets are the back-door sets
    const below = descendants(g, treatment)
    const outside = measured.filter((name) => !below.includes(name))
    const valid = subsets(outside).filter((set) => isAdjustmentSet(g, effect, set).valid)
    expect(listed(valid)).toEqual(listed(expected.backdoorSets))
    // a set is a front-door set just where it is the one found when it must be held and nothing else may be
    const isFrontDoor = (set: readonly string[]): boolean =>
      [...frontDoorSets(g, { ...effect, include: set, exclude: measured.filter((name) => !set.includes(name)) })]
        .length > 0
    const front = subsets(measured).filter((set) => set.length > 0 && isFrontDoor(set))
    expect(listed(front)).toEqual(listed(expected.frontdoorSets))
    const minimal = [...frontDoorSets(g, effect)]
    if (minimal.every((set) => set.length > 0)) expect(listed(minimal)).toEqual(listed(expected.minimalFrontdoorSets))
  },
  'research/calmColliderBias': ({ graph, joint, treatment, outcome, collider, expected }) => {
    const g = dag({ nodes: graph.nodes, directed: graph.edges })
    const found = identify(g, { do: treatment, outcome })
    if (!found.identifiable) throw new Error('identifiable')
    const table = jointOf(joint)
    const [without, treated] = means(evaluateEstimand(found.estimand, table), treatment)
    const effect = treated - without
    close(effect, expected.ATE, 'ATE')
    const plain = means(evaluateEstimand(parseEstimand(`P(${outcome} | ${treatment})`), table), treatment)
    close(plain[1] - plain[0], expected.riskDifferenceMarginal, 'marginal')
    expect(isAdjustmentSet(g, { treatment, outcome }, [collider] as never).valid).toBe(false)
    for (const c of [0, 1]) {
      const within = evaluateEstimand(parseEstimand(`P(${outcome} | ${treatment}, ${collider} = ${c})`), table)
      const [low, high] = means(within, treatment)
      close(high - low, expected.riskDifferenceGivenC[c], `given ${c}`)
      close(high - low - effect, expected.biasGivenC[c], `bias ${c}`)
    }
  },
  'research/calmAdjustment': ({ graph, joint, treatment, outcome, expected }) => {
    const g = admg({ nodes: graph.nodes, directed: graph.edges, bidirected: graph.bidirected ?? [] })
    const found = identify(g, { do: treatment, outcome })
    if (!found.identifiable) throw new Error('identifiable')
    expect(found.strategy.replace('-', '')).toBe(expected.strategy)
    const table = jointOf(joint)
    const [without, treated] = means(evaluateEstimand(found.estimand, table), treatment)
    closePair([without, treated], expected.meanDo, 'mean')
    close(treated - without, expected.ATE, 'ATE')
    const [low, high] = means(evaluateEstimand(parseEstimand(`P(${outcome} | ${treatment})`), table), treatment)
    close(high - low, expected.naive, 'naive')
    expect((high - low) * (treated - without) < -1e-12, 'sign').toBe(expected.signReversed)
  },
}

for (const kind of Object.keys(checks))
  conformance<Case, Case[]>(
    kind,
    'research/calm_targets.json',
    (all) => all.filter((item) => `research/${item.kind}` === kind),
    (item) => checks[kind]!(item),
  )
