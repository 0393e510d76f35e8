import { diagramOf, effectByComb, findComb, interpret, stochastic } from 'causalkit/diagram'
import type { CausalGraph } from 'causalkit/graph'

/** Probabilities that the outcome is 1, for the treatment at 0 and at 1. */
type Pair = readonly [number, number]

/** One made-up model: what is seen in it, what happens when the treatment is set, and what surgery makes of the data. */
export type Numbers =
  | {
      readonly shown: true
      readonly seen: Pair
      readonly set: Pair
      /** From the observed distribution alone; the sentence that says why not, where there is no comb. */
      readonly byComb: Pair | string
    }
  | { readonly shown: false; readonly message: string }

const most = { nodes: 8, inputs: 5 }

/** The three numbers in a model of zeros and ones whose probabilities are drawn from a seed. */
export function numbersOf(graph: CausalGraph, treatment: string, outcome: string, seed: number): Numbers {
  const whole = diagramOf(graph)
  const inputs = whole.boxes.reduce((count, { box }) => Math.max(count, box.inputs.length), 0)
  if (whole.boxes.length > most.nodes + 4 || graph.nodes.length > most.nodes || inputs > most.inputs) {
    return {
      shown: false,
      message: `Numbers are shown for graphs of at most ${most.nodes} nodes with ${most.inputs} causes each.`,
    }
  }
  const random = randomFrom(seed)
  const boxes = new Map(whole.boxes.map(({ box }) => [box.name, table(box.inputs.length, random)]))
  const read = (options: { inputs?: string; outputs?: readonly string[] }) =>
    interpret(diagramOf(graph, options), stochastic, boxes as never)
  const measured = graph.nodes.filter((node) => !graph.latents.includes(node))
  const joint = read({ outputs: measured })
  const [p00, p01, p10, p11] = read({ outputs: [treatment, outcome] }).values as unknown as readonly number[]
  const effect = read({ inputs: treatment, outputs: [outcome] }).values
  const seen: Pair = [p01! / (p00! + p01!), p11! / (p10! + p11!)]
  const comb = findComb(graph as CausalGraph<'dag' | 'admg'> as never, treatment as never, outcome as never)
  const byComb = (): Pair | string => {
    if (!comb.applicable) {
      return `No comb: hidden causes lead from the treatment to what it acts on (${comb.path.join(' ↔ ')}).`
    }
    const { values } = effectByComb(joint, comb).channel
    return [values[1]!, values[3]!]
  }
  return { shown: true, seen, set: [effect[1]!, effect[3]!], byComb: byComb() }
}

/** Rows of probabilities for each choice of inputs, 0 and 1 each; none is near 0 or 1. */
function table(inputs: number, random: () => number): unknown {
  if (inputs > 0) return [table(inputs - 1, random), table(inputs - 1, random)]
  const p = Math.round((0.1 + 0.8 * random()) * 100) / 100
  return [1 - p, p]
}

/** A small generator of numbers between 0 and 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
