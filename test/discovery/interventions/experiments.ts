import type { Dag, InterventionalScore } from '../../../src/index.js'
import { hashed } from '../support.js'

/** All DAGs on these nodes. */
export function allDagsOn<N extends string>(names: readonly N[], make: (edges: [N, N][]) => Dag<N> | null): Dag<N>[] {
  const pairs = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const))
  const found: Dag<N>[] = []
  for (let code = 0; code < 3 ** pairs.length; code++) {
    const edges: [N, N][] = []
    for (let k = 0, rest = code; k < pairs.length; k++, rest = Math.floor(rest / 3)) {
      const [a, b] = pairs[k]!
      if (rest % 3 === 1) edges.push([a, b])
      if (rest % 3 === 2) edges.push([b, a])
    }
    const graph = make(edges)
    if (graph !== null) found.push(graph)
  }
  return found
}

/**
 * The score that a linear-Gaussian model on the DAG has on average under experiments that set their targets to noise around
 * a mean, in very many rows: −N/2 · log(residual variance where the node was left alone) − price · parents.
 */
export function populationScore<N extends string>(
  graph: Dag<N>,
  targets: readonly (readonly N[])[],
  seed: number,
): InterventionalScore<N> {
  const names = graph.nodes
  const p = names.length
  const regimes = targets.map((set, r) => momentsOf(graph, set, seed, r))
  const residual = (node: number, parents: readonly number[]): number => {
    const used = regimes.filter((_, r) => !targets[r]!.includes(names[node]!))
    const mean = names.map((_, i) => used.reduce((sum, m) => sum + m.mean[i]! / used.length, 0))
    const cov = (i: number, j: number): number =>
      used.reduce(
        (sum, m) => sum + (m.cov[i * p + j]! + (m.mean[i]! - mean[i]!) * (m.mean[j]! - mean[j]!)) / used.length,
        0,
      )
    // Gauss–Jordan on the parents
    const ids = [...parents, node]
    const a = ids.map((i) => ids.map((j) => cov(i, j)))
    for (let k = 0; k < parents.length; k++) {
      const pivot = a[k]![k]!
      for (let i = k + 1; i < ids.length; i++) {
        const f = a[i]![k]! / pivot
        for (let j = k; j < ids.length; j++) a[i]![j]! -= f * a[k]![j]!
      }
    }
    return a[parents.length]![parents.length]!
  }
  const rows = 1e10
  const score = (node: N, parents: readonly N[] = []): number => {
    const used = targets.filter((set) => !set.includes(node)).length / targets.length
    const share = residual(
      names.indexOf(node),
      parents.map((name) => names.indexOf(name)),
    )
    return -0.5 * rows * used * Math.log(share) - 12 * parents.length
  }
  return Object.assign(score, { variables: names, targets })
}

function momentsOf<N extends string>(
  graph: Dag<N>,
  set: readonly N[],
  seed: number,
  regime: number,
): { mean: Float64Array; cov: Float64Array } {
  const names = graph.nodes
  const p = names.length
  const mean = new Float64Array(p)
  const cov = new Float64Array(p * p)
  const done: number[] = []
  const parentsOf = (i: number): number[] =>
    set.includes(names[i]!) ? [] : graph.edges.filter((e) => e.to === names[i]).map((e) => names.indexOf(e.from))
  while (done.length < p) {
    const node = names.findIndex(
      (name, i) =>
        !done.includes(i) &&
        graph.edges.filter((e) => e.to === name).every((e) => done.includes(names.indexOf(e.from))),
    )
    const isSet = set.includes(names[node]!)
    const weights = parentsOf(node).map((parent) => {
      const u = hashed(`${seed}|${names[parent]}|${names[node]}`)
      return [parent, (u < 0.5 ? -1 : 1) * (0.5 + ((2 * u) % 1))] as const
    })
    mean[node] = isSet ? 1 + hashed(`${seed}|${regime}|mean|${names[node]}`) : hashed(`${seed}|mean|${names[node]}`)
    for (const [parent, w] of weights) mean[node]! += w * mean[parent]!
    for (const other of done) {
      let c = 0
      for (const [parent, w] of weights) c += w * cov[parent * p + other]!
      cov[node * p + other] = c
      cov[other * p + node] = c
    }
    let variance = isSet ? 0.2 : 0.5 + hashed(`${seed}|noise|${names[node]}`)
    for (const [parent, w] of weights) variance += w * cov[node * p + parent]!
    cov[node * p + node] = variance
    done.push(node)
  }
  return { mean, cov }
}
