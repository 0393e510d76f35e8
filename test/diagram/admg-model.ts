import { type Admg, admg, type Factor } from '../../src/index.js'

/** Numbers in [0, 1) from a seed (mulberry32), independent of the library's streams. */
export function numbersFrom(seed: number): () => number {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A random model with hidden causes: its graph, its joint over the nodes, and the truth about one effect. */
export interface AdmgModel {
  readonly graph: Admg
  readonly joint: Factor
  readonly treatment: string
  readonly outcome: string
  /** P(outcome | do(treatment)) row by row, by going through every state of every variable, hidden ones included. */
  readonly truth: Float64Array
  readonly sizes: ReadonlyMap<string, number>
}

/** A random graph of two to five nodes with hidden causes, its nodes in causal order, and the stream of numbers after it. */
export function randomAdmg(seed: number) {
  const next = numbersFrom(seed)
  const count = 2 + Math.floor(next() * 4)
  const nodes = Array.from({ length: count }, (_, i) => `V${i}`)
  const order = nodes
    .map((name) => [next(), name] as const)
    .sort(([a], [b]) => a - b)
    .map(([, name]) => name)
  const directed: [string, string][] = []
  const bidirected: [string, string][] = []
  for (const [i, from] of order.entries()) {
    for (const to of order.slice(i + 1)) {
      if (next() < 0.45) directed.push([from, to])
      if (next() < 0.35 && bidirected.length < 4) bidirected.push([from, to])
    }
  }
  return { graph: admg({ nodes, directed, bidirected }), nodes, order, directed, bidirected, next }
}

/** A random model on a random graph. `holes`: how often a row of a table is certain, so that the joint has empty cells. */
export function admgModel(seed: number, holes = 0): AdmgModel {
  const { graph, nodes, order, directed, bidirected, next } = randomAdmg(seed)
  const hidden = bidirected.map((_, k) => `U${k}`)
  const all = [...hidden, ...order]
  const sizes = new Map(all.map((name) => [name, next() < 0.85 ? 2 : 3]))
  const size = (name: string): number => sizes.get(name)!
  const parents = new Map(
    all.map((name) => [
      name,
      [
        ...directed.filter(([, to]) => to === name).map(([from]) => from),
        ...hidden.filter((_, k) => bidirected[k]!.includes(name)),
      ],
    ]),
  )
  const tables = new Map(
    all.map((name) => {
      const rows = parents.get(name)!.reduce((product, parent) => product * size(parent), 1)
      const row = (): number[] => {
        const weights = Array.from({ length: size(name) }, () => 0.05 + next())
        const certain = next() < holes ? Math.floor(next() * weights.length) : -1
        const chosen = certain < 0 ? weights : weights.map((_, j) => +(j === certain))
        const sum = chosen.reduce((total, x) => total + x, 0)
        return chosen.map((x) => x / sum)
      }
      return [name, Array.from({ length: rows }, row)]
    }),
  )
  const treatment = order[Math.floor(next() * nodes.length)]!
  const others = nodes.filter((name) => name !== treatment)
  const outcome = others[Math.floor(next() * others.length)]!
  const joint = new Float64Array(nodes.reduce((product, name) => product * size(name), 1))
  const truth = new Float64Array(size(treatment) * size(outcome))
  const cards = all.map(size)
  const state = cards.map(() => 0)
  const positions = (names: readonly string[]): number[] => names.map((name) => all.indexOf(name))
  const index = (wires: readonly number[]): number => {
    let i = 0
    for (const v of wires) i = i * cards[v]! + state[v]!
    return i
  }
  const reads = all.map((name) => positions(parents.get(name)!))
  const rows = all.map((name) => tables.get(name)!)
  const [seenAt, doneAt, set] = [positions(nodes), positions([treatment, outcome]), all.indexOf(treatment)]
  for (let v = 0; v >= 0; ) {
    let [seen, done] = [1, 1]
    for (let k = 0; k < cards.length; k++) {
      const p = rows[k]![index(reads[k]!)]![state[k]!]!
      seen *= p
      if (k !== set) done *= p
    }
    joint[index(seenAt)]! += seen
    truth[index(doneAt)]! += done
    v = cards.length - 1
    while (v >= 0 && ++state[v]! === cards[v]) state[v--] = 0
  }
  const variables = nodes.map((name) => ({ name, states: Array.from({ length: size(name) }, (_, k) => String(k)) }))
  return { graph, joint: { variables, values: joint }, treatment, outcome, truth, sizes }
}
