import {
  averageTreatmentEffect,
  type Capability,
  controlledDirectEffect,
  counterfactualProbability,
  deterministic,
  discrete,
  discreteScm,
  effectOfTreatmentOnControls,
  effectOfTreatmentOnTreated,
  naturalDirectEffect,
  naturalIndirectEffect,
  probabilityOfDisablement,
  probabilityOfEnablement,
  probabilityOfNecessity,
  probabilityOfNecessityAndSufficiency,
  probabilityOfSufficiency,
  query,
  type Scm,
  shift,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

type Values = Record<string, number>
type Model = Scm<Values, Capability, 'dag'>
type Fraction = { frac: string; value: number } | null
type Act = Record<
  string,
  number | { var: string; do: Act } | { parents: string[]; table: number[] } | { shift: number }
>
interface TermSpec {
  var: string
  value: number
  do: Act
}
interface Query {
  kind: string
  label?: string
  event: TermSpec[]
  given: TermSpec[]
  do: Act
  treatment: string
  outcome: string
  mediator: string
  m: number
  x0: number
  x1: number
  p: string[]
  answer: Fraction & Record<string, Fraction> & Record<string, Fraction[]>
}
interface Case {
  id: string
  scm: {
    exogenous: { name: string; card: number; p: string[] }[]
    endogenous: { name: string; card: number; parents: string[]; table: number[] }[]
  }
  queries: Query[]
}

const number = (fraction: string): number => {
  const [a, b] = fraction.split('/').map(Number)
  return a! / (b ?? 1)
}

conformance<Case, { cases: Case[] }>(
  'scm/discrete_scm',
  'scm/discrete_scm.json',
  (document) => document.cases,
  ({ scm, queries }) => {
    const states = new Map([...scm.exogenous, ...scm.endogenous].map(({ name, card }) => [name, card]))
    const model = discreteScm({
      exogenous: scm.exogenous.map(({ name, p }) => ({ name, p: p.map(number) })),
      endogenous: scm.endogenous.map(({ name, card, parents, table }) => ({ name, states: card, parents, table })),
    }) as unknown as Model
    const act = (what: Act): Record<string, never> =>
      Object.fromEntries(
        Object.entries(what).map(([name, value]) => {
          if (typeof value === 'number') return [name, value]
          if ('var' in value) return [name, { variable: value.var, do: act(value.do) }]
          if ('shift' in value) return [name, shift(value.shift)]
          const look = (pa: Values): number => {
            let row = 0
            for (const parent of value.parents) row = row * states.get(parent)! + pa[parent]!
            return value.table[row]!
          }
          return [name, deterministic(value.parents, look)]
        }),
      ) as Record<string, never>
    const term = ({ var: variable, value, do: what }: TermSpec) => ({ variable, value, do: act(what) })
    const close = (actual: number | null, wanted: Fraction, what: string) =>
      expectClose(actual, wanted === null ? null : wanted.value, 1e-12, 0, what)

    for (const q of queries) {
      const what = `${q.kind} ${q.label ?? ''}`
      const { treatment, outcome, answer } = q
      const contrast = { treatment, outcome, contrast: { from: q.x0, to: q.x1 } }
      if (q.kind === 'prob') {
        const { value } = counterfactualProbability(model, q.event.map(term), { given: q.given.map(term) })
        close(value, answer, what)
      } else if (q.kind === 'stochastic') {
        const drawn = {
          [treatment]: discrete(
            q.p.map((_, k) => k),
            q.p.map(number),
          ),
        }
        const event = q.event.map((e) => ({ ...term(e), do: { ...act(e.do), ...drawn } as Record<string, never> }))
        // one world: every term is read where the treatment is drawn
        for (const e of event) e.do = event[0]!.do
        close(counterfactualProbability(model, event).value, answer, what)
      } else if (q.kind === 'marginals') {
        for (const [name, wanted] of Object.entries(answer as Record<string, Fraction[]>)) {
          const found = query(model, [name], { do: act(q.do) })
          if (found.method !== 'discrete') throw new Error(`${what}: ${found.method}`)
          if (found.values.length !== wanted.length) throw new Error(`${what} ${name}: ${found.values.length} states`)
          for (const [k, p] of wanted.entries()) close(found.values[k]!, p, `${what} ${name}`)
        }
      } else if (q.kind === 'effect') {
        close(averageTreatmentEffect(model, contrast).value, answer['ATE']!, 'ATE')
        close(effectOfTreatmentOnTreated(model, contrast).value, answer['ATT']!, 'ATT')
        close(effectOfTreatmentOnControls(model, contrast).value, answer['ATC']!, 'ATC')
      } else if (q.kind === 'mediation') {
        const mediators = [q.mediator]
        const reverse = { ...contrast, contrast: { from: q.x1, to: q.x0 }, mediators }
        close(averageTreatmentEffect(model, contrast).value, answer['TE']!, 'TE')
        close(
          controlledDirectEffect(model, { ...contrast, mediators: { [q.mediator]: q.m } }).value,
          answer['CDE']!,
          'CDE',
        )
        close(naturalDirectEffect(model, { ...contrast, mediators }).value, answer['NDE']!, 'NDE')
        close(naturalIndirectEffect(model, { ...contrast, mediators }).value, answer['NIE']!, 'NIE')
        close(naturalDirectEffect(model, reverse).value, answer['NDE_reverse']!, 'NDE_reverse')
        close(naturalIndirectEffect(model, reverse).value, answer['NIE_reverse']!, 'NIE_reverse')
      } else if (q.kind === 'causation') {
        close(probabilityOfNecessity(model, { treatment, outcome }).value, answer['PN']!, 'PN')
        close(probabilityOfSufficiency(model, { treatment, outcome }).value, answer['PS']!, 'PS')
        close(probabilityOfNecessityAndSufficiency(model, { treatment, outcome }).value, answer['PNS']!, 'PNS')
        close(probabilityOfDisablement(model, { treatment, outcome }).value, answer['PD']!, 'PD')
        close(probabilityOfEnablement(model, { treatment, outcome }).value, answer['PE']!, 'PE')
      } else throw new Error(`unknown kind ${q.kind}`)
    }
  },
)
