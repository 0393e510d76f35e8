// The worlds of bench/accuracy: random graphs of degree 3, 1,000 rows, what is to be found, our searches, and the peer's.
import {
  bdeuScore,
  bicScore,
  boss,
  conditionalGaussian,
  conditionalGaussianScore,
  cpdagOf,
  degenerateGaussianScore,
  directLingam,
  fci,
  fisherZ,
  ges,
  gfci,
  grasp,
  gSquare,
  hillClimbing,
  kci,
  kernelScore,
  mmhc,
  pagOf,
  pc,
  select,
  simulateDag,
  simulateLinear,
  simulateNonlinear,
} from '../../dist/index.js'
import { discreteWorld, linearWorld, mixedWorld } from '../worlds.mjs'

const rows = 1000
const degree = 3
const alpha = 0.01
const ofClass = (kind, { graph, data }) => ({ kind, data, truth: cpdagOf(graph) })

const byScore = (score) => ({
  boss: () => boss(score).graph,
  grasp: () => grasp(score).graph,
  ges: () => ges(score).graph,
  hillClimbing: () => cpdagOf(hillClimbing(score).graph),
})

export const worlds = [
  {
    name: 'linear Gaussian',
    make: (p, seed) => ofClass('linear', linearWorld(p, degree, rows, seed)),
    sizes: [10, 20, 50, 100],
    searches: (data) => ({
      'boss, penalty 2': () => boss(bicScore(data, { penalty: 2 })).graph,
      ...byScore(bicScore(data)),
      mmhc: () => cpdagOf(mmhc(fisherZ(data), bicScore(data), { alpha }).graph),
      pc: () => pc(fisherZ(data), { alpha }).graph,
    }),
    asks: (p) => (p <= 20 ? ['boss', 'grasp', 'ges', 'pc'] : p <= 50 ? ['ges', 'pc'] : ['pc']),
  },
  {
    name: 'linear, exponential noise',
    // not the class but the graph itself can be found
    make: (p, seed) => {
      const graph = simulateDag(p, { degree, seed })
      return { kind: 'linear', data: simulateLinear(graph, rows, { seed, noise: 'exponential' }).data, truth: graph }
    },
    sizes: [10, 20, 50],
    searches: (data) => ({ directLingam: () => directLingam(data).graph }),
    asks: (p) => (p <= 20 ? ['DirectLiNGAM'] : []),
  },
  {
    name: 'non-linear, additive noise',
    make: (p, seed) => {
      const graph = simulateDag(p, { degree: 2, seed })
      return ofClass('nonlinear', { graph, data: simulateNonlinear(graph, 300, { seed }) })
    },
    sizes: [10],
    searches: (data) => ({
      'pc, kci': () => pc(kci(data), { alpha }).graph,
      'boss, kernelScore': () => boss(kernelScore(data), { starts: 1 }).graph,
      'pc, fisherZ': () => pc(fisherZ(data), { alpha }).graph,
    }),
    asks: () => ['pc', 'pc, kci'],
  },
  {
    name: 'three states',
    make: (p, seed) => ofClass('discrete', discreteWorld(p, degree, rows, seed)),
    sizes: [10, 20, 50],
    searches: (data) => ({ ...byScore(bdeuScore(data)), pc: () => pc(gSquare(data), { alpha }).graph }),
    asks: (p) => (p <= 10 ? ['ges', 'boss', 'pc'] : p <= 20 ? ['pc'] : []),
  },
  {
    name: 'mixed',
    make: (p, seed) => ofClass('mixed', mixedWorld(p, degree, rows, seed)),
    sizes: [10, 20],
    searches: (data, p) => ({
      'boss, degenerateGaussianScore': () => boss(degenerateGaussianScore(data)).graph,
      'ges, degenerateGaussianScore': () => ges(degenerateGaussianScore(data)).graph,
      ...(p <= 20 && { 'boss, conditionalGaussianScore': () => boss(conditionalGaussianScore(data)).graph }),
      'pc, conditionalGaussian': () => pc(conditionalGaussian(data), { alpha }).graph,
    }),
    asks: () => [],
  },
  {
    name: 'a fifth of the causes hidden',
    // the first of each five nodes is not seen; the truth is the class of all graphs with such independencies
    make: (p, seed) => {
      const whole = simulateDag(Math.round(p * 1.25), { degree, seed })
      const latents = whole.nodes.filter((_, k) => k % 5 === 0)
      const { data } = simulateLinear(whole, rows, { seed })
      const seen = whole.nodes.filter((name) => !latents.includes(name))
      return { kind: 'hidden', data: select(data, seen), truth: pagOf({ ...whole, latents }) }
    },
    sizes: [10, 20, 50],
    searches: (data) => ({
      fci: () => fci(fisherZ(data), { alpha }).graph,
      'gfci, boss, penalty 2': () => gfci(fisherZ(data), bicScore(data, { penalty: 2 }), { alpha, search: boss }).graph,
    }),
    asks: (p) => (p <= 20 ? ['fci'] : []),
  },
]
