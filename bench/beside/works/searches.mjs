// Searches for a graph in a table.
import { asFile, marksOf, pairsApart } from '../inputs.mjs'
import {
  bicScore,
  directLingam,
  fci,
  fisherZ,
  ges,
  gSquare,
  kci,
  pc,
  sample,
  simulateDag,
  simulateLinear,
  table,
} from '../library.mjs'
import { alarm, asModel, asNumbers } from '../networks.mjs'

// causal-learn joins all separating sets of a pair and lets the first arrow stand
const rules = { alpha: 0.01, colliderRule: 'union', conflicts: 'keep' }
const alpha = rules.alpha
const linear = (p, noise) =>
  simulateLinear(simulateDag(p, { degree: 3, seed: p }), 1000, { seed: p, ...(noise && { noise }) }).data
/** What a search found, and how many questions it refused because the columns given determine a column. */
const told = ({ graph, untested = [] }) => ({ edges: marksOf(graph), refused: untested.length })
const words = (refused) => (refused > 0 ? `; ${refused} tests refused here as determined` : '')
const graphs = ({ edges, refused }, theirs) => {
  const { adjacency, marks, of } = pairsApart(edges, theirs)
  return { text: `${adjacency} adjacencies, ${marks} marks, of ${of}${words(refused)}`, equal: adjacency + marks === 0 }
}
const skeletons = ({ edges, refused }, theirs) => {
  const plain = (list) => list.map(([i, j]) => [i, j])
  const { adjacency, of } = pairsApart(plain(edges), plain(theirs.map((pair) => pair.split('-'))))
  return { text: `${adjacency} adjacencies, of ${of}${words(refused)}`, equal: adjacency === 0 }
}

/** PC with Fisher's z beside causal-learn (all of it; 200 columns take it more than a minute) and beside NumPy (no arrows). */
const pcLinear = [100, 200].flatMap((p) => {
  const make = () => {
    const data = linear(p)
    return { ours: () => pc(fisherZ(data), rules), answer: told, input: { ...asFile(data), alpha } }
  }
  const target = p === 100 ? { text: '≤ 10 ms', met: ({ ours }) => ours <= 0.01 } : undefined
  const work = "PC with Fisher's z, n = 1,000"
  const whole = [
    {
      work,
      size: `${p} columns`,
      peer: 'from_causal_learn',
      call: 'search_pc',
      target,
      differs: graphs,
      make: () => {
        const made = make()
        return { ...made, input: { ...made.input, test: 'fisherz' } }
      },
    },
  ]
  return [
    ...(p === 100 ? whole : []),
    {
      work,
      size: `${p} columns; the peer makes no arrows`,
      peer: 'from_numpy',
      call: 'skeleton',
      target,
      differs: skeletons,
      make,
    },
  ]
})

export default [
  ...pcLinear,
  {
    work: 'PC with G², 5,000 rows drawn from ALARM',
    size: '37 columns',
    peer: 'from_causal_learn',
    call: 'search_pc',
    target: { text: '≤ 0.1 s', met: ({ ours }) => ours <= 0.1 },
    differs: graphs,
    make: () => {
      const data = asNumbers(sample(asModel(alarm), 5000, { seed: 1 }))
      const named = table(
        Object.fromEntries(data.columns.map((name, k) => [name, Array.from(data.data[k], (v) => `s${v}`)])),
      )
      return {
        ours: () => pc(gSquare(named, { parity: 'causal-learn' }), rules),
        answer: told,
        input: { ...asFile(data), test: 'gsq', alpha },
      }
    },
  },
  {
    work: 'PC with KCI, n = 300',
    size: '8 columns',
    peer: 'from_causal_learn',
    call: 'search_pc',
    target: { text: '≤ 0.4 s', met: ({ ours }) => ours <= 0.4 },
    differs: graphs,
    make: () => {
      const data = simulateLinear(simulateDag(8, { degree: 2, seed: 8 }), 300, { seed: 8 }).data
      return {
        ours: () => pc(kci(data, { parity: 'causal-learn', tolerance: 1e-6 }), rules),
        answer: told,
        input: { ...asFile(data), test: 'kci', alpha },
      }
    },
  },
  {
    work: 'GES with BIC, n = 1,000',
    size: '50 columns',
    peer: 'from_causal_learn',
    call: 'search_ges',
    target: { text: '≤ 0.02 s', met: ({ ours }) => ours <= 0.02 },
    differs: graphs,
    make: () => {
      const data = linear(50)
      return { ours: () => ges(bicScore(data)), answer: told, input: asFile(data) }
    },
  },
  {
    work: "FCI with Fisher's z, n = 1,000",
    size: '50 columns',
    peer: 'from_causal_learn',
    call: 'search_fci',
    target: { text: '≤ 0.1 s', met: ({ ours }) => ours <= 0.1 },
    differs: graphs,
    make: () => {
      const data = linear(50)
      return {
        ours: () => fci(fisherZ(data), { alpha }),
        answer: told,
        input: { ...asFile(data), test: 'fisherz', alpha },
      }
    },
  },
  ...[
    [20, 0.1],
    [50, 1.5],
  ].map(([p, most]) => ({
    work: 'DirectLiNGAM, n = 1,000',
    size: `${p} columns`,
    peer: 'from_lingam',
    call: 'direct',
    target: { text: `≤ ${most} s`, met: ({ ours }) => ours <= most },
    make: () => {
      const data = linear(p, 'uniform')
      const at = new Map(data.columns.map((name, i) => [name, i]))
      return {
        ours: () => {
          const { order, coefficients } = directLingam(data)
          return [order.map((name) => at.get(name)), coefficients]
        },
        input: asFile(data),
      }
    },
    differs: ([order, effects], [peerOrder, peerEffects]) => {
      const flat = Array.from(effects.flat ? effects.flat() : effects)
      const most = peerEffects.flat().reduce((large, v, k) => Math.max(large, Math.abs(v - flat[k])), 0)
      const moved = order.filter((i, k) => i !== peerOrder[k]).length
      return {
        text: `${moved} places of the order, effects by ${most.toExponential(1)} (lingam fits anew what its lasso kept; here the effects are the lasso's)`,
        equal: moved === 0 && most < 1e-6,
      }
    },
  })),
]
