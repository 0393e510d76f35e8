import { type CptRows, categorical, cpt, query, type Scm, scm } from '../../src/index.js'
import { expectClose } from './harness.js'

export interface NetworkNode {
  name: string
  card: number
  states?: string[]
  parents: string[]
  cpt: number[][]
}
export interface NetworkQuery {
  target: string
  do: Record<string, number>
  evidence: Record<string, number>
  evidence_probability: number
  posterior: number[] | null
}
export interface Network {
  id: string
  nodes: NetworkNode[]
  queries: NetworkQuery[]
}
export type NetworkModel = Scm<Record<string, string>, 'sample' | 'enumerate', 'dag'>

// a letter in front keeps the states in order as keys of an object
const statesOf = ({ card }: NetworkNode): string[] => Array.from({ length: card }, (_, k) => `s${k}`)

export function stateOf(nodes: readonly NetworkNode[], name: string, k: number): string {
  return statesOf(nodes.find((node) => node.name === name)!)[k]!
}

/** A network as a model of conditional probability tables. */
export function networkModel(nodes: readonly NetworkNode[], tolerance = 1e-9): NetworkModel {
  const byName = new Map(nodes.map((node) => [node.name, node]))
  const spec = nodes.map((node) => {
    const parents = node.parents.map((name) => statesOf(byName.get(name)!))
    const own = statesOf(node)
    let rows: CptRows[] = node.cpt.map((row) => Object.fromEntries(row.map((p, k) => [own[k]!, p])))
    for (const states of parents.reverse()) {
      const outer: CptRows[] = []
      for (let i = 0; i < rows.length; i += states.length) {
        outer.push(Object.fromEntries(states.map((state, k) => [state, rows[i + k]!])))
      }
      rows = outer
    }
    const exact = node.parents.length === 0 && tolerance <= 1e-9
    return [
      node.name,
      exact ? categorical(rows[0] as Record<string, number>) : cpt(node.parents, rows[0]!, { tolerance }),
    ] as const
  })
  return scm(Object.fromEntries(spec) as never) as unknown as NetworkModel
}

export function checkPosterior(
  model: NetworkModel,
  nodes: readonly NetworkNode[],
  q: NetworkQuery,
  tolerance: number,
): void {
  const named = (values: Record<string, number>) =>
    Object.fromEntries(Object.entries(values).map(([name, k]) => [name, stateOf(nodes, name, k)]))
  const answer = query(model, [q.target], { given: named(q.evidence), do: named(q.do) })
  const what = `${q.target} given ${JSON.stringify(q.evidence)} do ${JSON.stringify(q.do)}`
  if (answer.method === 'zero-probability') {
    if (q.posterior !== null) throw new Error(`${what}: the evidence is said to be impossible`)
    return
  }
  expectClose(answer.evidenceProbability, q.evidence_probability, tolerance, 0, `${what}: evidence`)
  for (const [k, p] of (q.posterior ?? []).entries()) expectClose(answer.values[k]!, p, tolerance, 0, what)
  if (q.posterior === null) throw new Error(`${what}: expected impossible evidence`)
}
