// True nulls, inside and at the edge of what a test assumes: how often does it reject?
import {
  chiSquare,
  cmiKnn,
  conditionalGaussian,
  degenerateGaussian,
  distanceCorrelation,
  fisherZ,
  gpdc,
  gSquare,
  hsic,
  kci,
  normals,
  randomStream,
  rankCorrelation,
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

const noisy = [
  ['gpdc', (t) => gpdc(t, { draws: 199 })],
  ['cmiKnn', (t) => cmiKnn(t, { draws: 199 })],
]

/** Monotone changes of Gaussian columns, each with a cause of its own and a common one. */
const copula = (n, change) => (s) => {
  const [z, e, f] = ['z', 'e', 'f'].map((name) => gauss(s, name, n))
  return [
    table({ x: z.map((v, i) => change(v + e[i])), y: z.map((v, i) => change(v + f[i])), z: z.map((v) => v ** 3) }),
    ['z'],
  ]
}

export const nulls = [
  ...[50, 200, 1000].map((n) => ({
    name: `no condition, Cauchy, n ${n}`,
    make: (s) => {
      const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => gauss(s, name, n))
      return [table({ x: a.map((v, i) => v / b[i]), y: c.map((v, i) => v / d[i]) }), []]
    },
    tests: [
      ['rankCorrelation', rankCorrelation],
      ['distanceCorrelation', (t) => distanceCorrelation(t, { draws: 199 })],
    ],
  })),
  ...[50, 200, 1000].map((n) => ({
    name: `Gaussian columns in the power of three, common cause, n ${n}`,
    make: copula(n, (v) => v ** 3),
    tests: [
      ['rankCorrelation', rankCorrelation],
      ['fisherZ', fisherZ],
    ],
  })),
  ...[50, 200, 1000].map((n) => ({
    name: `a category and two numbers, common cause, n ${n}`,
    make: (s) => {
      const z = gauss(s, 'z', n)
      const c = Array.from(flat(s, 'c', n), (u, i) => (u < 1 / (1 + Math.exp(-z[i])) ? 'yes' : 'no'))
      return [table({ z, c, y: gauss(s, 'y', n).map((v, i) => v + z[i]), x: c }), ['z']]
    },
    tests: [
      ['degenerateGaussian', degenerateGaussian],
      ['score', conditionalGaussian],
    ],
  })),
  ...[50, 200].map((n) => ({
    name: `a common cause that explains nine tenths, n ${n}`,
    make: (s) => {
      const [z, e, f] = ['z', 'e', 'f'].map((name) => gauss(s, name, n))
      return [table({ x: z.map((v, i) => 3 * v + e[i]), y: z.map((v, i) => 3 * v + f[i]), z }), ['z']]
    },
    tests: [...noisy, ['rankCorrelation', rankCorrelation]],
    slow: true,
  })),
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
    tests: [['fisherZ', fisherZ], ...kernels, ...noisy],
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
    tests: [...kernels, ...noisy],
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
    tests: [...kernels, ...noisy],
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

const levels = [0.01, 0.05, 0.1]

/** Prints the table: rejections at 0.01 / 0.05 / 0.1; a rate beyond three standard errors of its level is flagged. */
export function printNulls(print, draws) {
  for (const { name, make, tests, slow } of nulls) {
    const runs = slow ? Math.max(50, Math.floor(draws / 4)) : draws
    const error = (alpha) => Math.sqrt((alpha * (1 - alpha)) / runs)
    const cells = tests.map(([label, test]) => {
      const rejected = levels.map(() => 0)
      let untested = 0
      for (let d = 0; d < runs; d++) {
        const [data, given] = make(randomStream(`${name} ${d}`))
        const result = test(data)('x', 'y', given)
        if (!result.tested) untested++
        else for (const [k, alpha] of levels.entries()) if (result.pValue <= alpha) rejected[k]++
      }
      const rates = rejected.map((count, k) => {
        const rate = count / runs
        const isLarge = rate > levels[k] + 3 * error(levels[k])
        return `${rate.toFixed(3)}${isLarge ? ' TOO LARGE' : ''}`
      })
      const open = untested > 0 ? `, ${((100 * untested) / runs).toFixed(0)} % not tested` : ''
      return `${label} ${rates.join(' / ')}${open}`
    })
    print(`${name} (s.e. ${levels.map((alpha) => error(alpha).toFixed(3)).join(' / ')}): ${cells.join('; ')}`)
  }
}
