// Graphs and identification: the sizes of graph.bench.mjs and identification.bench.mjs.
import { lists, textOf } from '../against-inputs.mjs'

const thousand = lists(1000)
const hundred = lists(100)
const local = lists(100, { degree: 3, reach: 20 })
const withHidden = lists(50, { seed: 3, hidden: 12 })
const chain = (n) => Array.from({ length: n }, (_, i) => `v${i}`).join(' -> ')
const first = (iterable) => iterable[Symbol.iterator]().next()
const questions = (g, dSeparated) => {
  let i = 0
  return () => {
    const at = (k) => g.nodes[(i * 7919 + k * 104729) % g.nodes.length]
    i++
    const four = new Set([at(0), at(1), at(2), at(3)])
    if (four.size < 4) return true
    return dSeparated(g, at(0), at(1), [at(2), at(3)])
  }
}
const parallel = (() => {
  const nodes = ['X', 'Y']
  const directed = [['X', 'Y']]
  for (let k = 0; k < 10; k++) {
    nodes.push(`A${k}`, `B${k}`)
    directed.push([`A${k}`, 'X'], [`A${k}`, `B${k}`], [`B${k}`, 'Y'])
  }
  return { nodes, directed }
})()
const on = (input, verb) => (l) => {
  const g = l.dag(input)
  return verb(l, g)
}

export default {
  'dag from lists, 1,000 nodes': (l) => () => l.dag(thousand),
  'dag from text, 1,000 nodes': (l) => {
    const text = textOf(thousand)
    return () => l.dag(text)
  },
  'dag from a small text': (l) => () => l.dag('Z -> X -> Y <- Z; U -> X; U -> Y'),
  'dag from a chain text, 1,000 nodes': (l) => {
    const text = chain(1000)
    return () => l.dag(text)
  },
  'admg from lists, 50 nodes': (l) => () => l.admg(withHidden),
  'parseDagitty of 100 nodes': (l) => {
    const text = `dag { ${textOf(hundred)} }`
    return () => l.parseDagitty(text)
  },
  'parseDot of 100 nodes': (l) => {
    const text = `digraph { ${textOf(hundred).replaceAll('\n', ';\n')} }`
    return () => l.parseDot(text)
  },
  'parseLavaan of 100 nodes': (l) => {
    const text = hundred.directed.map(([a, b]) => `${b} ~ ${a}`).join('\n')
    return () => l.parseLavaan(text)
  },
  'toDagitty, 1,000 nodes': on(thousand, (l, g) => () => l.toDagitty(g)),
  'dSeparated, 100 nodes': on(hundred, (l, g) => questions(g, l.dSeparated)),
  'dSeparated, 1,000 nodes': on(thousand, (l, g) => questions(g, l.dSeparated)),
  'ancestors, 1,000 nodes': on(thousand, (l, g) => () => l.ancestors(g, 'v900')),
  'parents, 1,000 nodes': on(thousand, (l, g) => () => l.parents(g, 'v900')),
  'markovBlanket, 1,000 nodes': on(thousand, (l, g) => () => l.markovBlanket(g, 'v500')),
  'topologicalOrder, 1,000 nodes': on(thousand, (l, g) => () => l.topologicalOrder(g)),
  'removeIncoming, 1,000 nodes': on(thousand, (l, g) => () => l.removeIncoming(g, ['v500'])),
  'moralGraph, 1,000 nodes': on(thousand, (l, g) => () => l.moralGraph(g)),
  'latentProjection, 100 nodes': on(local, (l, g) => () => l.latentProjection(g, ['v10', 'v20', 'v30'])),
  'cpdagOf, 1,000 nodes': on(thousand, (l, g) => () => l.cpdagOf(g)),
  'countDags, 1,000 nodes': on(thousand, (l, g) => {
    const c = l.cpdagOf(g)
    return () => l.countDags(c)
  }),
  'all minimal separators, 10 paths': on(
    parallel,
    (l, g) => () => [...l.minimalSeparators(l.removeOutgoing(g, ['X']), 'X', 'Y')].length,
  ),
  'impliedIndependencies, 50 nodes': on(lists(50), (l, g) => () => l.impliedIndependencies(g, { sets: 'one' })),
  'magOf, 100 nodes': on(local, (l, g) => () => l.magOf(g, { latents: g.nodes.filter((_, i) => i % 5 === 0) })),
  'pagOf, 50 nodes': on(
    lists(50, { reach: 20 }),
    (l, g) => () => l.pagOf(g, { latents: g.nodes.filter((_, i) => i % 5 === 0) }),
  ),
  'markovEquivalent, 100 nodes': on(local, (l, g) => () => l.markovEquivalent(g, g)),
  'structuralHammingDistance, 100 nodes': (l) => {
    const [a, b] = [l.dag(hundred), l.dag(local)]
    return () => l.structuralHammingDistance(a, b)
  },
  'structuralInterventionDistance, 50 nodes': (l) => {
    const [a, b] = [l.dag(lists(50)), l.dag(lists(50, { seed: 2 }))]
    return () => l.structuralInterventionDistance(a, b)
  },
  'independenceBasis, chain of 100': (l) => {
    const g = l.dag(chain(100))
    return () => [...l.independenceBasis(g)].length
  },
  'vermaConstraints, 12 nodes': (l) => {
    const g = l.admg(lists(12, { seed: 4, hidden: 4 }))
    return () => l.vermaConstraints(g)
  },
  'identify, back door': (l) => {
    const g = l.dag('Z -> X -> Y <- Z')
    return () => l.identify(g, { do: 'X', outcome: 'Y' })
  },
  'identify, 50 nodes with hidden': (l) => {
    const g = l.admg(withHidden)
    return () => l.identify(g, { do: 'v0', outcome: 'v49' })
  },
  'identify, 300 confounders': (l) => {
    const names = Array.from({ length: 300 }, (_, i) => `Z${i}`)
    const g = l.dag({
      nodes: ['X', 'Y', ...names],
      directed: [
        ['X', 'Y'],
        ...names.flatMap((z) => [
          [z, 'X'],
          [z, 'Y'],
        ]),
      ],
    })
    return () => l.identify(g, { do: 'X', outcome: 'Y' })
  },
  'identifyCounterfactual, 20 nodes': (l) => {
    const g = l.admg(lists(20, { seed: 7, hidden: 4 }))
    const query = { event: { variable: 'v19', value: 1, do: { v0: 0 } }, given: [{ variable: 'v0', value: 1 }] }
    return () => l.identifyCounterfactual(g, query)
  },
  'isAdjustmentSet, 200 nodes': on(
    lists(200, { seed: 3 }),
    (l, g) => () => l.isAdjustmentSet(g, { treatment: 'v100', outcome: 'v199' }, ['v0']),
  ),
  'first adjustment set, 200 nodes': on(
    lists(200, { seed: 3 }),
    (l, g) => () => first(l.adjustmentSets(g, { treatment: 'v100', outcome: 'v199' })),
  ),
  'optimalAdjustmentSet, 200 nodes': on(
    lists(200, { seed: 3 }),
    (l, g) => () => l.optimalAdjustmentSet(g, { treatment: 'v100', outcome: 'v199' }),
  ),
  '1,024 adjustment sets': on(
    parallel,
    (l, g) => () => [...l.adjustmentSets(g, { treatment: 'X', outcome: 'Y' })].length,
  ),
  'front-door sets, chain of 200': (l) => {
    const g = l.admg(`${chain(200)}; v0 <-> v199`)
    const verb = l.frontDoorSets ?? l.frontdoorSets
    return () => [...verb(g, { treatment: 'v0', outcome: 'v199' })].length
  },
  'instruments, 50 nodes': (l) => {
    const g = l.admg({ ...withHidden, bidirected: [...withHidden.bidirected, ['v25', 'v49']] })
    return () => [...l.instruments(g, { treatment: 'v25', outcome: 'v49', sets: 'one' })]
  },
  transport: (l) => {
    const g = l.dag('Z -> X -> Y <- Z')
    return () => l.transport(g, { selection: ['Z'], do: 'X', outcome: 'Y' })
  },
  'simplifyEstimand and toText, 30 confounders': (l) => {
    const names = Array.from({ length: 30 }, (_, i) => `Z${i}`)
    const g = l.dag({
      nodes: ['X', 'Y', ...names],
      directed: [
        ['X', 'Y'],
        ...names.flatMap((z) => [
          [z, 'X'],
          [z, 'Y'],
        ]),
      ],
    })
    const { estimand } = l.identify(g, { do: 'X', outcome: 'Y' })
    return () => l.toText(l.simplifyEstimand(estimand))
  },
  'toDot, 100 nodes': on(hundred, (l, g) => () => l.toDot(g)),
  'toSvg, 30 nodes': on(lists(30), (l, g) => () => l.toSvg(g)),
  'toSvg, 5 nodes': (l) => {
    const g = l.dag('Z -> X -> M -> Y <- Z; U -> X; U -> Y')
    return () => l.toSvg(g)
  },
  'toSvg of bidirected edges only': (l) => {
    const nodes = Array.from({ length: 30 }, (_, i) => `v${i}`)
    const g = l.admg({ nodes, directed: [], bidirected: nodes.slice(1).map((v, i) => [nodes[i >> 1], v]) })
    return () => l.toSvg(g)
  },
  'toSvg of an undirected graph': (l) => {
    const nodes = Array.from({ length: 30 }, (_, i) => `v${i}`)
    const g = l.cpdag({ nodes, undirected: nodes.slice(1).map((v, i) => [nodes[i >> 1], v]) })
    return () => l.toSvg(g)
  },
  'toTikz, 30 nodes': on(lists(30), (l, g) => () => l.toTikz(g)),
  'toMermaid, 100 nodes': on(hundred, (l, g) => () => l.toMermaid(g)),
}
