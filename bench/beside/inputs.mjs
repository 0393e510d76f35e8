// What both sides are asked about: written once to a temporary folder, from seeds.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { column, generator } from './library.mjs'

const folder = mkdtempSync(join(tmpdir(), 'beside-'))
process.on('exit', () => rmSync(folder, { recursive: true, force: true }))

/** A table of numbers as a file of float64, column after column: the input that a peer reads. */
export function asFile(data) {
  const path = join(folder, `${asFile.count++}.f64`)
  const numbers = data.columns.map((name) => Float64Array.from(column(data, name), Number))
  writeFileSync(path, Buffer.concat(numbers.map((v) => Buffer.from(v.buffer, v.byteOffset, v.byteLength))))
  return { path, columns: data.columns.length }
}
asFile.count = 0

/** The marks of the adjacent pairs of a graph, nodes by position: `[i, j, mark at i, mark at j]`, i < j, as peers give them. */
export function marksOf({ nodes, edges }) {
  const at = new Map(nodes.map((name, i) => [name, i]))
  return edges.map(({ from, to, fromMark, toMark }) => {
    const [i, j] = [at.get(from), at.get(to)]
    return i < j ? [i, j, fromMark, toMark] : [j, i, toMark, fromMark]
  })
}

/** How many pairs two graphs see differently: as adjacent or not, and in their marks. */
export function pairsApart(ours, theirs) {
  const read = (list) => new Map(list.map(([i, j, a, b]) => [`${i}-${j}`, `${a} ${b}`]))
  const [a, b] = [read(ours), read(theirs)]
  const all = new Set([...a.keys(), ...b.keys()])
  const adjacency = [...all].filter((pair) => a.has(pair) !== b.has(pair)).length
  const marks = [...all].filter((pair) => a.has(pair) && b.has(pair) && a.get(pair) !== b.get(pair)).length
  return { of: `${a.size} edges`, adjacency, marks }
}

/** The largest difference of two lists of numbers. */
export function apart(ours, theirs) {
  const [a, b] = [ours.flat(9), theirs.flat(9)]
  if (a.length !== b.length) return Number.POSITIVE_INFINITY
  return a.reduce((most, v, k) => Math.max(most, Math.abs(v - b[k])), 0)
}

/** n nodes, about 3n/2 arrows, and `hidden` bidirected edges; the first node reaches the last. */
export function mixedGraph(n, seed, hidden) {
  const draw = generator(`mixed ${n} ${seed}`)
  const nodes = Array.from({ length: n }, (_, i) => `v${i}`)
  const directed = new Map()
  const bidirected = new Map()
  const put = (edges, i, j) =>
    i !== j && edges.set(`${Math.min(i, j)} ${Math.max(i, j)}`, [nodes[Math.min(i, j)], nodes[Math.max(i, j)]])
  for (let e = 0; e < 1.5 * n; e++) put(directed, draw.integer(n), draw.integer(n))
  for (let k = 0; k < 4; k++) put(directed, Math.floor((k * (n - 1)) / 4), Math.floor(((k + 1) * (n - 1)) / 4))
  for (let e = 0; e < hidden; e++) put(bidirected, draw.integer(n), draw.integer(n))
  return { nodes, directed: [...directed.values()], bidirected: [...bidirected.values()] }
}

/** An acyclic graph with about `degree` edges at a node. */
export function sparseGraph(n, degree = 3) {
  const draw = generator(`sparse ${n}`)
  const edges = new Map()
  for (let e = 0; e < (n * degree) / 2; e++) {
    const b = 1 + draw.integer(n - 1)
    const a = draw.integer(b)
    edges.set(`${a} ${b}`, [a, b])
  }
  return [...edges.values()]
}
