// What is claimed of invariance across environments, measured: how often invariant prediction names what is no cause, rejects all causes,
// finds them, and covers effects; coverage of anchor regression; orders of latents from samples. VALIDITY_DRAWS sets for each cell (default 1,000;
// a fifth for learners and latents).
import * as ck from '../dist/index.js'

const draws = Number(process.env.VALIDITY_DRAWS ?? 1000)
const few = Math.ceil(draws / 5)
const percent = (count, of) => (of === 0 ? '  –' : (count / of).toFixed(3).replace(/^0/, ' '))

/** Noise, with variance 1 but for t3. */
const laws = {
  Gaussian: (own, n) => ck.normals(own, n).values,
  uniform: (own, n) => ck.uniforms(own, n).values.map((u) => Math.sqrt(12) * (u - 0.5)),
  exponential: (own, n) => ck.uniforms(own, n).values.map((u) => -Math.log(1 - u) - 1),
  t3: (own, n) => {
    const z = ck.normals(own, 4 * n).values
    const spread = (i) => Math.sqrt((z[i + 1] ** 2 + z[i + 2] ** 2 + z[i + 3] ** 2) / 3)
    return Float64Array.from({ length: n }, (_, i) => z[4 * i] / spread(4 * i))
  },
}

const noises = (seed, names, n, law) =>
  Object.fromEntries(names.map((name) => [name, laws[law](ck.splitStream(ck.randomStream(seed), name), n)]))

/** A, B → Y → C, B → C; environments move A, B and C, in mean and in spread. `curve` makes B's effect a wave. */
function rowsOf(seed, environments, n, law, curve) {
  const e = noises(seed, ['a', 'b', 'c', 'y'], environments * n, law)
  return ck.table(
    Array.from({ length: environments * n }, (_, i) => {
      const k = i % environments
      const A = e.a[i] * (1 + (k % 2)) + 0.5 * k
      const B = e.b[i] * (1 + (k % 3 === 1 ? 1 : 0)) - (k === 1 ? 1 : 0)
      const Y = 0.8 * A - (curve ? 2 * Math.sin(1.5 * B) : 0.6 * B) + e.y[i]
      return { E: `e${k}`, A, B, C: Y + 0.5 * B + e.c[i] + (k % 2), Y }
    }),
  )
}

function invariance(b, method, law, environments, sizes, count, more = {}, curve = false) {
  const found = sizes.map((n) => {
    const tally = { named: 0, rejected: 0, both: 0, covered: 0, intervals: 0 }
    for (let d = 0; d < count; d++) {
      const data = rowsOf(`${law} ${n} ${environments} ${d}`, environments, n, law, curve)
      const v = ck.invariantPrediction(data, { outcome: 'Y', environment: 'E', method, ...more })
      const causes = v.sets.find(({ predictors }) => predictors.join() === 'A,B')
      if (!causes.accepted) tally.rejected++
      if (!v.invariant) continue
      if (v.parents.includes('C')) tally.named++
      if (v.parents.length === 2 && !v.parents.includes('C')) tally.both++
      const truth = { A: 0.8, B: -0.6, C: 0 }
      for (const { name, interval } of v.predictors) {
        if (interval === null) continue
        tally.intervals++
        if (interval[0] <= truth[name] && truth[name] <= interval[1]) tally.covered++
      }
    }
    return `${percent(tally.rejected, count)} ${percent(tally.named, count)} ${percent(tally.both, count)} ${percent(tally.covered, tally.intervals)}`
  })
  b.print(`${method.padEnd(18)} | ${law.padEnd(11)} | ${environments} | ${found.join(' | ')}`)
}

/** The coefficients of endless data: anchors with mean 0 and covariance I, whatever their law. */
function populationAnchor(gamma) {
  const [within, between] = [
    [2, -1, 2, 5, -5],
    [1.25, 0.5, 1, 1.25, -0.5],
  ]
  const mix = within.map((w, i) => (gamma === Infinity ? between[i] : w + gamma * between[i]))
  const [xx, xw, ww, xy, wy] = mix
  const det = xx * ww - xw ** 2
  return [(ww * xy - xw * wy) / det, (xx * wy - xw * xy) / det]
}

function anchors(b, kind, gamma, sizes) {
  const truth = populationAnchor(gamma)
  const found = sizes.map((n) => {
    let covered = 0
    for (let d = 0; d < draws; d++) {
      const law = kind === 't3' ? 't3' : 'Gaussian'
      const e = noises(`anchor ${kind} ${n} ${d}`, ['a', 'b', 'h', 'u', 'v', 'e'], n, law)
      const rows = Array.from({ length: n }, (_, i) => {
        const labels = [Math.sign(e.a[i]), Math.sign(e.b[i])]
        const [a, c] = kind === 'labels' ? labels : [e.a[i], e.b[i]]
        const X = a + 0.5 * c + e.h[i] + e.u[i]
        const W = c - e.h[i] + e.v[i]
        const Y = X - W + 2 * e.h[i] + 0.5 * a + e.e[i] * (kind === 'unequal' ? 0.3 + Math.abs(a) : 1)
        return { A: kind === 'labels' ? `${labels}` : a, B: c, X, W, Y }
      })
      const asked = { outcome: 'Y', anchors: kind === 'labels' ? ['A'] : ['A', 'B'], predictors: ['X', 'W'], gamma }
      const { coefficients } = ck.anchorRegression(ck.table(rows), asked)
      for (const [k, { interval }] of coefficients.entries())
        if (interval[0] <= truth[k] && truth[k] <= interval[1]) covered++
    }
    return percent(covered, 2 * draws)
  })
  b.print(`anchor    | ${kind.padEnd(11)} | gamma ${String(gamma).padEnd(8)} | ${found.join(' | ')}`)
}

const H = [
  [2, 1, 0],
  [-1, 2, 1],
  [1, 0, 3],
]
const cross = (p, q) => [p[1] * q[2] - p[2] * q[1], p[2] * q[0] - p[0] * q[2], p[0] * q[1] - p[1] * q[0]]
const dot = (p, q) => p.reduce((sum, v, i) => sum + v * q[i], 0)
const angle = (p, q) => Math.acos(Math.min(1, Math.abs(dot(p, q)) / Math.sqrt(dot(p, p) * dot(q, q))))

/** Domains of x = H⁻¹ z, z a chain of latents with weights of its own in each. */
function domainsOf(seed, n, law, shared) {
  return Array.from({ length: 5 }, (_, k) => {
    const own = `${seed} domain ${k}`
    const e = noises(own, ['1', '2', '3'], n, law)
    const w = ck.uniforms(ck.randomStream(`${own} weights`), 15).values
    const weight = (i) => (w[i] < 0.5 ? -1 : 1) * (0.5 + 1.5 * w[i + 1])
    const mixing = shared ? H : H.map((row, r) => row.map((v, c) => v + 3 * (w[(3 * r + c + 4) % 15] - 0.5)))
    const det = dot(mixing[0], cross(mixing[1], mixing[2]))
    const inverse = [cross(mixing[1], mixing[2]), cross(mixing[2], mixing[0]), cross(mixing[0], mixing[1])]
    return ck.table(
      Array.from({ length: n }, (_v, i) => {
        const z1 = e[1][i]
        const z2 = e[2][i] + weight(0) * z1
        const z3 = e[3][i] + weight(2) * z2
        const x = [0, 1, 2].map((c) => (inverse[0][c] * z1 + inverse[1][c] * z2 + inverse[2][c] * z3) / det)
        return { p: x[0], q: x[1], r: x[2] }
      }),
    )
  })
}

function latents(b, law, shared, sizes) {
  const found = sizes.map((n) => {
    const tally = { made: 0, right: 0, one: 0, inexact: [] }
    for (let d = 0; d < few; d++) {
      let v
      try {
        v = ck.latentCapabilities(domainsOf(`${law} ${n} ${d}`, n, law, shared), { latents: 3 })
      } catch (error) {
        if (!(error instanceof ck.CausalError)) throw error
        continue
      }
      tally.made++
      tally.inexact.push(v.inexactness)
      const [first, second] = v.latents.map(({ direction }) => [...direction])
      if (angle(first, H[0]) < 0.2 && angle(cross(first, second), cross(H[0], H[1])) < 0.2) tally.right++
      if (v.orders.length === 1) tally.one++
    }
    tally.inexact.sort((p, q) => p - q)
    const median = tally.inexact[tally.inexact.length >> 1]
    return `${percent(tally.right, few)} ${percent(tally.one, few)} ${median?.toFixed(3)}`
  })
  b.print(`latents   | ${law.padEnd(11)} | ${shared ? 'shared H ' : 'another H'} | ${found.join(' | ')}`)
}

export default function run(b) {
  const only = b.options?.part
  const sizes = [50, 200, 1000]
  if (only === undefined || only === 'linear') {
    b.print(
      `sets of causes rejected, C named, both causes named, effects covered (at least .90 promised); n each = ${sizes}; alpha .05`,
    )
    for (const method of ['residuals', 'gaussian-residuals', 'chow'])
      for (const law of Object.keys(laws))
        for (const environments of [2, 5]) invariance(b, method, law, environments, sizes, draws)
  }
  if (only === undefined || only === 'nonlinear') {
    const own = { splines: ck.splines(), forest: ck.forest({ trees: 50 }) }
    for (const [name, learner] of Object.entries(own)) {
      b.print(`${name}, a wave in B; n each = 100, 300`)
      invariance(b, 'nonlinear', 'Gaussian', 2, [100, 300], few, { learner }, true)
    }
  }
  if (only === undefined || only === 'robust') {
    b.print('a linear learner by ranks and spread, for tails without a fourth moment; n each = 50, 200')
    for (const law of ['Gaussian', 'exponential', 't3'])
      for (const environments of [2, 5])
        invariance(b, 'nonlinear', law, environments, [50, 200], draws, { learner: ck.ridge({ penalty: 0 }) })
  }
  if (only === undefined || only === 'anchor') {
    b.print('coverage of 95 % intervals; n = 50, 200, 1000')
    for (const kind of ['Gaussian', 'labels', 'unequal', 't3'])
      for (const gamma of [0, 1, 5, 50, Infinity]) anchors(b, kind, gamma, sizes)
  }
  if (only === undefined || only === 'latents') {
    b.print(
      'orders right (first two spans within .2 radians), one order given, median inexactness; 5 domains, n each = 300, 1000, 5000',
    )
    for (const law of ['uniform', 'exponential', 'Gaussian']) latents(b, law, true, [300, 1000, 5000])
    latents(b, 'uniform', false, [300, 1000, 5000])
  }
}
