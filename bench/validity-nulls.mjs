// True nulls, inside and at the edge of what a test assumes: how often does it reject?
import {
  chiSquare,
  conditionalGaussian,
  fisherZ,
  gSquare,
  hsic,
  kci,
  normals,
  randomStream,
  rcit,
  splitStream,
  table,
  uniforms,
} from '../dist/index.js'

const gauss = (stream, name, n) => normals(splitStream(stream, name), n).values
const flat = (stream, name, n) => uniforms(splitStream(stream, name), n).values
const pick = (stream, name, n, levels) => Array.from(flat(stream, name, n), (u) => `c${Math.floor(u * levels)}`)

/** Student t with 3 degrees of freedom. */
function heavy(stream, name, n) {
  const [z, a, b, c] = ['', 'a', 'b', 'c'].map((part) => gauss(stream, name + part, n))
  return z.map((v, i) => v / Math.sqrt((a[i] ** 2 + b[i] ** 2 + c[i] ** 2) / 3))
}

const sparse = (levels, n) => (s) => [
  table(Object.fromEntries(['x', 'y', 'a', 'b'].map((name) => [name, pick(s, name, n, levels)]))),
  ['a', 'b'],
]
const counts = [
  ['gSquare', gSquare],
  ['chiSquare', chiSquare],
  ['G-square, textbook', (t) => gSquare(t, { parity: 'causal-learn' })],
]
const mixed = [
  ['score', conditionalGaussian],
  ['likelihood ratio', (t) => conditionalGaussian(t, { statistic: 'likelihood-ratio' })],
]
const kernels = [
  ['kci', kci],
  ['kci, rule', (t) => kci(t, { bandwidth: 'rule' })],
  ['rcit', (t) => rcit(t, { repeats: 1 })],
]

export const nulls = [
  ...[
    [3, 50],
    [3, 200],
    [5, 200],
    [8, 200],
    [5, 1000],
  ].map(([levels, n]) => ({
    name: `${levels} levels, ${levels ** 2} strata, n ${n}`,
    make: sparse(levels, n),
    tests: counts,
  })),
  ...[50, 200, 1000].map((n) => ({
    name: `t3 noise given a category, n ${n}`,
    make: (s) => {
      const g = pick(s, 'g', n, 2)
      const x = Array.from(flat(s, 'x', n), (u, i) => (u < (g[i] === 'c0' ? 0.3 : 0.6) ? 'yes' : 'no'))
      return [table({ g, x, y: heavy(s, 'y', n).map((v, i) => v + (g[i] === 'c0' ? 2 : 0)) }), ['g']]
    },
    tests: mixed,
  })),
  ...[50, 200].map((n) => ({
    name: `a number given moves the spread of y, n ${n}`,
    make: (s) => {
      const z = gauss(s, 'z', n)
      const x = Array.from(flat(s, 'x', n), (u, i) => (u < 1 / (1 + Math.exp(-z[i])) ? 'yes' : 'no'))
      return [table({ z, x, y: gauss(s, 'y', n).map((v, i) => z[i] + Math.exp(z[i] / 2) * v) }), ['z']]
    },
    tests: mixed,
  })),
  ...[50, 200].map((n) => ({
    name: `three linear conditions, n ${n}`,
    make: (s) => {
      const [a, b, c, e, f] = ['a', 'b', 'c', 'e', 'f'].map((name) => gauss(s, name, n))
      const x = a.map((v, i) => v + 0.5 * b[i] + 0.5 * c[i] + e[i])
      return [table({ x, y: a.map((v, i) => 0.5 * v - b[i] + 0.5 * c[i] + f[i]), a, b, c }), ['a', 'b', 'c']]
    },
    tests: [['fisherZ', fisherZ], ...kernels],
    slow: true,
  })),
  {
    name: 'a wiggly common cause, n 200',
    make: (s) => {
      const [e, f] = [gauss(s, 'e', 200), gauss(s, 'f', 200)]
      const z = flat(s, 'z', 200).map((u) => 6 * u - 3)
      const x = z.map((v, i) => Math.sin(2 * v) + 0.3 * e[i])
      return [table({ x, y: z.map((v, i) => Math.cos(2 * v) + Math.sin(2 * v) + 0.3 * f[i]), z }), ['z']]
    },
    tests: kernels,
    slow: true,
  },
  {
    name: 'spread that follows the condition, n 200',
    make: (s) => {
      const [z, e, f] = ['z', 'e', 'f'].map((name) => gauss(s, name, 200))
      return [
        table({ x: z.map((v, i) => v + Math.abs(v) * e[i]), y: z.map((v, i) => v + Math.abs(v) * f[i]), z }),
        ['z'],
      ]
    },
    tests: kernels,
    slow: true,
  },
  {
    name: 'no condition, a column times 1e-6, n 100',
    make: (s) => [table({ x: gauss(s, 'x', 100).map((v) => 1e-6 * v), y: gauss(s, 'y', 100) }), []],
    tests: [
      ['hsic', hsic],
      ['kci', kci],
    ],
    slow: true,
  },
]

/** Prints the table; a rate beyond three standard errors above 0.05 is flagged. */
export function printNulls(print, draws) {
  for (const { name, make, tests, slow } of nulls) {
    const runs = slow ? Math.max(50, Math.floor(draws / 4)) : draws
    const cells = tests.map(([label, test]) => {
      let rejected = 0
      let untested = 0
      for (let d = 0; d < runs; d++) {
        const [data, given] = make(randomStream(`${name} ${d}`))
        const result = test(data)('x', 'y', given)
        if (!result.tested) untested++
        else if (result.pValue <= 0.05) rejected++
      }
      const rate = rejected / runs
      const flag = rate > 0.05 + 3 * Math.sqrt((0.05 * 0.95) / runs) ? ' TOO LARGE' : ''
      const open = untested > 0 ? `, ${((100 * untested) / runs).toFixed(0)} % not tested` : ''
      return `${label} ${rate.toFixed(3)}${flag}${open}`
    })
    print(`${name} (s.e. ${Math.sqrt((0.05 * 0.95) / runs).toFixed(3)}): ${cells.join('; ')}`)
  }
}
