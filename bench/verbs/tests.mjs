// Tests of independence and discovery: the sizes of independence.bench.mjs and discovery.bench.mjs.
import { columns, confounded, linearRows, lists } from '../against-inputs.mjs'

const one = confounded(500, 1)
const thousand = confounded(1000, 2)
const linear30 = linearRows(1000, lists(30, { seed: 9, degree: 3 }))
const linear100 = linearRows(1000, lists(100, { seed: 9, degree: 3 }))
const linear12 = linearRows(1000, lists(12, { seed: 9, degree: 3 }))
const categories = Object.fromEntries(
  Object.entries(linearRows(2000, lists(8, { seed: 9 }))).map(([k, v]) => [
    k,
    Array.from(v, (x) => (x < -1 ? 'low' : x > 1 ? 'high' : 'mid')),
  ]),
)
const mixed = { ...confounded(1000, 2), s: Array.from({ length: 1000 }, (_, i) => `s${i % 3}`) }
const skewed = Object.fromEntries(
  Object.entries(linearRows(500, lists(6, { seed: 2 }))).map(([k, v]) => [k, v.map((x) => x + x * x * 0.3)]),
)
const of = (data, run) => (l) => {
  const t = l.table(data)
  return run(l, t)
}

export default {
  'fisherZ, 8 conditions': of(columns(1000, 20), (l, t) => {
    const test = l.fisherZ(l.moments(t))
    const given = ['V2', 'V3', 'V4', 'V5', 'V6', 'V7', 'V8', 'V9']
    return () => test('V0', 'V1', given)
  }),
  'fisherZ from rows': of(columns(1000, 20), (l, t) => () => l.fisherZ(t)('V0', 'V1', ['V2'])),
  'gSquare, 2 conditions, new each time': of(categories, (l, t) => () => l.gSquare(t)('v0', 'v1', ['v2', 'v3'])),
  'gSquare, 2 conditions': of(categories, (l, t) => {
    const test = l.gSquare(t)
    return () => test('v0', 'v1', ['v2', 'v3'])
  }),
  'chiSquare, no condition': of(categories, (l, t) => () => l.chiSquare(t)('v0', 'v1')),
  conditionalGaussian: of(mixed, (l, t) => () => l.conditionalGaussian(t)('x', 'y', ['z0', 's'])),
  'kci, n 1000, no condition': of(thousand, (l, t) => () => l.kci(t)('x', 'y')),
  'kci, n 500, no condition': of(one, (l, t) => () => l.kci(t)('x', 'y')),
  'kci, n 500, 1 condition': of(one, (l, t) => () => l.kci(t)('x', 'y', ['z0'])),
  'kci, n 1000, 1 condition': of(thousand, (l, t) => () => l.kci(t)('x', 'y', ['z0'])),
  'kci, n 1000, 2 conditions': of(thousand, (l, t) => () => l.kci(t)('x', 'y', ['z0', 'z1'])),
  'kci, parity, n 500, 1 condition': of(one, (l, t) => () => l.kci(t, { parity: 'causal-learn' })('x', 'y', ['z0'])),
  'rcit, n 1000': of(thousand, (l, t) => () => l.rcit(t, { repeats: 1 })('x', 'y', ['z0'])),
  'hsic, n 300': of(confounded(300, 1), (l, t) => () => l.hsic(t)('x', 'y')),
  'd-separation as a test': (l) => {
    const test = l.dSeparation(l.dag(lists(100)))
    return () => test('v3', 'v50', ['v10', 'v20'])
  },
  'pc(fisherZ), 100 columns': of(linear100, (l, t) => () => l.pc(l.fisherZ(t), { alpha: 0.01 })),
  'pc(oracle), 50 nodes': (l) => {
    const g = l.dag(lists(50))
    return () => l.pc(l.dSeparation(g))
  },
  'pc(gSquare), 8 columns': of(categories, (l, t) => () => l.pc(l.gSquare(t))),
  'fci(fisherZ), 30 columns': of(linear30, (l, t) => () => l.fci(l.fisherZ(t), { alpha: 0.01 })),
  'rfci(fisherZ), 30 columns': of(linear30, (l, t) => () => l.rfci(l.fisherZ(t), { alpha: 0.01 })),
  'ges(bicScore), 30 columns': of(linear30, (l, t) => {
    const m = l.moments(t)
    return () => l.ges(l.bicScore(m))
  }),
  'boss(bicScore), 30 columns': of(linear30, (l, t) => {
    const m = l.moments(t)
    return () => l.boss(l.bicScore(m), { seed: 1 })
  }),
  'exactSearch(bicScore), 12 columns': of(linear12, (l, t) => {
    const m = l.moments(t)
    return () => l.exactSearch(l.bicScore(m))
  }),
  'ges(bdeuScore), 8 columns': of(categories, (l, t) => () => l.ges(l.bdeuScore(t))),
  'directLingam, 6 columns': of(skewed, (l, t) => () => l.directLingam(t)),
  'icaLingam, 6 columns': of(skewed, (l, t) => () => l.icaLingam(t, { seed: 1 })),
  'additiveNoise, n 500': of(confounded(500, 1), (l, t) => {
    const pair = l.select(t, ['x', 'z0'])
    return () => l.additiveNoise(pair)
  }),
  'reci, n 500': of(confounded(500, 1), (l, t) => {
    const pair = l.select(t, ['x', 'z0'])
    return () => l.reci(pair)
  }),
  'igci, n 500': of(confounded(500, 1), (l, t) => {
    const pair = l.select(t, ['x', 'z0'])
    return () => l.igci(pair)
  }),
  'kernelMatrix, n 500': of(one, (l, t) => {
    const x = t.data[0]
    return () => l.kernelMatrix(l.gaussianKernel(1), [x])
  }),
}
