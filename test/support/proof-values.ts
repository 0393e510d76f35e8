import type { Estimand, EstimandValue, IdentificationProof, ProbabilityTerm, ProofLine } from '../../src/index.js'
import { type EnumeratedModel, enumerate, probabilityOf } from './enumerated-model.js'
import type { FunctionalModel } from './functional-model.js'

/** The probability of a term at states of its values; NaN where its condition has none. */
export type TermValue = (term: ProbabilityTerm, stateOf: (value: EstimandValue) => number) => number

/** Terms in binary models, one for each population; `seen` holds what is seen in every term of a population, and is no axis of it. */
export function modelTerms(
  models: ReadonlyMap<string, { readonly model: EnumeratedModel; readonly seen?: ReadonlyMap<string, number> }>,
): TermValue {
  const joints = new Map<string, ReturnType<typeof enumerate>>()
  return ({ of, given, do: act, domain }, stateOf) => {
    const { model, seen = new Map<string, number>() } = models.get(domain)!
    const at = (values: readonly EstimandValue[]): [string, number][] => values.map((v) => [v.variable, stateOf(v)])
    const set = new Map(at(act))
    const key = JSON.stringify([domain, ...[...set].sort()])
    let joint = joints.get(key)
    if (joint === undefined) {
      joint = enumerate(model, set)
      joints.set(key, joint)
    }
    const below = new Map([...seen, ...at(given)])
    return probabilityOf(joint, new Map([...below, ...at(of)])) / probabilityOf(joint, below)
  }
}

/** Terms over worlds in a model with functions. */
export function worldTerms(model: FunctionalModel): TermValue {
  const known = new Map<string, number>()
  return ({ of, given, do: act }, stateOf) => {
    const worldOf = (world: readonly EstimandValue[]): Record<string, unknown> =>
      Object.fromEntries(
        world.map((v) => [v.variable, v.do === undefined ? stateOf(v) : { variable: v.variable, do: worldOf(v.do) }]),
      )
    const events = (values: readonly EstimandValue[]) =>
      values.map((v) => ({ variable: v.variable, value: stateOf(v), do: worldOf(v.do ?? act) }))
    const asked = [events(of), events(given)] as unknown as Parameters<FunctionalModel['truth']>
    const key = JSON.stringify(asked)
    let value = known.get(key)
    if (value === undefined) {
      value = model.truth(...asked)
      known.set(key, value)
    }
    return value
  }
}

const keyOf = ({ variable, prime }: EstimandValue): string => `${prime} ${variable}`

/** The value of an expression where its free values are at states. */
export function expressionValue(e: Estimand, states: ReadonlyMap<string, number>, term: TermValue): number {
  switch (e.type) {
    case 'constant':
      return e.value
    case 'probability':
      return term(e, (v) => (v.state === undefined ? states.get(keyOf(v))! : Number(v.state)))
    case 'product': {
      const factors = e.factors.map((f) => expressionValue(f, states, term))
      return factors.includes(0) ? 0 : factors.reduce((a, b) => a * b, 1)
    }
    case 'ratio':
      return expressionValue(e.numerator, states, term) / expressionValue(e.denominator, states, term)
    case 'any':
      return expressionValue(e.body, new Map([...states, ...e.over.map((v) => [keyOf(v), 0] as const)]), term)
    default: {
      let total = 0
      for (let code = 0; code < 2 ** e.over.length; code++) {
        const own = e.over.map((v, k) => [keyOf(v), (code >> k) & 1] as const)
        total += expressionValue(e.body, new Map([...states, ...own]), term)
      }
      return total
    }
  }
}

/** The free values of an expression. */
function freeValues(e: Estimand, bound: ReadonlySet<string> = new Set()): string[] {
  switch (e.type) {
    case 'constant':
      return []
    case 'probability': {
      const all = (values: readonly EstimandValue[]): EstimandValue[] => values.flatMap((v) => [v, ...all(v.do ?? [])])
      return all([...e.of, ...e.given, ...e.do])
        .filter((v) => v.state === undefined && !bound.has(keyOf(v)))
        .map(keyOf)
    }
    case 'product':
      return e.factors.flatMap((f) => freeValues(f, bound))
    case 'ratio':
      return [...freeValues(e.numerator, bound), ...freeValues(e.denominator, bound)]
    default:
      return freeValues(e.body, new Set([...bound, ...e.over.map(keyOf)]))
  }
}

/** The largest difference between two expressions over all states of their free values, where both have a value. */
export function largestDifference(a: Estimand, b: Estimand, term: TermValue): number {
  const names = [...new Set([...freeValues(a), ...freeValues(b)])]
  let most = 0
  for (let code = 0; code < 2 ** names.length; code++) {
    const states = new Map(names.map((name, k) => [name, (code >> k) & 1]))
    const gap = Math.abs(expressionValue(a, states, term) - expressionValue(b, states, term))
    if (gap > most) most = gap
  }
  return most
}

/** The first line of a proof that is false in a model, or its conclusion; null where all are true. */
export function falseLine(proof: IdentificationProof, term: TermValue): ProofLine | 'conclusion' | null {
  for (const line of proof.lines) if (largestDifference(line.before, line.after, term) > 1e-8) return line
  return largestDifference(proof.effect, proof.conclusion, term) > 1e-8 ? 'conclusion' : null
}
