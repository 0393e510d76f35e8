// Identification, adjustment and instruments on random graphs, beside the peers' times on such graphs (measured elsewhere).
import {
  adjustmentSets,
  admg,
  dag,
  doSearch,
  identify,
  identifyCounterfactual,
  identifyFromExperiments,
  identifyPolicy,
  instruments,
  isAdjustmentSet,
  linearIdentification,
  pagOf,
  proveIdentification,
  recoverFromMissingness,
  recoverFromSelection,
  toText,
} from '../dist/index.js'

/** A small generator of numbers in [0, 1). */
function numbers(seed) {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 4294967296
  }
}

/** n nodes, about 3n/2 arrows, and `hidden` bidirected edges; the first node reaches the last. */
function lists(n, seed, hidden) {
  const next = numbers(seed)
  const nodes = Array.from({ length: n }, (_, i) => `v${i}`)
  const directed = []
  const bidirected = []
  const pair = () => {
    const i = Math.floor(next() * n)
    const j = Math.floor(next() * n)
    return i < j ? [nodes[i], nodes[j]] : i > j ? [nodes[j], nodes[i]] : null
  }
  for (let e = 0; e < 1.5 * n; e++) {
    const edge = pair()
    if (edge !== null) directed.push(edge)
  }
  for (let k = 0; k < 4; k++)
    directed.push([nodes[Math.floor((k * (n - 1)) / 4)], nodes[Math.floor(((k + 1) * (n - 1)) / 4)]])
  for (let e = 0; e < hidden; e++) {
    const edge = pair()
    if (edge !== null) bidirected.push(edge)
  }
  return { nodes, directed, bidirected }
}

/** An effect that neither adjustment nor the front door gives, if one turns up. */
function general(n) {
  for (let seed = 1; seed < 4000; seed++) {
    const g = admg(lists(n, seed, n / 2))
    const answer = identify(g, { do: 'v0', outcome: `v${n - 1}` })
    if (answer.identifiable && answer.strategy === 'general') return g
  }
  return admg(lists(n, 1, n / 4))
}

export default (b) => {
  for (const [n, target] of [
    [10, '1 ms'],
    [50, '5 ms'],
    [100, '15 ms'],
  ]) {
    const g = general(n)
    const query = { do: 'v0', outcome: `v${n - 1}` }
    const answer = identify(g, query)
    const what = answer.identifiable ? `${answer.strategy}, ${toText(answer.estimand).length} characters` : 'a hedge'
    b.compare({
      name: `identify, ${n} nodes (${what})`,
      ours: () => identify(g, query),
      baseline: { name: 'y0 unsimplified', seconds: n === 10 ? 0.001 : n === 50 ? 0.003 : 0.01 },
      target: `<= ${target}`,
    })
  }
  {
    // three worlds: what was seen, treatment by another value, and a condition where v2 was set
    const query = {
      event: { variable: 'v19', value: 1, do: { v0: 0 } },
      given: [
        { variable: 'v0', value: 1 },
        { variable: 'v7', value: 0, do: { v2: 0 } },
      ],
    }
    const graphs = Array.from({ length: 50 }, (_, seed) => admg(lists(20, seed + 1, 4)))
    const length = (g) => {
      const answer = identifyCounterfactual(g, query)
      return answer.identifiable ? toText(answer.estimand).length : 0
    }
    // the one with the longest formula
    const g = graphs.reduce((longest, other) => (length(other) > length(longest) ? other : longest))
    const what = `${length(g)} characters`
    b.compare({
      name: `identifyCounterfactual, 20 nodes, three worlds (${what})`,
      ours: () => identifyCounterfactual(g, query),
      baseline: { name: 'asked for', seconds: 0.02 },
      target: '<= 20 ms',
    })
  }
  {
    // the dearest of 600 questions on the PAGs of 40 random graphs
    const asked = []
    for (let seed = 1; seed <= 40; seed++) {
      const graph = pagOf(admg(lists(50, seed, 10)))
      for (let k = 0; k < 15; k++)
        asked.push({ graph, query: { do: [`v${3 * k}`, `v${(7 * k + seed) % 45}`], outcome: `v${45 + (k % 5)}` } })
    }
    const costs = asked.map(({ graph, query }) => {
      const start = performance.now()
      const answer = identify(graph, query)
      return { time: performance.now() - start, steps: answer.derivation.length, graph, query }
    })
    const { graph, query, steps } = costs.reduce((most, other) => (other.time > most.time ? other : most))
    b.compare({
      name: `identify, a PAG of 50 nodes (${steps} steps)`,
      ours: () => identify(graph, query),
      baseline: { name: 'asked for', seconds: 0.05 },
      target: '<= 50 ms',
    })
    const g = admg(lists(50, 7, 10))
    b.compare({
      name: 'proveIdentification, 50 nodes',
      ours: () => proveIdentification(g, { do: 'v0', outcome: 'v49' }),
    })
    const small = admg(lists(12, 3, 4))
    b.compare({ name: 'linearIdentification, 12 nodes', ours: () => linearIdentification(small) })
  }
  {
    const chain = Array.from({ length: 100 }, (_, i) => `v${i}`)
    const directed = chain.slice(1).map((name, i) => [chain[i], name])
    const bidirected = chain.flatMap((name, i) => (i % 7 === 0 && i >= 20 && i < 76 ? [[name, chain[i + 22]]] : []))
    const g = admg({ nodes: chain, directed, bidirected })
    b.compare({
      name: 'recoverFromSelection, 100 nodes',
      ours: () => recoverFromSelection(g, { do: 'v40', outcome: 'v99', selectedBy: ['v3'] }),
      baseline: { name: 'asked for', seconds: 0.05 },
      target: '<= 50 ms',
    })
    // every second variable is missing where the one before it says so
    const pairs = chain
      .slice(0, 66)
      .flatMap((name, i) => (i % 2 === 1 ? [{ variable: name, observed: `seen ${name}` }] : []))
    const incomplete = admg({
      nodes: [...chain.slice(0, 66), ...pairs.map((p) => p.observed)],
      directed: [...directed.slice(0, 65), ...pairs.map((p, i) => [chain[2 * i], p.observed])],
    })
    b.compare({
      name: 'recoverFromMissingness, 99 nodes',
      ours: () => recoverFromMissingness(incomplete, { outcome: 'v65', do: 'v40', missing: pairs }),
      baseline: { name: 'asked for', seconds: 0.05 },
      target: '<= 50 ms',
    })
  }
  {
    // a chain with a hidden cause of its ends, and shorter ways past every second node
    const pieces = (n) => {
      const nodes = Array.from({ length: n }, (_, i) => `v${String(i).padStart(2, '0')}`)
      const directed = nodes.slice(1).map((name, i) => [nodes[i], name])
      for (let i = 1; i + 3 < n - 1; i += 2) directed.push([nodes[i], nodes[i + 3]])
      const g = admg({ nodes, directed, bidirected: [[nodes[0], nodes[n - 1]]] })
      return { g, nodes, query: { do: nodes[0], outcome: nodes[n - 1] } }
    }
    for (const n of [10, 12]) {
      const { g, query } = pieces(n)
      const steps = doSearch(g, { query, data: [{}] }).derivation?.length ?? 0
      b.compare({
        name: `doSearch, ${n} nodes from the joint (${steps} steps)`,
        ours: () => doSearch(g, { query, data: [{}] }),
        baseline: { name: 'identify', run: () => identify(g, query) },
      })
    }
    for (const n of [8, 10]) {
      const { g, nodes, query } = pieces(n)
      const data = [{ over: nodes.slice(0, n / 2) }, { over: nodes.slice(n / 2) }]
      const answer = doSearch(g, { query, data })
      b.compare({
        name: `doSearch, ${n} nodes in two halves (${answer.status}, ${answer.terms} terms)`,
        ours: () => doSearch(g, { query, data }),
      })
    }
    const { g, nodes, query } = pieces(50)
    const available = [{ over: nodes.slice(0, 26) }, { do: nodes.slice(22, 26), over: nodes.slice(26) }]
    const joined = identifyFromExperiments(g, { ...query, available })
    b.compare({
      name: `identifyFromExperiments, 50 nodes in two studies (${joined.identifiable ? 'a formula' : joined.reason})`,
      ours: () => identifyFromExperiments(g, { ...query, available }),
    })
    const policies = { treatment: nodes[20], given: nodes[3] }
    b.compare({
      name: 'identifyPolicy, 50 nodes',
      ours: () => identifyPolicy(g, { policies, outcome: query.outcome }),
    })
  }
  for (const [n, seconds] of [
    [100, 0.0005],
    [200, 0.0009],
  ]) {
    const g = dag(lists(n, 3, 0))
    const query = { treatment: `v${Math.floor(n / 2)}`, outcome: `v${n - 1}` }
    b.compare({
      name: `first adjustment set, ${n} nodes`,
      ours: () => adjustmentSets(g, query)[Symbol.iterator]().next(),
      baseline: { name: 'dagitty', seconds },
      target: 'ratio <= 0.5',
    })
    b.compare({
      name: `isAdjustmentSet, ${n} nodes`,
      ours: () => isAdjustmentSet(g, query, ['v0']),
      baseline: { name: 'dagitty', seconds: n === 100 ? 0.00022 : 0.00035 },
    })
  }
  const nodes = ['X', 'Y']
  const directed = [['X', 'Y']]
  for (let k = 0; k < 14; k++) {
    nodes.push(`A${k}`, `B${k}`)
    directed.push([`A${k}`, 'X'], [`A${k}`, `B${k}`], [`B${k}`, 'Y'])
  }
  const parallel = dag({ nodes, directed })
  const query = { treatment: 'X', outcome: 'Y' }
  b.compare({
    name: 'first of 16,384 sets',
    ours: () => adjustmentSets(parallel, query)[Symbol.iterator]().next(),
    target: '<= 1 ms',
  })
  b.compare({
    name: 'all 16,384 minimal sets',
    ours: () => {
      let count = 0
      for (const _ of adjustmentSets(parallel, query)) count++
      if (count !== 16384) throw new Error(`expected 16384 sets, got ${count}`)
    },
    baseline: { name: 'dagitty', seconds: 3.49 },
    target: '<= 0.7 s',
  })
  for (const [n, seconds] of [
    [20, 0.0041],
    [50, 0.029],
    [100, 0.059],
  ]) {
    const graph = lists(n, 5, n / 4)
    const x = Math.floor(n / 2)
    const pruned = graph.directed.filter(([a]) => a !== `v${x}`)
    const g = admg({
      ...graph,
      directed: [...pruned, [`v${x}`, `v${n - 1}`]],
      bidirected: [...graph.bidirected, [`v${x}`, `v${n - 1}`]],
    })
    const effect = { treatment: `v${x}`, outcome: `v${n - 1}` }
    const list = [...instruments(g, { ...effect, sets: 'nearest' })]
    b.compare({
      name: `first instrument, ${n} nodes`,
      ours: () => instruments(g, effect)[Symbol.iterator]().next(),
      baseline: { name: 'dagitty (one each, incomplete)', seconds },
      target: n === 100 ? '<= 20 ms' : undefined,
    })
    b.compare({
      name: `instruments, ${n} nodes (the nearest set each, ${list.length})`,
      ours: () => [...instruments(g, { ...effect, sets: 'nearest' })],
      baseline: { name: 'dagitty (one each, incomplete)', seconds },
      target: n === 100 ? '<= 20 ms' : undefined,
    })
    // whether the other nodes are instruments given some set is NP-hard to decide: the walk ends where its budget does
    const { count, gaveUp } = walked(instruments(g, { ...effect, sets: 'one' }))
    b.compare({
      name: `instruments, ${n} nodes (one set each, ${count}${gaveUp ? ', until 5,000 tries in a row failed' : ', complete'})`,
      ours: () => walked(instruments(g, { ...effect, sets: 'one' })),
    })
  }
}

/** How many instruments a walk lists, and whether its budget ended it. */
function walked(list) {
  let count = 0
  try {
    for (const _ of list) count++
  } catch (error) {
    if (error.code !== 'too-large') throw error
    return { count, gaveUp: true }
  }
  return { count, gaveUp: false }
}
