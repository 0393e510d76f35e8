// Accuracy with experiments, hidden causes and nonlinear models. With CAUSALKIT_PEER_PYTHON (a Python
// that has gies, causaldag and lingam) their answers stand beside, on the same data.
import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import {
  bicScore,
  cam,
  column,
  cpdagOf,
  dag,
  directLingam,
  ges,
  gies,
  interventionalBicScore,
  interventionalCpdagOf,
  normals,
  notears,
  parceLingam,
  pdag,
  randomStream,
  rcd,
  regimeTest,
  resit,
  select,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
  splitStream,
  structuralHammingDistance,
  table,
  utIgsp,
} from '../dist/index.js'

const python = process.env.CAUSALKIT_PEER_PYTHON
const script = fileURLToPath(new URL('accuracy-experiments-peer.py', import.meta.url))

/** Observation, then experiments that set one node each to noise around 2. */
export function experimentWorld(p, seed) {
  const graph = simulateDag(p, { degree: 2, seed })
  const { coefficients } = simulateLinear(graph, 1, { seed })
  const targets = { seen: [] }
  for (let k = 0; k < 3; k++) targets[`e${k}`] = [graph.nodes[(3 * k + seed) % p]]
  const sizes = [500, 250, 250, 250]
  const columns = Object.fromEntries(graph.nodes.map((node) => [node, []]))
  const regime = []
  for (const [k, label] of Object.keys(targets).entries()) {
    const done = new Map()
    while (done.size < p) {
      for (const [i, node] of graph.nodes.entries()) {
        const causes = coefficients.filter((c) => c.to === node)
        if (done.has(node) || !causes.every((c) => done.has(c.from))) continue
        const noise = normals(splitStream(splitStream(randomStream(seed), k), i), sizes[k]).values
        const isSet = targets[label].includes(node)
        done.set(
          node,
          noise.map((e, row) =>
            isSet ? 2 + 0.5 * e : causes.reduce((sum, c) => sum + c.coefficient * done.get(c.from)[row], e),
          ),
        )
      }
    }
    for (const node of graph.nodes) columns[node].push(...done.get(node))
    regime.push(...Array(sizes[k]).fill(label))
  }
  return { graph, targets, data: table({ regime, ...columns }) }
}

/** The answers of other programs: name to edges, and CPU seconds. */
function peers(kind, input) {
  if (python === undefined) return {}
  return JSON.parse(
    String(execFileSync(python, [script], { input: JSON.stringify({ kind, ...input }), maxBuffer: 1 << 28 })),
  )
}

const numbers = (data, names) => names.map((name) => Array.from(column(data, name)))

function timed(run) {
  const start = process.cpuUsage()
  const value = run()
  const { user, system } = process.cpuUsage(start)
  return [value, (user + system) / 1e6]
}

function tally() {
  const rows = new Map()
  return {
    add: (name, ...values) => rows.set(name, [...(rows.get(name) ?? []), values]),
    print: (b) => {
      for (const [name, list] of rows) {
        const means = list[0].map((_, k) => list.reduce((sum, row) => sum + row[k], 0) / list.length)
        b.print(`${name.padEnd(26)} ${means.map((v) => v.toFixed(2).padStart(7)).join(' ')}`)
      }
    },
  }
}

function experimentAccuracy(b) {
  for (const p of [6, 10, 20]) {
    b.print(`\nexperiments, ${p} nodes of degree 2, 500 rows of observation and 3 × 250, means of 10 graphs`)
    b.print('search                        SHD  targets wrong  seconds (CPU)')
    const rows = tally()
    for (let seed = 1; seed <= 10; seed++) {
      const { graph, targets, data } = experimentWorld(p, seed)
      const truth = interventionalCpdagOf(graph, Object.values(targets))
      const names = graph.nodes
      const wrong = (found) =>
        Object.values(targets)
          .slice(1)
          .reduce((sum, set, k) => sum + names.filter((x) => set.includes(x) !== found[k].includes(x)).length, 0)
      const add = (name, found, errors, seconds) =>
        rows.add(name, structuralHammingDistance(found, truth), errors, seconds)
      const known = timed(() => gies(interventionalBicScore(data, { regime: 'regime', targets })).graph)
      add('gies', known[0], 0, known[1])
      const plain = timed(() => gies(interventionalBicScore(data, { regime: 'regime', targets }), { starts: 0 }).graph)
      add('gies, starts 0', plain[0], 0, plain[1])
      const [ut, utSeconds] = timed(() => utIgsp(regimeTest(data, { regime: 'regime', observational: 'seen' })))
      add('utIgsp', ut.graph, wrong(ut.targets.map((t) => t.columns)), utSeconds)
      const pooled = timed(() => ges(bicScore(select(data, names))).graph)
      add('ges on all rows (wrong)', pooled[0], 0, pooled[1])
      const parts = Object.keys(targets).map((label) => {
        const levels = data.data[0]
        const keep = Array.from(levels.codes, (code) => levels.levels[code] === label)
        return numbers(data, names).map((values) => values.filter((_, i) => keep[i]))
      })
      const sets = Object.values(targets).map((set) => set.map((name) => names.indexOf(name)))
      for (const [name, { directed, undirected, found, seconds }] of Object.entries(
        peers('experiments', { parts, sets }),
      )) {
        const named = (list) => list.map(([i, j]) => [names[i], names[j]])
        // of a DAG and targets that were found, the class; else the class itself
        const peer =
          found === undefined
            ? pdag({ nodes: names, directed: named(directed), undirected: named(undirected) })
            : interventionalCpdagOf(dag({ nodes: names, directed: named(directed) }), [
                [],
                ...found.map((set) => set.map((i) => names[i])),
              ])
        add(name, peer, found === undefined ? 0 : wrong(found.map((set) => set.map((i) => names[i]))), seconds)
      }
    }
    rows.print(b)
  }
}

/** Pairs of columns whose relation was told wrongly: an effect one way, a hidden cause, or nothing. */
function relationsWrong(graph, confounded, names, coefficients) {
  const p = names.length
  let wrong = 0
  for (let i = 0; i < p; i++) {
    for (let j = 0; j < i; j++) {
      const has = (a, b) => graph.edges.some((e) => e.from === a && e.to === b)
      const [x, y] = [names[i], names[j]]
      const hidden = confounded.some((pair) => pair.includes(x) && pair.includes(y))
      const truth = hidden ? 'hidden' : has(x, y) ? 'x' : has(y, x) ? 'y' : 'none'
      const [onX, onY] = [coefficients[i * p + j], coefficients[j * p + i]]
      const said = Number.isNaN(onX) || Number.isNaN(onY) ? 'hidden' : onY !== 0 ? 'x' : onX !== 0 ? 'y' : 'none'
      if (said !== truth) wrong++
    }
  }
  return wrong
}

/** Six columns, two pairs of which share a hidden cause; Laplace and exponential errors. */
function hiddenAccuracy(b) {
  for (const noise of ['exponential', 'laplace']) {
    b.print(`\nhidden causes of two pairs among 6 columns, ${noise} errors, 500 rows, means of 10 graphs`)
    b.print('search                     pairs wrong (of 15)  seconds (CPU)')
    const rows = tally()
    for (let seed = 1; seed <= 10; seed++) {
      const graph = simulateDag(6, { degree: 1.5, seed })
      const names = graph.nodes
      const confounded = [
        [names[0], names[1]],
        [names[2], names[4]],
      ].filter(([x, y]) => !graph.edges.some((e) => [e.from, e.to].includes(x) && [e.from, e.to].includes(y)))
      const whole = dag({
        nodes: [...names, ...confounded.map((_, k) => `U${k}`)],
        directed: [
          ...graph.edges.map((e) => [e.from, e.to]),
          ...confounded.flatMap(([x, y], k) => [
            [`U${k}`, x],
            [`U${k}`, y],
          ]),
        ],
      })
      const data = select(simulateLinear(whole, 500, { seed, noise, coefficients: [0.8, 1.4] }).data, names)
      const searches = { rcd, parceLingam, directLingam }
      for (const [name, search] of Object.entries(searches)) {
        const [found, seconds] = timed(() => search(data))
        rows.add(name, relationsWrong(graph, confounded, names, found.coefficients), seconds)
      }
      for (const [name, { coefficients, seconds }] of Object.entries(
        peers('hidden', { columns: numbers(data, names) }),
      )) {
        const flat = coefficients.flat().map((v) => v ?? Number.NaN)
        rows.add(name, relationsWrong(graph, confounded, names, flat), seconds)
      }
    }
    rows.print(b)
  }
}

/** Additive noise, not linear: against the DAG; and linear models with and without their variances. */
function baselineAccuracy(b) {
  b.print('\nnonlinear additive noise, 6 nodes of degree 2, 200 rows, means of 5 graphs')
  b.print('search                        SHD  seconds (CPU)')
  const rows = tally()
  for (let seed = 1; seed <= 5; seed++) {
    const graph = simulateDag(6, { degree: 2, seed })
    const data = simulateNonlinear(graph, 200, { seed })
    for (const [name, search] of Object.entries({ cam, resit, directLingam })) {
      const [found, seconds] = timed(() => search(data))
      rows.add(name, structuralHammingDistance(found.graph, graph), seconds)
    }
    for (const [name, { directed, seconds }] of Object.entries(
      peers('additive', { columns: numbers(data, graph.nodes) }),
    )) {
      const edges = directed.map(([i, j]) => [graph.nodes[i], graph.nodes[j]])
      rows.add(name, structuralHammingDistance(pdag({ nodes: graph.nodes, directed: edges }), graph), seconds)
    }
  }
  rows.print(b)
  for (const noise of ['normal', 'exponential']) {
    b.print(`\nlinear, ${noise} errors, 10 nodes of degree 2, 1,000 rows: distance to the CPDAG, means of 5 graphs`)
    b.print('search                        SHD  seconds (CPU)')
    const linear = tally()
    for (let seed = 1; seed <= 5; seed++) {
      const graph = simulateDag(10, { degree: 2, seed })
      const { data } = simulateLinear(graph, 1000, { seed, noise })
      const searches = {
        'notears, standardised': () => cpdagOf(notears(data).graph),
        'notears, as given': () => cpdagOf(notears(data, { scale: 'as given' }).graph),
        ges: () => ges(bicScore(data)).graph,
      }
      for (const [name, search] of Object.entries(searches)) {
        const [found, seconds] = timed(search)
        linear.add(name, structuralHammingDistance(found, cpdagOf(graph)), seconds)
      }
    }
    linear.print(b)
  }
}

export default (b) => {
  experimentAccuracy(b)
  hiddenAccuracy(b)
  baselineAccuracy(b)
}
