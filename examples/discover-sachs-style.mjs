// @ts-check
// A signalling network like that of Sachs et al. 2005, with generated data: what three searches recover, and how sure one
// may be of each edge.
// Title: A signalling network, three searches
// Kind: Discovery of graphs
// Question: From data like those of Sachs et al. 2005, how much of a known network do PC and GES recover, and how sure is each
//   edge?
// Believe: Pairs are mostly right (precision 0.63 to 1.00). Arrows are not: data of any size leave every edge of this
//   network undirected, so each arrow drawn comes from an edge missed or made up, even where it happens to point the right
//   way. How often resamples find an edge says how stable it is, not how true: one that is not there is found in 89 % of them.
//   The cells are drawn from the network that biologists agree on; in the laboratory nobody holds the truth.
import {
  adjacencyScores,
  bicScore,
  bootstrapGraph,
  cpdagOf,
  dag,
  fci,
  fisherZ,
  ges,
  moments,
  pc,
  simulateLinear,
  structuralHammingDistance,
  toSvg,
} from 'causalkit'
import { edgesInWords, number, percent, printTable, savePicture } from './support.mjs'

const truth = dag(`
  PKC -> PKA; PKC -> Jnk; PKC -> P38; PKC -> Raf; PKC -> Mek
  PKA -> Raf; PKA -> Mek; PKA -> Erk; PKA -> Akt; PKA -> Jnk; PKA -> P38
  Raf -> Mek -> Erk -> Akt; Plcg -> PIP3 -> PIP2 <- Plcg
`)
const target = cpdagOf(truth)
console.log(`11 proteins, ${truth.edges.length} edges. Even from all data in the world only the class can be known:`)
console.log(
  `${edgesInWords(target)}\nThere is not one arrow in it: every arrow that a search draws comes from an edge missed or made up.\n`,
)

for (const n of [200, 853, 5000]) {
  const { data } = simulateLinear(truth, n, { seed: 'sachs', coefficients: [0.4, 1] })
  const searches = {
    'PC, majority rule': pc(fisherZ(data), { alpha: 0.01 }).graph,
    'PC, first sepset': pc(fisherZ(data), { alpha: 0.01, colliderRule: 'sepset', conflicts: 'keep' }).graph,
    'GES, BIC': ges(bicScore(data)).graph,
  }
  console.log(`${n} cells`)
  printTable(
    ['search', 'edges', 'precision', 'recall', 'arrows', 'SHD'],
    Object.entries(searches).map(([name, graph]) => {
      const { precision, recall } = adjacencyScores(target, graph)
      return [
        name,
        String(graph.edges.length),
        number(precision ?? 0, 2),
        number(recall ?? 0, 2),
        String(graph.edges.filter(({ fromMark, toMark }) => fromMark === 'arrow' || toMark === 'arrow').length),
        String(structuralHammingDistance(graph, target)),
      ]
    }),
  )
}

const { data } = simulateLinear(truth, 853, { seed: 'sachs', coefficients: [0.4, 1] })
const { edges, consensus, draws } = bootstrapGraph(data, (m) => pc(fisherZ(m), { alpha: 0.01 }), {
  draws: 100,
  seed: 'sachs',
  as: 'moments',
})
const real = new Set(truth.edges.flatMap(({ from, to }) => [`${from} ${to}`, `${to} ${from}`]))
console.log(`${draws} replicates of 853 cells: the pairs that are least certain, either way`)
printTable(
  ['pair', 'adjacent in', 'in the truth'],
  [...edges]
    .sort((a, b) => Math.abs(a.adjacent - 0.5) - Math.abs(b.adjacent - 0.5))
    .slice(0, 8)
    .map(({ x, y, adjacent }) => [`${x} – ${y}`, percent(adjacent, 0), real.has(`${x} ${y}`) ? 'yes' : 'no']),
)
savePicture('discover-sachs-consensus.svg', toSvg(consensus, { title: 'Consensus of 100 replicates' }))

// PKC is not measured: an arrow may now stand for a hidden cause, and FCI says so
const measured = dag({
  nodes: truth.nodes,
  directed: truth.edges.map(({ from, to }) => /** @type {const} */ ([from, to])),
  latents: ['PKC'],
})
const hidden = simulateLinear(measured, 5000, { seed: 'sachs', coefficients: [0.4, 1] }).data
console.log(
  `\nWithout PKC, FCI on 5,000 cells:\n${edgesInWords(fci(fisherZ(moments(hidden)), { alpha: 0.001 }).graph)}`,
)
