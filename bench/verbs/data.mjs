// Tables, files, moments, counts, factors, families, streams: the sizes of data.bench.mjs and sampling.bench.mjs.
import { columns, numbers } from '../against-inputs.mjs'

const wide = columns(20_000, 20)
const next = numbers(2)
const codes = Object.fromEntries(
  ['a', 'b', 'c', 'd'].map((name) => [name, Float64Array.from({ length: 100_000 }, () => Math.floor(3 * next()))]),
)
const rows = (n, cell) =>
  ['a,b,c,d,e', ...Array.from({ length: n }, (_, i) => [0, 1, 2, 3, 4].map((k) => cell(i, k)).join(','))].join('\n')
const numeric = rows(20_000, () => next())
const integers = rows(20_000, (i, k) => (i * 7 + k) % 1000)
const words = rows(20_000, (i, k) => `w${(i * 7 + k) % 50}`)
const quoted = rows(20_000, (i, k) => `"w, ${(i * 7 + k) % 50}"`)
const unique = rows(20_000, (i, k) => `id${i}-${k}`)
const objects = Array.from({ length: 20_000 }, (_, i) => ({ x: i / 7, y: -i, s: `s${i % 5}` }))
const big = Float64Array.from({ length: 10_000 }, (_, i) => (i - 5000) / 1000)
const states = (k) => Array.from({ length: k }, (_, i) => `${i}`)
const f = (l) =>
  l.factor(
    [
      { name: 'A', states: states(4) },
      { name: 'B', states: states(5) },
      { name: 'C', states: states(6) },
    ],
    Float64Array.from({ length: 120 }, (_, i) => 1 + (i % 7)),
  )
const each = (verb, family, at) => (l) => {
  const d = family(l)
  const of = l[verb]
  return () => {
    let sum = 0
    for (let i = 0; i < at.length; i++) sum += of(d, at[i])
    return sum
  }
}
const probabilities = Float64Array.from({ length: 1000 }, (_, i) => (i + 0.5) / 1000)

export default {
  'table of 20 columns of 20,000': (l) => () => l.table(wide),
  'table of 20,000 rows': (l) => () => l.table(objects),
  'readCsv of numbers': (l) => () => l.readCsv(numeric),
  'readCsv of integers': (l) => () => l.readCsv(integers),
  'readCsv of words': (l) => () => l.readCsv(words),
  'readCsv of quoted words': (l) => () => l.readCsv(quoted),
  'readCsv of unique words': (l) => () => l.readCsv(unique),
  'readCsv of 5 rows': (l) => () => l.readCsv('a,b\n1,2\n3,4\n5,6\n7,8\n'),
  'moments of 20,000 x 20': (l) => {
    const t = l.table(wide)
    return () => l.moments(t)
  },
  'counts of 4 columns, 100,000 rows': (l) => {
    const t = l.table(codes)
    return () => l.counts(t, ['a', 'b', 'c', 'd'])
  },
  'where, 20,000 rows': (l) => {
    const t = l.table(wide)
    const mask = (i) => i % 2 === 0
    const list = Array.from({ length: 20_000 }, (_, i) => mask(i))
    return () => l.where(t, list)
  },
  'toRows, 20,000 x 3': (l) => {
    const t = l.table(objects)
    return () => l.toRows(t)
  },
  'factor of 120 cells': (l) => () => f(l),
  'multiply factors': (l) => {
    const [a, b] = [f(l), l.marginalize(f(l), ['A'])]
    return () => l.multiply(a, b)
  },
  'marginalize and condition': (l) => {
    const a = f(l)
    return () => l.condition(l.marginalize(a, ['A']), { B: '2' })
  },
  'normal cdf': each('cumulative', (l) => l.normal(0, 1), big),
  'normal quantile': each('quantileOf', (l) => l.normal(0, 1), probabilities),
  'normal logDensity': each('logDensity', (l) => l.normal(0, 1), big),
  'gamma cdf': each('cumulative', (l) => l.gamma(2.5, 1), big.map(Math.abs)),
  'gamma quantile': each('quantileOf', (l) => l.gamma(2.5, 1), probabilities),
  'beta cdf': each('cumulative', (l) => l.beta(2, 3), probabilities),
  'beta quantile': each('quantileOf', (l) => l.beta(2, 3), probabilities),
  'studentT cdf': each('cumulative', (l) => l.studentT(5), big),
  'studentT quantile': each('quantileOf', (l) => l.studentT(5), probabilities),
  'chi-square upper tail, 3 df': each('upperTail', (l) => l.gamma(1.5, 0.5), big.map(Math.abs)),
  'poisson cdf': each(
    'cumulative',
    (l) => l.poisson(4),
    big.map((x) => Math.floor(Math.abs(x))),
  ),
  'binomial cdf': each(
    'cumulative',
    (l) => l.binomial(20, 0.3),
    big.map((x) => Math.floor(Math.abs(x))),
  ),
  'exponential cdf': each('cumulative', (l) => l.exponential(2), big.map(Math.abs)),
  'laplace cdf': each('cumulative', (l) => l.laplace(0, 1), big),
  'logistic cdf': each('cumulative', (l) => l.logisticDistribution(0, 1), big),
  'logNormal cdf': each('cumulative', (l) => l.logNormal(0, 1), big.map(Math.abs)),
  'cumulative, one call': (l) => {
    const d = l.normal(0, 1)
    return () => l.cumulative(d, 0.3)
  },
  'quantileOf, one call': (l) => {
    const d = l.normal(0, 1)
    return () => l.quantileOf(d, 0.3)
  },
  '100,000 normals': (l) => {
    const s = l.randomStream('bench')
    return () => l.normals(s, 100_000)
  },
  '100,000 uniforms': (l) => {
    const s = l.randomStream('bench')
    return () => l.uniforms(s, 100_000)
  },
  'drawFrom gamma, 10,000': (l) => {
    const s = l.randomStream('bench')
    const d = l.gamma(2.5, 1)
    return () => l.drawFrom(d, s, 10_000)
  },
  splitStream: (l) => {
    const s = l.randomStream('bench')
    let k = 0
    return () => l.splitStream(s, k++)
  },
}
