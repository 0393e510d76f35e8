// Inputs of bench/against.mjs, made by the library under test itself, the same in each.

/** A small generator of numbers in [0, 1). */
export function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

export const gaussian = (seed) => {
  const next = numbers(seed)
  return () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** p columns of n standard normal numbers. */
export function columns(n, p, seed = 1) {
  const draw = gaussian(seed)
  return Object.fromEntries(Array.from({ length: p }, (_, k) => [`V${k}`, Float64Array.from({ length: n }, draw)]))
}

/** A random DAG as lists, edges from earlier to later nodes at most `reach` apart; `hidden` bidirected edges. */
export function lists(n, { seed = 1, degree = 3, reach = n, hidden = 0 } = {}) {
  const next = numbers(seed)
  const nodes = Array.from({ length: n }, (_, i) => `v${i}`)
  const directed = new Map()
  for (let e = 0; e < (n * degree) / 2; e++) {
    const b = 1 + Math.floor(next() * (n - 1))
    const a = Math.max(0, b - 1 - Math.floor(next() * reach))
    if (a < b) directed.set(`${a} ${b}`, [nodes[a], nodes[b]])
  }
  for (let k = 0; k < 4; k++) {
    const [a, b] = [Math.floor((k * (n - 1)) / 4), Math.floor(((k + 1) * (n - 1)) / 4)]
    if (a < b) directed.set(`${a} ${b}`, [nodes[a], nodes[b]])
  }
  const bidirected = new Map()
  for (let e = 0; e < hidden; e++) {
    const [a, b] = [Math.floor(next() * n), Math.floor(next() * n)].sort((x, y) => x - y)
    if (a < b) bidirected.set(`${a} ${b}`, [nodes[a], nodes[b]])
  }
  return { nodes, directed: [...directed.values()], bidirected: [...bidirected.values()] }
}

/** The same graph as text. */
export const textOf = ({ directed }) => directed.map(([a, b]) => `${a} -> ${b}`).join('\n')

/** x and y given p columns that move both. */
export function confounded(n, p, seed = 3) {
  const draw = gaussian(seed)
  const z = Array.from({ length: p }, () => Float64Array.from({ length: n }, draw))
  const sum = Float64Array.from({ length: n }, (_, i) => z.reduce((s, c) => s + c[i], 0))
  const data = { x: sum.map((s) => Math.sin(s) + draw()), y: sum.map((s) => s ** 2 / 2 + draw()) }
  z.forEach((c, k) => {
    data[`z${k}`] = c
  })
  return data
}

/** Rows of a linear model with edges from `lists`. */
export function linearRows(n, graph, seed = 5) {
  const draw = gaussian(seed)
  const data = Object.fromEntries(graph.nodes.map((v) => [v, Float64Array.from({ length: n }, draw)]))
  for (const v of graph.nodes) {
    for (const [a, b] of graph.directed) if (b === v) for (let i = 0; i < n; i++) data[v][i] += 0.7 * data[a][i]
  }
  return data
}
