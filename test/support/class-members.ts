import { type CausalGraph, type Estimand, evaluateEstimand, identify } from '../../src/index.js'
import { assignments, enumerate, type ModelGraph, randomModel, valueAt } from './enumerated-model.js'

/** The edges of a DAG or ADMG as lists. */
export function listsOf(graph: CausalGraph): ModelGraph {
  const pairs = (mark: 'tail' | 'arrow'): [string, string][] =>
    graph.edges.filter((e) => e.fromMark === mark && e.toMark === 'arrow').map((e) => [e.from, e.to])
  return { nodes: graph.nodes, directed: pairs('tail'), bidirected: pairs('arrow') }
}

export interface ClassQuestion {
  readonly do: readonly string[]
  readonly outcome: readonly string[]
  readonly given: readonly string[]
}

/** All questions with one or two treatments, one or two outcomes and at most `most` conditions. */
export function* questions(nodes: readonly string[], most: number): Generator<ClassQuestion> {
  const subsets = (of: readonly string[]): string[][] =>
    Array.from({ length: 2 ** of.length }, (_, mask) => of.filter((_, i) => (mask >> i) & 1))
  for (const y of subsets(nodes)) {
    if (y.length === 0 || y.length > 2) continue
    for (const x of subsets(nodes.filter((v) => !y.includes(v)))) {
      if (x.length === 0 || x.length > 2) continue
      for (const z of subsets(nodes.filter((v) => !y.includes(v) && !x.includes(v)))) {
        if (z.length <= most) yield { do: x, outcome: y, given: z }
      }
    }
  }
}

/** A joint of a random model of a DAG or an ADMG. */
export function jointOf(member: CausalGraph, seed: number): ReturnType<typeof enumerate> {
  return enumerate(randomModel(listsOf(member), seed))
}

/** What a formula gives on a joint at every assignment of the question. */
export function valuesOf(estimand: Estimand, joint: ReturnType<typeof enumerate>, q: ClassQuestion): number[] {
  const result = evaluateEstimand(estimand, joint)
  return assignments([...q.do, ...q.outcome, ...q.given]).map((at) => valueAt(result, at))
}

/** Whether the members' own formulas give one functional: null where some member has none. */
export function agreeing(
  members: readonly CausalGraph<'dag' | 'admg'>[],
  q: ClassQuestion,
  joint: ReturnType<typeof enumerate>,
): number[] | null {
  let first: number[] | null = null
  for (const member of members) {
    const answer = identify(member, q)
    if (!answer.identifiable) return null
    const values = valuesOf(answer.estimand, joint, q)
    first ??= values
    if (values.some((value, i) => !(Math.abs(value - first![i]!) < 1e-9))) return null
  }
  return first
}
