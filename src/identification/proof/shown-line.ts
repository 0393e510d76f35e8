import { toEstimand } from '../../estimand/terms/convert.js'
import type { Expr, Prob, Symbols } from '../../estimand/terms/expr.js'
import type { ProbabilityTerm } from '../../estimand/terms/types.js'
import type { Line } from './proof-lines.js'
import type { LicensingSeparation, ProofLine } from './proof-types.js'
import type { RuleSeparation } from './rule-holds.js'

/** A line in names. */
export function shownLine<N extends string>(names: readonly string[], symbols: Symbols, line: Line): ProofLine<N> {
  const of = (expr: Expr | Prob) => toEstimand<N>({ symbols, expr })
  return Object.freeze({
    before: of(line.before) as ProbabilityTerm<N>,
    after: of(line.after),
    rule: line.rule,
    separations: Object.freeze(line.separations.map((s) => shownSeparation<N>(names, s))),
    order: Object.freeze(line.order.map((i) => names[i] as N)),
  })
}

/** A separation in names. */
export function shownSeparation<N extends string>(names: readonly string[], s: RuleSeparation): LicensingSeparation<N> {
  const named = (list: readonly number[]): readonly N[] => Object.freeze(list.map((i) => names[i] as N))
  return Object.freeze({
    rule: s.rule,
    outcome: named(s.outcome),
    nodes: named(s.nodes),
    given: named(s.given),
    withoutInto: named(s.withoutInto),
    withoutOutOf: named(s.withoutOutOf),
  })
}

/** Positions of names, or null where what is listed is no list of nodes. */
export function positionsIn(index: ReadonlyMap<string, number>, names: unknown): number[] | null {
  if (!Array.isArray(names)) return null
  const list = names.map((name) => index.get(name as string) ?? -1)
  return list.includes(-1) ? null : list
}

/** Separations in positions, or null where one is not of that shape. */
export function readSeparations(index: ReadonlyMap<string, number>, shown: unknown): RuleSeparation[] | null {
  if (!Array.isArray(shown)) return null
  const found: RuleSeparation[] = []
  for (const s of shown as readonly LicensingSeparation[]) {
    const lists = [s?.outcome, s?.nodes, s?.given, s?.withoutInto, s?.withoutOutOf].map((l) => positionsIn(index, l))
    if (lists.includes(null)) return null
    const [outcome, nodes, given, withoutInto, withoutOutOf] = lists as number[][]
    found.push({
      rule: s.rule,
      outcome: outcome!,
      nodes: nodes!,
      given: given!,
      withoutInto: withoutInto!,
      withoutOutOf: withoutOutOf!,
    })
  }
  return found
}

/** A line in positions, or null where it is not of the shape of one. */
export function readLine(
  index: ReadonlyMap<string, number>,
  symbols: Symbols,
  line: ProofLine,
  before: Expr,
  after: Expr,
): Line | null {
  const order = positionsIn(index, line.order)
  const separations = readSeparations(index, line.separations)
  if (order === null || separations === null || !isFree(before, symbols)) return null
  if (typeof line.rule !== 'string') return null
  return { before, after, rule: line.rule, separations, order }
}

/** Whether an expression is a term that speaks of free values and fixed states only. */
export function isFree(e: Expr, { names, state }: Symbols): e is Prob {
  return e.kind === 'prob' && [...e.of, ...e.given, ...e.act].every((s) => s < names.length || state[s] !== undefined)
}
