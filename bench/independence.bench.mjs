// Tests of independence beside a plain dense computation of the same test, in the same run.
import { fisherZ, gSquare, kci, moments, normals, randomStream, rcit, table } from '../dist/index.js'

const gauss = (stream, n) => normals(stream, n).values

function draw(n, conditions, seed) {
  const noise = (k) => gauss(randomStream(`${seed} ${k}`), n)
  const z = Array.from({ length: conditions }, (_, k) => noise(k))
  const sum = Float64Array.from({ length: n }, (_, i) => z.reduce((s, c) => s + c[i], 0))
  const [e, f] = [noise('x'), noise('y')]
  const columns = { x: e.map((v, i) => Math.sin(sum[i]) + v), y: f.map((v, i) => sum[i] ** 2 / 2 + v) }
  z.forEach((c, k) => {
    columns[`z${k}`] = c
  })
  return table(columns)
}

/** The same test by dense matrices: Gram matrices, one inverse, two-sided products. No eigenvalues either. */
function denseKci(data, given) {
  const n = data.rowCount
  const standard = (name) => {
    const v = data.data[data.columns.indexOf(name)]
    const mean = v.reduce((s, x) => s + x, 0) / n
    const sd = Math.sqrt(v.reduce((s, x) => s + (x - mean) ** 2, 0) / (n - 1))
    return v.map((x) => (x - mean) / sd)
  }
  const width2 = (n < 200 ? 1.44 : n < 1200 ? 0.49 : 0.16) * given.length
  const z = given.map(standard)
  const gram = (columns) => {
    const k = new Float64Array(n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        let d = 0
        for (const c of columns) d += (c[i] - c[j]) ** 2
        k[i * n + j] = Math.exp((-0.5 * d) / width2)
      }
    const mean = new Float64Array(n)
    let total = 0
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < n; j++) mean[i] += k[i * n + j] / n
      total += mean[i] / n
    }
    for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) k[i * n + j] += total - mean[i] - mean[j]
    return k
  }
  const times = (a, b) => {
    const c = new Float64Array(n * n)
    for (let i = 0; i < n; i++)
      for (let k = 0; k < n; k++) {
        const f = a[i * n + k]
        for (let j = 0; j < n; j++) c[i * n + j] += f * b[k * n + j]
      }
    return c
  }
  // Gauss–Jordan inverse of Kz + ε I, times ε
  const a = gram(z)
  const r = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    a[i * n + i] += 1e-3
    r[i * n + i] = 1e-3
  }
  for (let p = 0; p < n; p++) {
    const f = 1 / a[p * n + p]
    for (let j = 0; j < n; j++) {
      a[p * n + j] *= f
      r[p * n + j] *= f
    }
    for (let i = 0; i < n; i++) {
      const g = a[i * n + p]
      if (i === p || g === 0) continue
      for (let j = p; j < n; j++) a[i * n + j] -= g * a[p * n + j]
      for (let j = 0; j < n; j++) r[i * n + j] -= g * r[p * n + j]
    }
  }
  const x = times(times(r, gram([standard('x'), ...z.map((c) => c.map((v) => v / 2))])), r)
  const y = times(times(r, gram([standard('y')])), r)
  let statistic = 0
  for (let i = 0; i < x.length; i++) statistic += x[i] * y[i]
  return statistic
}

export default (b) => {
  for (const [n, conditions, target] of [
    [300, 1, undefined],
    [500, 1, undefined],
    [1000, 1, '<= 40 ms on a quiet machine'],
    [1000, 2, '<= 0.12 s'],
    [1000, 3, '<= 0.4 s'],
  ]) {
    const goal = target === undefined ? {} : { target }
    const data = draw(n, conditions, 'kci')
    const given = data.columns.slice(2)
    const parity = { parity: 'causal-learn' }
    let dense = 0
    const start = process.hrtime.bigint()
    if (n <= 500) dense = denseKci(data, given)
    const seconds = Number(process.hrtime.bigint() - start) / 1e9
    const baseline = n <= 500 ? { baseline: { name: 'dense matrices', seconds } } : {}
    const difference =
      n <= 500 ? { difference: () => Math.abs(kci(data, parity)('x', 'y', given).statistic / dense - 1) } : {}
    b.compare({
      name: `kci, n ${n}, ${conditions} conditions`,
      ours: () => kci(data)('x', 'y', given),
      ...baseline,
      ...goal,
    })
    b.compare({
      name: `kci, parity, n ${n}, ${conditions} conditions`,
      ours: () => kci(data, parity)('x', 'y', given),
      ...baseline,
      ...difference,
    })
  }
  const shared = draw(1000, 1, 'kci')
  const test = kci(shared)
  test('x', 'y', ['z0'])
  b.compare({ name: 'kci, n 1000, again with what is in memory', ours: () => test('x', 'y', ['z0']) })
  b.compare({ name: 'kci, n 1000, no condition', ours: () => kci(shared)('x', 'y'), target: '<= 5 ms' })
  b.compare({
    name: 'rcit, n 1000, one draw',
    ours: () => rcit(shared, { repeats: 1 })('x', 'y', ['z0']),
    target: '<= 10 ms',
  })
  b.growth({
    name: 'kci, 1 condition',
    sizes: [250, 500, 1000],
    make: (n) => {
      const data = draw(n, 1, 'growth')
      return () => kci(data)('x', 'y', ['z0'])
    },
  })

  const rows = 1e6
  const coins = Object.fromEntries(
    ['x', 'y', 'a', 'b', 'c', 'd'].map((name, k) => [
      name,
      Float64Array.from(gauss(randomStream(`coin ${k}`), rows), (v) => Math.floor(Math.abs(v)) % 3),
    ]),
  )
  const discrete = gSquare(table(coins))
  b.compare({
    name: 'gSquare, 1e6 rows, 4 conditions, after the rows are gathered',
    ours: () => discrete('x', 'y', ['a', 'b', 'c', 'd']),
    target: '<= 1 ms',
  })
  const wide = fisherZ(moments(draw(1000, 20, 'wide')))
  b.compare({ name: 'fisherZ, 8 conditions', ours: () => wide('x', 'y', wide.variables.slice(2, 10)) })
}
