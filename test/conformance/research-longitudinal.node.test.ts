import { expect } from 'vitest'
import { gEstimation, gFormula, marginalStructuralModel, standardizedSurvival, table } from '../../src/index.js'
import { conformance } from './harness.js'

const number = (text: string | number): number => {
  const [top, bottom = '1'] = String(text).split('/')
  return Number(top) / Number(bottom)
}
const close = (got: number, wanted: string | number): void =>
  expect(Math.abs(got - number(wanted))).toBeLessThan(1e-9 + 1e-9 * Math.abs(number(wanted)))

interface History {
  readonly h: string
  readonly weight: string
  readonly meanY: string
}
interface Case {
  readonly id: string
  readonly kind: string
  readonly order: readonly string[]
  readonly table: readonly (History & Record<string, string>)[]
  readonly expected: Record<string, never>
}

/** One row a history, with its weight and mean outcome. */
function rowsOf({ order, table: cells }: Case) {
  const columns = Object.fromEntries(order.map((name, i) => [name, cells.map(({ h }) => Number(h[i]))]))
  const weight = cells.map((cell) => number(cell.weight))
  return table({ ...columns, Y: cells.map(({ meanY }) => number(meanY)), weight } as Record<string, number[]>)
}

const path = 'research/longitudinal.json'
const ofKind = (kind: string) => (cases: Case[]) => cases.filter((item) => item.kind === kind)
conformance<Case, Case[]>('research/longitudinal', path, ofKind('longitudinal'), longitudinal)
conformance<Case, Case[]>('research/structuralNestedMean', path, ofKind('structuralNestedMean'), nested)
conformance<Case, Case[]>('research/survivalStandardization', path, ofKind('survivalStandardization'), survival)

function longitudinal(item: Case): void {
  const data = rowsOf(item)
  const treatments = item.order.filter((name) => name.startsWith('A'))
  const ask = { order: item.order, outcome: 'Y', weights: 'weight' }
  const mean = (regime: object): number => {
    const e = gFormula(data, { ...ask, regime } as never)
    if (!e.estimated) throw new Error(e.message)
    return e.estimate
  }
  const of = (value: (a: string) => unknown): object => Object.fromEntries(treatments.map((a) => [a, value(a)]))
  const expected = item.expected as unknown as {
    regimeMeans: Record<string, string>
    dynamicRegimes: Record<string, string>
    msmLinearInCumulativeTreatment: [string, string]
    msmSaturated: Record<string, string>
    stabilizedWeights: Record<string, string>
  }
  for (const [regime, wanted] of Object.entries(expected.regimeMeans))
    close(mean(Object.fromEntries(treatments.map((a, t) => [a, Number(regime[t])]))), wanted)
  const last = (a: string) => (past: Record<string, number>) => past[`L${a.slice(1)}`]!
  const rules: Record<string, object> = {
    treatWhenL: of((a) => last(a)),
    treatWhenNotL: of((a) => (past: Record<string, number>) => 1 - last(a)(past)),
    half: of(() => ({ 0: 0.5, 1: 0.5 })),
  }
  for (const [name, wanted] of Object.entries(expected.dynamicRegimes)) close(mean(rules[name]!), wanted)
  const model = (kind: 'cumulative' | 'saturated') => {
    const m = marginalStructuralModel(data, { ...ask, treatments, model: kind } as never)
    if (!m.estimated) throw new Error(m.message)
    return m
  }
  const linear = Object.values(model('cumulative').coefficients)
  for (const [k, wanted] of expected.msmLinearInCumulativeTreatment.entries()) close(linear[k]!.estimate, wanted)
  const { coefficients, stabilizedWeights } = model('saturated')
  for (const [mask, wanted] of Object.entries(expected.msmSaturated)) {
    const term = treatments.filter((_, t) => mask[t] === '1').join(' * ') || '(intercept)'
    close(coefficients[term]!.estimate, wanted)
  }
  for (const [i, { h }] of item.table.entries()) close(stabilizedWeights[i]!, expected.stabilizedWeights[h]!)
}

function nested(item: Case): void {
  const treatments = item.order.filter((name) => name.startsWith('A'))
  const ask = { order: item.order, treatments, outcome: 'Y', weights: 'weight' }
  const e = gEstimation(rowsOf(item), ask as never)
  if (!e.estimated) throw new Error(e.message)
  const { psi } = item.expected as unknown as { psi: string[] }
  for (const [t, wanted] of psi.entries()) close(e.effects[t]!.estimate, wanted)
}

function survival(item: Case): void {
  const periods = Math.max(...item.table.map(({ t }) => Number(t))) + 1
  const rows: { l: number; a: number; time: number; event: number; competing: number; weight: number }[] = []
  for (const cell of item.table) {
    const [t, l, a] = [Number(cell['t']), Number(cell['l']), Number(cell['a'])]
    const add = (time: number, event: number, competing: number, weight: number) =>
      rows.push({ l, a, time, event, competing, weight })
    add(t, 0, 0, number(cell['censored']!))
    add(t, 0, 1, number(cell['competing']!))
    add(t, 1, 0, number(cell['event']!))
    const left = ['censored', 'competing', 'event'].reduce(
      (rest, key) => rest - number(cell[key]!),
      number(cell['atRisk']!),
    )
    if (t === periods - 1) add(periods, 0, 0, left)
  }
  const used = rows.filter(({ weight }) => weight > 0)
  const s = standardizedSurvival(table(used), {
    time: 'time',
    event: 'event',
    competing: 'competing',
    treatment: 'a',
    covariates: ['l'],
    weights: 'weight',
    periods,
  })
  if (!s.estimated) throw new Error(s.message)
  const expected = item.expected as unknown as {
    eventFreeSurvival: string[][]
    cumulativeIncidence: string[][]
    riskDifferenceAtEnd: string
    riskRatioAtEnd: string
    restrictedMeanDifference: string
  }
  for (const a of [0, 1] as const) {
    for (const [t, wanted] of expected.eventFreeSurvival[a]!.entries())
      close(s.eventFreeSurvival[a][t]!.estimate, wanted)
    for (const [t, wanted] of expected.cumulativeIncidence[a]!.entries())
      close(s.cumulativeIncidence[a][t]!.estimate, wanted)
  }
  close(s.riskDifference.estimate, expected.riskDifferenceAtEnd)
  close(s.riskRatio!.estimate, expected.riskRatioAtEnd)
  close(s.restrictedMeanDifference.estimate, expected.restrictedMeanDifference)
}
