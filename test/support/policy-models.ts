import type { EstimandSource } from '../../src/index.js'
import {
  assignments,
  type EnumeratedModel,
  enumerate,
  type ModelGraph,
  numbers,
  probabilityOf,
} from './enumerated-model.js'

/** What a policy drives, and what it looks at. */
export interface PolicyInputs {
  readonly treatment: string
  readonly given: readonly string[]
}

/** The arrows when treatments hear their policies alone (and nodes that are set hear nothing); null where they form a cycle. */
export function underPolicies(
  { nodes, directed }: ModelGraph,
  policies: readonly PolicyInputs[],
  act: readonly string[] = [],
): (readonly [string, string])[] | null {
  const deaf = [...policies.map(({ treatment }) => treatment), ...act]
  const arrows = [
    ...directed.filter(([, b]) => !deaf.includes(b)),
    ...policies.flatMap(({ treatment, given }) => given.map((a) => [a, treatment] as const)),
  ]
  const left = new Set(nodes)
  for (let gone = true; gone; ) {
    gone = false
    for (const node of left) {
      if (arrows.some(([a, b]) => b === node && left.has(a))) continue
      left.delete(node)
      gone = true
    }
  }
  return left.size === 0 ? arrows : null
}

/** P(treatment = 1) for each state of what a policy looks at. */
function tablesOf(policies: readonly PolicyInputs[], seed: number): number[][] {
  const next = numbers(seed + 77)
  return policies.map(({ given }) => Array.from({ length: 2 ** given.length }, () => 0.1 + 0.8 * next()))
}

/** The policies as sources of a formula, each under the name `policy of` its treatment. */
export function policySources(policies: readonly PolicyInputs[], seed: number): EstimandSource[] {
  const tables = tablesOf(policies, seed)
  return policies.map(({ treatment, given }, k) => ({
    domain: `policy of ${treatment}`,
    given,
    joint: {
      variables: [...given, treatment].map((name) => ({ name, states: ['0', '1'] })),
      values: Float64Array.from(tables[k]!.flatMap((p) => [1 - p, p])),
    },
  }))
}

/** P(outcome; policies, do(act)) by enumeration, for all assignments of act, then of the outcome. */
export function policyTruth(
  model: EnumeratedModel,
  policies: readonly PolicyInputs[],
  outcome: readonly string[],
  seed: number,
  act: readonly string[] = [],
): number[] {
  const { graph } = model
  const tables = tablesOf(policies, seed)
  const bias = new Map(model.bias)
  // hidden causes stay where they are for all others: the treatment's table does not read them
  for (const [k, { treatment }] of policies.entries()) {
    const hidden = graph.bidirected.filter((pair) => pair.includes(treatment)).length
    bias.set(
      treatment,
      tables[k]!.flatMap((p) => Array.from({ length: 2 ** hidden }, () => p)),
    )
  }
  // what is set hears its causes no more, but its table is of their size: it is not read
  const directed = graph.directed.filter(([, b]) => !policies.some(({ treatment }) => treatment === b))
  const arrows = [...directed, ...policies.flatMap(({ treatment, given }) => given.map((a) => [a, treatment] as const))]
  const changed = { ...model, graph: { ...graph, directed: arrows }, bias }
  return assignments(act).flatMap((set) => {
    const joint = enumerate(changed, set)
    return assignments(outcome).map((event) => probabilityOf(joint, event))
  })
}
