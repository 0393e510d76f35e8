// Questions about graphs: separation, adjustment, identification, equality of diagrams.
import { mixedGraph, sparseGraph } from '../inputs.mjs'
import {
  adjustmentSets,
  admg,
  box,
  dag,
  dSeparated,
  equalDiagrams,
  fromProgram,
  generator,
  identify,
  minimalSeparators,
} from '../library.mjs'

const same = (what) => (ours, theirs) => {
  const other = ours.filter((v, k) => JSON.stringify(v) !== JSON.stringify(theirs[k])).length
  return { text: `${other} of ${ours.length} ${what}`, equal: other === 0 && ours.length === theirs.length }
}
const name = (i) => `V${i}`
const asDag = (size, edges) =>
  dag({ nodes: Array.from({ length: size }, (_, i) => name(i)), directed: edges.map(([a, b]) => [name(a), name(b)]) })

/** Questions of four different nodes. */
function fours(size, count) {
  const draw = generator(`asked ${size}`)
  return Array.from({ length: count }, () => {
    const four = new Set()
    while (four.size < 4) four.add(draw.integer(size))
    const [x, y, ...given] = four
    return [x, y, given]
  })
}

const separation = [
  [100, 5],
  [1000, 50],
  [10_000, 600],
].map(([size, most]) => ({
  work: 'd-separation in a sparse graph, 2 nodes given, one question',
  size: `${size.toLocaleString('en')} nodes`,
  peer: 'from_networkx',
  call: 'separated',
  per: 16,
  target: { text: `≤ ${most} µs`, met: ({ ours }) => ours <= most * 1e-6 },
  differs: same('answers'),
  make: () => {
    const edges = sparseGraph(size)
    const graph = asDag(size, edges)
    const asked = fours(size, 16)
    const named = asked.map(([x, y, given]) => [name(x), name(y), given.map(name)])
    return {
      ours: () => named.map(([x, y, given]) => dSeparated(graph, x, y, given)),
      input: { size, edges, asked },
    }
  },
}))

const separators = {
  work: 'one minimal separator, or that there is none',
  size: '1,000 nodes',
  peer: 'from_networkx',
  call: 'separator',
  per: 16,
  // several sets may be minimal: what is compared is whether there is one
  differs: same('answers (is there one?)'),
  make: () => {
    const edges = sparseGraph(1000)
    const graph = asDag(1000, edges)
    const asked = fours(1000, 16).map(([x, y]) => [x, y])
    const first = ([x, y]) => minimalSeparators(graph, name(x), name(y))[Symbol.iterator]().next()
    return {
      ours: () => asked.map((pair) => !first(pair).done),
      read: (found) => found.map((s) => s !== null),
      input: { size: 1000, edges, asked },
    }
  },
}

const query = (n) => ({ do: 'v0', outcome: `v${n - 1}` })
const identification = [
  [10, 1],
  [50, 5],
  [100, 15],
].map(([n, most]) => ({
  work: 'identification with hidden causes, the graph made anew (the peer has it ready and simplifies nothing)',
  size: `${n} nodes`,
  peer: 'from_y0',
  call: 'identified',
  per: 10,
  target: { text: `≤ ${most} ms`, met: ({ ours }) => ours <= most / 1000 },
  differs: same('answers (is it identified?)'),
  make: () => {
    const graphs = Array.from({ length: 10 }, (_, seed) => mixedGraph(n, seed, n / 4))
    return {
      ours: () => graphs.map((lists) => identify(admg(lists), query(n)).identifiable),
      input: { graphs: graphs.map(({ nodes, directed, bidirected }) => [nodes, directed, bidirected]) },
    }
  },
}))

const backdoor = {
  work: 'a smallest adjustment set, nothing hidden, the graph made anew (the peer has it ready)',
  size: '10 nodes',
  peer: 'from_dowhy',
  call: 'adjustment',
  per: 10,
  differs: same('answers (how many nodes?)'),
  make: () => {
    const graphs = Array.from({ length: 10 }, (_, seed) => mixedGraph(10, seed, 0))
    const ask = { treatment: 'v0', outcome: 'v9' }
    const smallest = (sets) => {
      let least = Number.POSITIVE_INFINITY
      for (const set of sets) least = Math.min(least, set.length)
      return least
    }
    return {
      ours: () => graphs.map((lists) => smallest(adjustmentSets(admg(lists), ask))),
      read: (found) => found.map((set) => set.length),
      input: { graphs: graphs.map(({ nodes, directed }) => [nodes, directed, []]) },
    }
  },
}

const diagrams = [10, 20, 50].map((n) => ({
  work: 'equality of two diagrams with copies, boxes in another order, nothing remembered',
  size: `${n} boxes`,
  peer: 'from_discopy',
  call: 'equal',
  target: n === 50 ? { text: '≤ 0.2 ms', met: ({ ours }) => ours <= 0.0002 } : undefined,
  differs: (ours, theirs) => ({ text: `${ours} and ${theirs}`, equal: ours === theirs }),
  make: () => {
    const draw = generator(`boxes ${n}`)
    const boxes = Array.from({ length: n }, (_, j) => {
      const parents = new Set()
      for (let k = draw.integer(4); k > 0 && j > 0; k--) parents.add(draw.integer(j))
      return [name(j), [...parents].sort((a, b) => a - b).map(name)]
    })
    // parents still stand before children
    const turned = boxes.toSorted(([a], [b]) => depth(a) - depth(b) || (a < b ? 1 : -1))
    function depth(v) {
      return boxes.find(([own]) => own === v)[1].reduce((most, p) => Math.max(most, 1 + depth(p)), 0)
    }
    const outputs = boxes.map(([own]) => own)
    // the program draws the boxes in the order of the list, each with its wires as they stand
    const build = (list) =>
      fromProgram([], (run) => {
        const wires = new Map()
        for (const [own, parents] of list)
          wires.set(own, run(box(own, parents, [own]), ...parents.map((p) => wires.get(p)))[0])
        return outputs.map((own) => wires.get(own))
      })
    const [one, other] = [build(boxes), build(turned)]
    const fresh = (d) => Object.freeze({ ...d, wires: Object.freeze([...d.wires]), boxes: Object.freeze([...d.boxes]) })
    return { ours: () => equalDiagrams(fresh(one), fresh(other)), input: { one: boxes, other: turned, outputs } }
  },
}))

export default [...separation, separators, ...identification, backdoor, ...diagrams]
