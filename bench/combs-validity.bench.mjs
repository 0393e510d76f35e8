// effectByComb against the truncated factorisation by enumeration, on random models with hidden causes (which may have parents
// and any number of children) of two to six measured nodes: wrong answers, refusals that the theory does not ask for, and
// rows with empty cells that are refused although nothing hangs on them. `--models 6000` for more.
import { dag, diagramOf, effectByComb, findComb, identify, latentProjection, reorder } from '../dist/index.js'

/** Numbers in [0, 1) from a seed (mulberry32). */
function numbers(seed) {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), 1 | a)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

const shuffled = (list, next) =>
  list
    .map((x) => [next(), x])
    .sort((a, b) => a[0] - b[0])
    .map((x) => x[1])

/** A random model: tables, its joint over the measured nodes, and P(outcomes | do(treatment)), both by enumeration. */
function randomModel(seed) {
  const next = numbers(seed * 7919 + 13)
  const names = Array.from({ length: 2 + Math.floor(next() * 5) }, (_, i) => `V${i}`)
  const hidden = Array.from({ length: Math.floor(next() * 5) }, (_, i) => `U${i}`)
  const order = shuffled([...names, ...hidden], next)
  const density = 0.25 + 0.5 * next()
  const parents = new Map(order.map((x) => [x, []]))
  for (const [i, from] of order.entries())
    for (const to of order.slice(i + 1)) if (next() < density && parents.get(to).length < 4) parents.get(to).push(from)
  const size = new Map(order.map((x) => [x, next() < 0.88 ? 2 : 3]))
  const holes = next() < 0.35 ? 0.5 : 0
  const row = (k) => {
    const weights = Array.from({ length: k }, () => 0.05 + next())
    const certain = next() < holes ? Math.floor(next() * k) : -1
    const chosen = certain < 0 ? weights : weights.map((_, j) => +(j === certain))
    const sum = chosen.reduce((t, x) => t + x, 0)
    return chosen.map((x) => x / sum)
  }
  const rows = (x) => parents.get(x).reduce((product, y) => product * size.get(y), 1)
  const tables = new Map(order.map((x) => [x, Array.from({ length: rows(x) }, () => row(size.get(x)))]))
  const [treatment, first, second] = shuffled(names, next)
  const outcomes = second !== undefined && next() < 0.3 ? [first, second] : [first]
  const cells = (list) => list.reduce((product, v) => product * size.get(v), 1)
  const joint = new Float64Array(cells(names))
  const truth = new Float64Array(cells([treatment, ...outcomes]))
  const state = new Map()
  const at = (list) => list.reduce((i, v) => i * size.get(v) + state.get(v), 0)
  const walk = (k, seen, done) => {
    if (seen === 0 && done === 0) return
    if (k === order.length) {
      joint[at(names)] += seen
      truth[at([treatment, ...outcomes])] += done
      return
    }
    const v = order[k]
    const p = tables.get(v)[at(parents.get(v))]
    for (const [s, x] of p.entries()) {
      state.set(v, s)
      walk(k + 1, seen * x, v === treatment ? done : done * x)
    }
  }
  walk(0, 1, 1)
  const directed = order.flatMap((child) => parents.get(child).map((parent) => [parent, child]))
  const graph = dag({ nodes: [...names, ...hidden], directed, latents: hidden })
  return { graph, hidden, names, size, joint, truth, treatment, outcomes, holes }
}

/** Whether one comb step is enough once all that leads neither to treatment nor outcomes is discarded (Tian & Pearl 2002). */
function oneStep(admg, treatment, outcomes) {
  const isHidden = (e) => e.fromMark === 'arrow' && e.toMark === 'arrow'
  const grow = (set, step) => {
    for (let before = -1; before < set.size; ) {
      before = set.size
      for (const e of admg.edges) step(e, set)
    }
    return set
  }
  const kept = grow(new Set([treatment, ...outcomes]), (e, set) => !isHidden(e) && set.has(e.to) && set.add(e.from))
  const district = grow(new Set([treatment]), (e, set) => {
    if (!isHidden(e) || !kept.has(e.from) || !kept.has(e.to) || !(set.has(e.from) || set.has(e.to))) return
    set.add(e.from).add(e.to)
  })
  return !admg.edges.some((e) => !isHidden(e) && e.from === treatment && kept.has(e.to) && district.has(e.to))
}

export default function run(b) {
  const models = Number(b.options.models ?? 1000)
  const found = { computed: 0, refused: 0, identifiable: 0, rows: 0, wrong: 0, overRefused: 0, empty: 0, needless: 0 }
  let worst = 0
  for (let seed = 0; seed < models; seed++) {
    const { graph, hidden, names, size, joint, truth, treatment, outcomes, holes } = randomModel(seed)
    const projected = latentProjection(graph, hidden)
    const given = [graph, projected, diagramOf(graph)][seed % 3]
    const comb = findComb(given, treatment, outcomes)
    if (comb.applicable !== oneStep(projected, treatment, outcomes)) found.overRefused++
    if (!comb.applicable) {
      found.refused++
      if (identify(projected, { do: treatment, outcome: outcomes }).identifiable) found.identifiable++
      continue
    }
    found.computed++
    const effectOf = (values) => {
      const states = (v) => Array.from({ length: size.get(v) }, (_, k) => `s${k}`)
      const table = { variables: names.map((name) => ({ name, states: states(name) })), values }
      return effectByComb(seed % 2 === 1 ? reorder(table, [...names].reverse()) : table, comb).channel
    }
    const channel = effectOf(joint)
    // the outcomes in the order of the answer
    const [, ...answered] = channel.variables.map((v) => v.name)
    const rows = size.get(treatment)
    const columns = truth.length / rows
    const wanted = (r, c) => {
      if (answered.length === 1 || answered[0] === outcomes[0]) return truth[r * columns + c]
      const [p, q] = [size.get(answered[0]), size.get(answered[1])]
      return truth[r * columns + (c % q) * p + Math.floor(c / q)]
    }
    // two full joints as near as one likes: what is determined is the same in their limit
    const near = [1, 2].map((k) => {
      const noise = joint.map((_, i) => 1 + ((i * i * k + 7 * i + k) % 11))
      const sum = noise.reduce((t, x) => t + x, 0)
      return holes > 0 ? effectOf(joint.map((p, i) => (1 - 1e-9) * p + (1e-9 * noise[i]) / sum)).values : null
    })
    for (let r = 0; r < rows; r++) {
      found.rows++
      const cells = Array.from({ length: columns }, (_, c) => r * columns + c)
      if (Number.isNaN(channel.values[cells[0]])) {
        found.empty++
        if (cells.every((i) => Math.abs(near[0][i] - near[1][i]) < 1e-7)) found.needless++
        continue
      }
      const off = Math.max(...cells.map((i, c) => Math.abs(channel.values[i] - wanted(r, c))))
      worst = Math.max(worst, off)
      if (!(off < 1e-9)) found.wrong++
    }
  }
  b.print(
    `${models} models: ${found.computed} computed (${found.rows} rows), ${found.refused} refused by a hidden path.`,
  )
  b.print(`wrong rows ${found.wrong}, largest error ${worst.toExponential(1)}`)
  b.print(
    `refusals against the theory ${found.overRefused}; refused and yet identifiable by more steps ${found.identifiable}`,
  )
  b.print(`rows refused for empty cells ${found.empty}, of them determined all the same ${found.needless}`)
}
