// Pictures of graphs: process time, crossings and edges behind nodes that are not theirs, beside dagre and Graphviz (where they are
// installed) on the same graphs, 5 a cell. What is counted is looked for in the sampled curves, not in what a layout says of itself.
// `npm run bench -- draw --graphs 200` counts on that many more graphs with arcs and long names, in both directions.
import { admg, dag, diagramOf, layoutByGraphviz, layoutGraph, randomStream, toSvg, uniforms } from '../dist/index.js'

/** A random graph: each pair an edge with probability degree / (n - 1), some pairs an arc. */
function randomGraph(n, degree, seed, arcs = 0, names = (i) => `V${i}`) {
  const draws = uniforms(randomStream(seed), n * n).values
  const nodes = Array.from({ length: n }, (_, i) => names(i))
  const directed = []
  const bidirected = []
  for (let j = 1; j < n; j++) {
    for (let i = 0; i < j; i++) {
      if (draws[i * n + j] < degree / (n - 1)) directed.push([nodes[i], nodes[j]])
      if (draws[j * n + i] < arcs) bidirected.push([nodes[i], nodes[j]])
    }
  }
  return arcs > 0 ? admg({ nodes, directed, bidirected }) : dag({ nodes, directed })
}

/** Curves as points about 2 px apart. */
function sampled(points) {
  const line = [points[0]]
  for (let k = 0; k + 3 < points.length; k += 3) {
    const [a, b, c, d] = points.slice(k, k + 4)
    const steps = Math.max(8, Math.ceil((Math.abs(d.x - a.x) + Math.abs(d.y - a.y)) / 2))
    for (let i = 1; i <= steps; i++) {
      const [t, u] = [i / steps, 1 - i / steps]
      const at = (key) => u * u * u * a[key] + 3 * u * u * t * b[key] + 3 * u * t * t * c[key] + t * t * t * d[key]
      line.push({ x: at('x'), y: at('y') })
    }
  }
  return line
}

/** How many edges touch a foreign node. */
function behind(boxes, edges) {
  return edges.filter(({ from, to, line }) =>
    boxes.some(
      (box) =>
        box.node !== from &&
        box.node !== to &&
        line.some(({ x, y }) => Math.abs(x - box.x) < box.width / 2 && Math.abs(y - box.y) < box.height / 2),
    ),
  ).length
}

/** How often edges cross outside the nodes that they share. */
function crossings(boxes, edges) {
  const byName = new Map(boxes.map((box) => [box.node, box]))
  // every fifth point is enough to find where two curves cross
  const lines = edges.map(({ line }) => line.filter((_, i) => i % 5 === 0 || i === line.length - 1))
  const frame = lines.map((line) => [
    Math.min(...line.map((p) => p.x)),
    Math.max(...line.map((p) => p.x)),
    Math.min(...line.map((p) => p.y)),
    Math.max(...line.map((p) => p.y)),
  ])
  let count = 0
  for (let e = 0; e < edges.length; e++) {
    for (let f = 0; f < e; f++) {
      if (
        frame[e][0] > frame[f][1] ||
        frame[f][0] > frame[e][1] ||
        frame[e][2] > frame[f][3] ||
        frame[f][2] > frame[e][3]
      )
        continue
      const shared = [edges[e].from, edges[e].to].filter((v) => v === edges[f].from || v === edges[f].to)
      for (let i = 1; i < lines[e].length; i++) {
        const [a, b] = [lines[e][i - 1], lines[e][i]]
        for (let j = 1; j < lines[f].length; j++) {
          const [c, d] = [lines[f][j - 1], lines[f][j]]
          const det = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
          if (det === 0) continue
          const s = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / det
          const t = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / det
          if (s < 0 || s >= 1 || t < 0 || t >= 1) continue
          const [x, y] = [a.x + s * (b.x - a.x), a.y + s * (b.y - a.y)]
          const isInShared = shared.some((name) => {
            const box = byName.get(name)
            return Math.abs(x - box.x) <= box.width / 2 && Math.abs(y - box.y) <= box.height / 2
          })
          if (!isInShared) count++
        }
      }
    }
  }
  return count
}

const drawnEdges = ({ routes }) => routes.map(({ from, to, points }) => ({ from, to, line: sampled(points) }))

/** dagre, as this library used it before it had its own layout. */
function byDagre({ Graph, layout }, graph, sizes) {
  const sheet = new Graph({ directed: true, multigraph: true })
  const ranker = graph.nodes.length + graph.edges.length <= 400 ? 'network-simplex' : 'tight-tree'
  sheet.setGraph({ rankdir: 'LR', ranker, nodesep: 30, ranksep: 50, edgesep: 14 })
  for (const { node, width, height } of sizes) sheet.setNode(node, { width, height })
  for (const { from, to } of graph.edges) sheet.setEdge(from, to, { weight: 1 })
  layout(sheet)
  const boxes = sizes.map((size) => ({ ...size, ...sheet.node(size.node) }))
  const at = new Map(boxes.map((box) => [box.node, box]))
  const edges = graph.edges.map(({ from, to }) => {
    const corners = [at.get(from), ...sheet.edge(from, to).points.slice(1, -1), at.get(to)]
    const points = corners.flatMap((p, i) => {
      if (i === 0) return [p]
      const q = corners[i - 1]
      return [1 / 3, 2 / 3, 1].map((t) => ({ x: q.x + t * (p.x - q.x), y: q.y + t * (p.y - q.y) }))
    })
    return { from, to, line: sampled(points) }
  })
  return { boxes, edges }
}

function cpu(call) {
  const start = process.cpuUsage()
  const value = call()
  const { user, system } = process.cpuUsage(start)
  return [value, (user + system) / 1000]
}

export default async (b) => {
  const dagre = await import('@dagrejs/dagre').catch(() => undefined)
  const viz = await (await import('@viz-js/viz').catch(() => undefined))?.instance()
  const ours = (graph) => {
    const layout = layoutGraph(graph)
    return { boxes: layout.positions, edges: drawnEdges(layout), layout }
  }
  console.log('   n  degree  edges   engine     ms   crossings   behind')
  for (const [n, degree] of [
    [30, 2.4],
    [30, 5.2],
    [60, 2.4],
    [60, 5.2],
    [200, 2.4],
  ]) {
    const sums = new Map()
    let edgeCount = 0
    for (let k = 1; k <= 5; k++) {
      const graph = randomGraph(n, degree, `${n} ${degree} ${k}`)
      edgeCount += graph.edges.length
      const add = (engine, draw) => {
        const [{ boxes, edges }, ms] = cpu(draw)
        const sum = sums.get(engine) ?? { ms: 0, crossings: 0, behind: 0 }
        sums.set(engine, sum)
        sum.ms += ms / 5
        sum.crossings += crossings(boxes, edges)
        sum.behind += behind(boxes, edges)
      }
      add('own', () => ours(graph))
      const sizes = layoutGraph(graph).positions
      if (dagre !== undefined) add('dagre', () => byDagre(dagre, graph, sizes))
      if (viz !== undefined) {
        add('Graphviz', () => {
          const layout = layoutByGraphviz(viz, graph)
          return { boxes: layout.positions, edges: drawnEdges(layout) }
        })
      }
    }
    for (const [engine, sum] of sums) {
      console.log(
        `${String(n).padStart(4)}  ${String(degree).padStart(6)}  ${String(edgeCount).padStart(5)}   ${engine.padEnd(8)} ${sum.ms.toFixed(0).padStart(4)}   ${String(sum.crossings).padStart(9)}   ${String(sum.behind).padStart(6)}`,
      )
    }
  }

  const count = Number(b.options.graphs ?? 40)
  let [edges, hidden] = [0, 0]
  const names = (i) => ['V', 'income of the whole household before taxes ', 'age_'][i % 3] + i
  for (let k = 0; k < count; k++) {
    const n = 5 + (k % 40)
    const graph = randomGraph(n, 2 + (k % 4), `arcs ${k}`, 0.3 / n, names)
    for (const direction of ['right', 'down']) {
      const layout = layoutGraph(graph, { direction })
      edges += layout.routes.length
      hidden += behind(layout.positions, drawnEdges(layout))
    }
  }
  console.log(
    `${count} graphs with arcs and long names, both directions: ${hidden} of ${edges} edges behind foreign nodes`,
  )

  for (const [n, degree, target] of [
    [50, 5.2, '100 ms'],
    [500, 5.2, '2 s'],
  ]) {
    const graph = randomGraph(n, degree, `speed ${n}`)
    b.compare({ name: `layout of ${n} nodes, ${graph.edges.length} edges`, ours: () => layoutGraph(graph), target })
  }
  for (const all of [true, false]) {
    const graph = randomGraph(50, 3, 'diagram')
    const diagram = diagramOf(graph, { outputs: all ? graph.nodes : ['V49'] })
    b.compare({
      name: `SVG of a diagram of ${diagram.boxes.length} boxes, ${all ? 'all wires' : 'one wire'} output`,
      ours: () => toSvg(diagram),
      target: '10 ms',
    })
  }
}
