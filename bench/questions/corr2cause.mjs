// Corr2Cause (Jin et al. 2024) with an exact key: six relations in every Markov equivalence class of 2 to 5 variables, up to names.
// The key goes through all DAGs by bits; the answer through the library: independences → PC on them → the class's members.
// The released generator misses common causes whose right arm is longer than one edge; here they count.
import { ancestors, dag, dagsOf, dSeparation, parents, pc } from '../../dist/index.js'
import { ancestorsOf, edgesOf } from './random.mjs'

const letters = ['A', 'B', 'C', 'D', 'E']
export const relations = [
  'directCause',
  'directEffect',
  'indirectCause',
  'indirectEffect',
  'commonCause',
  'commonEffect',
]

/** Paths from one node to each other one, as masks of the nodes after the first. */
function pathsFrom(children, from) {
  const out = children.map(() => [])
  const walk = (at, mask) => {
    for (let next = 0; next < children.length; next++) {
      if (!((children[at] >> next) & 1)) continue
      const longer = mask | (1 << next)
      out[next].push(longer)
      walk(next, longer)
    }
  }
  walk(from, 0)
  return out
}
const turned = (sets) => sets.map((_, u) => sets.reduce((mask, set, v) => mask | (((set >> u) & 1) << v), 0))

/** Whether a third node has directed paths to both that share it alone. */
function common(next, x, y) {
  return next.some((_, z) => {
    if (z === x || z === y) return false
    const to = pathsFrom(next, z)
    return to[x].some((left) => to[y].some((right) => (left & right) === 0))
  })
}

function holds(set, relation, x, y) {
  const above = ancestorsOf(set)
  const direct = (a, b) => ((set[b] >> a) & 1) === 1
  const indirect = (a, b) => ((above[b] >> a) & 1) === 1 && !direct(a, b)
  if (relation === 'directCause') return direct(x, y)
  if (relation === 'directEffect') return direct(y, x)
  if (relation === 'indirectCause') return indirect(x, y)
  if (relation === 'indirectEffect') return indirect(y, x)
  return relation === 'commonCause' ? common(turned(set), x, y) : common(set, x, y)
}

function* permutations(list) {
  if (list.length === 0) yield []
  for (const [i, first] of list.entries())
    for (const rest of permutations([...list.slice(0, i), ...list.slice(i + 1)])) yield [first, ...rest]
}

/** All DAGs of n labelled nodes, by classes: skeleton and colliders without an edge across. */
function classes(n) {
  const byKey = new Map()
  const pairs = []
  for (let a = 0; a < n; a++) for (let b = a + 1; b < n; b++) pairs.push([a, b])
  for (let code = 0; code < 3 ** pairs.length; code++) {
    const set = new Array(n).fill(0)
    let left = code
    for (const [a, b] of pairs) {
      const edge = left % 3
      left = (left - edge) / 3
      if (edge === 1) set[b] |= 1 << a
      if (edge === 2) set[a] |= 1 << b
    }
    if (ancestorsOf(set).some((mask, v) => (mask >> v) & 1)) continue
    const key = keyOf(set)
    byKey.set(key, [...(byKey.get(key) ?? []), set])
  }
  return byKey
}

function keyOf(set) {
  const n = set.length
  const joined = (a, b) => ((set[a] >> b) & 1) === 1 || ((set[b] >> a) & 1) === 1
  const parts = []
  for (let a = 0; a < n; a++)
    for (let b = a + 1; b < n; b++) {
      if (joined(a, b)) parts.push(`${a}${b}`)
      else for (let c = 0; c < n; c++) if ((set[c] >> a) & (set[c] >> b) & 1) parts.push(`${a}>${c}<${b}`)
    }
  return parts.join(' ')
}

/** One class of each form: the first by its key among all renamings. */
function upToNames(byKey, n) {
  const seen = new Set()
  const kept = []
  const orders = [...permutations(Array.from({ length: n }, (_, i) => i))]
  for (const [key, members] of byKey) {
    if (seen.has(key)) continue
    kept.push(members)
    const [set] = members
    for (const order of orders) {
      const renamed = new Array(n).fill(0)
      for (let v = 0; v < n; v++) for (let u = 0; u < n; u++) if ((set[v] >> u) & 1) renamed[order[v]] |= 1 << order[u]
      seen.add(keyOf(renamed))
    }
  }
  return kept
}

const labelOf = (yes, all) => (yes === all ? 'entailment' : yes === 0 ? 'contradiction' : 'neutral')

/** The relation in a graph of the library, by its own relations. */
function told(graph, relation, x, y) {
  const direct = (a, b) => parents(graph, b).includes(a)
  const indirect = (a, b) => ancestors(graph, b).includes(a) && !direct(a, b)
  if (relation === 'directCause') return direct(x, y)
  if (relation === 'directEffect') return direct(y, x)
  if (relation === 'indirectCause') return indirect(x, y)
  if (relation === 'indirectEffect') return indirect(y, x)
  const at = new Map(graph.nodes.map((name, i) => [name, i]))
  const sets = graph.nodes.map((name) => parents(graph, name).reduce((mask, p) => mask | (1 << at.get(p)), 0))
  return common(relation === 'commonCause' ? turned(sets) : sets, at.get(x), at.get(y))
}

export function corr2cause(largest) {
  const questions = []
  const answers = []
  for (let n = 2; n <= largest; n++) {
    const names = letters.slice(0, n)
    for (const [k, members] of upToNames(classes(n), n).entries()) {
      // what a reader is told are the independences, which PC asks for one by one
      const { graph } = pc(dSeparation(dag({ nodes: names, directed: edgesOf(members[0], names) })))
      const found = [...dagsOf(graph)]
      for (let x = 0; x < n; x++)
        for (let y = 0; y < n; y++) {
          if (x === y) continue
          for (const relation of relations) {
            const id = `${n}.${k} ${names[x]} ${relation} ${names[y]}`
            const key = labelOf(members.filter((set) => holds(set, relation, x, y)).length, members.length)
            questions.push({ id, kind: relation, answer: key, choices: ['entailment', 'contradiction', 'neutral'] })
            const yes = found.filter((one) => told(one, relation, names[x], names[y])).length
            answers.push({ id, answer: labelOf(yes, found.length) })
          }
        }
    }
  }
  return { questions, answers }
}
