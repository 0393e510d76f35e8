// Single tests of independence of columns 0 and 1 given the others.
import { apart, asFile } from '../inputs.mjs'
import { generator, gSquare, kci, rcit, table } from '../library.mjs'

/** x and y are two curves of the conditions with noise: independent given them, unless y hangs on x. */
function curves(n, conditions, link = 0) {
  const draw = generator(`curves ${n} ${conditions}`)
  const normals = () => Float64Array.from({ length: n }, () => draw.normal())
  const z = Array.from({ length: conditions }, normals)
  const sum = Float64Array.from({ length: n }, (_, i) => z.reduce((s, c) => s + c[i], 0))
  const columns = { x: normals().map((v, i) => Math.sin(sum[i]) + v), y: normals().map((v, i) => sum[i] ** 2 / 2 + v) }
  columns.y = columns.y.map((v, i) => v + link * columns.x[i])
  for (const [k, c] of z.entries()) columns[`z${k}`] = c
  return { data: table(columns), given: z.map((_, k) => `z${k}`) }
}
const differs = (most) => (ours, theirs) => {
  const d = apart([ours], [theirs])
  return { text: `p by ${d.toExponential(1)}`, equal: d <= most }
}

const given = (conditions) =>
  `${conditions === 0 ? 'nothing' : conditions === 1 ? '1 column' : `${conditions} columns`} given`
const kernelTest = (n, conditions, work, options, differs, target) => ({
  work: `${work}, ${given(conditions)}`,
  size: `n = ${n.toLocaleString('en')}`,
  peer: 'from_causal_learn',
  call: 'test',
  target,
  differs,
  make: () => {
    const { data, given } = curves(n, conditions)
    return {
      ours: () => kci(data, options)('x', 'y', given).pValue,
      input: { ...asFile(data), test: 'kci' },
    }
  },
})

// the peer's kernels and widths; it leaves out small eigenvalues, and so does the factor: both stay within 1e-4
const sameKernels = [
  [200, 1, 'none: at par'],
  [1000, 0, 'ratio ≤ 1/8', ({ ours, peer }) => ours <= peer / 8],
  [2000, 0, 'ratio ≤ 1/11', ({ ours, peer }) => ours <= peer / 11],
  [1000, 1, '≤ 40 ms', ({ ours }) => ours <= 0.04],
  [2000, 1, '≤ 0.3 s', ({ ours }) => ours <= 0.3],
  [1000, 2, '≤ 0.12 s', ({ ours }) => ours <= 0.12],
  [1000, 3, '≤ 0.4 s', ({ ours }) => ours <= 0.4],
].map(([n, conditions, text, met]) =>
  kernelTest(n, conditions, 'KCI', { parity: 'causal-learn', tolerance: 1e-6 }, differs(1e-3), met && { text, met }),
)
const otherWidths = (ours, theirs) => ({
  text: `p ${ours.toPrecision(2)} and ${theirs.toPrecision(2)} (here widths are chosen by cross-validation, there by a rule)`,
  equal: false,
})
const asItComes = [
  [1000, 1],
  [2000, 1],
  [1000, 2],
  [1000, 3],
].map(([n, conditions]) => kernelTest(n, conditions, 'KCI as each package has it', {}, otherWidths))

export default [
  ...sameKernels,
  ...asItComes,
  ...[1000, 5000].map((n) => ({
    work: 'RCIT, 1 column given, dependent (the features are random: where p is not small it is luck)',
    size: `n = ${n.toLocaleString('en')}`,
    peer: 'from_causal_learn',
    call: 'test',
    target: { text: '≤ 10 ms', met: ({ ours }) => ours <= 0.01 },
    differs: differs(1e-3),
    make: () => {
      const { data, given } = curves(n, 1, 1)
      return {
        ours: () => rcit(data, { repeats: 1 })('x', 'y', given).pValue,
        input: { ...asFile(data), test: 'rcit', seed: 1 },
      }
    },
  })),
  {
    work: 'one more G² test, 4 columns given, of a test that stands',
    size: '1e6 rows',
    peer: 'from_causal_learn',
    call: 'one_more_test',
    target: { text: '≤ 1 ms', met: ({ ours }) => ours <= 0.001 },
    differs: differs(1e-9),
    make: () => {
      const draw = generator('counted')
      const columns = Object.fromEntries(
        Array.from({ length: 6 }, (_, k) => [`c${k}`, Float64Array.from({ length: 1e6 }, () => draw.integer(3))]),
      )
      // both hang on the first condition
      for (const name of ['c0', 'c1'])
        columns[name] = columns[name].map((v, i) => (draw.uniform() < 0.5 ? columns.c2[i] : v))
      const words = table(
        Object.fromEntries(Object.entries(columns).map(([name, v]) => [name, Array.from(v, (s) => `s${s}`)])),
      )
      const test = gSquare(words, { parity: 'causal-learn' })
      const given = ['c2', 'c3', 'c4', 'c5']
      return { ours: () => test('c0', 'c1', given).pValue, input: { ...asFile(table(columns)), test: 'gsq' } }
    },
  },
]
