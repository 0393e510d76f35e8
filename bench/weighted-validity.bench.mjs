// Coverage of estimate ± 1.96 standard errors of weighted draws, by their effective sample size: where the error can be trusted.
// 200 seeds for each cell (VALIDITY_SEEDS sets another number). Truths are integrals over the cause, by the midpoint rule.
import { bernoulli, exponential, linear, logistic, mechanism, normal, query, scm, uniform } from '../dist/index.js'

const seeds = Number(process.env.VALIDITY_SEEDS ?? 200)
const additiveNoise = (f, noise) => mechanism(['X'], noise, ({ X }, u) => f(X) + u, { invert: (y, { X }) => y - f(X) })
const bell = (z, sd) => Math.exp(-0.5 * (z / sd) ** 2)

/** Each: a model, evidence, the cause's density times the likelihood (up to a factor), where the cause lies, what is asked. */
const cases = [
  {
    name: 'cubic, normal: mean',
    model: scm({ X: normal(0, 1), Y: additiveNoise((x) => x ** 3, normal(0, 1)) }),
    given: { Y: 8 },
    density: (x) => bell(x, 1) * bell(8 - x ** 3, 1),
    range: [-2, 4],
    value: (x) => x,
  },
  {
    name: 'cubic, normal: share above 2',
    model: scm({ X: normal(0, 1), Y: additiveNoise((x) => x ** 3, normal(0, 1)) }),
    given: { Y: 8 },
    density: (x) => bell(x, 1) * bell(8 - x ** 3, 1),
    range: [-2, 4],
    value: (x) => (x > 2 ? 1 : 0),
  },
  {
    name: 'square, two peaks: mean',
    model: scm({ X: normal(0.3, 1), Y: additiveNoise((x) => x * x, normal(0, 0.3)) }),
    given: { Y: 4 },
    density: (x) => bell(x - 0.3, 1) * bell(4 - x * x, 0.3),
    range: [-5, 5],
    value: (x) => x,
  },
  {
    name: 'exponential cause, sine: mean',
    model: scm({ X: exponential(1), Y: additiveNoise((x) => Math.sin(x) + x, normal(0, 0.05)) }),
    given: { Y: 3 },
    density: (x) => (x < 0 ? 0 : Math.exp(-x) * bell(3 - Math.sin(x) - x, 0.05)),
    range: [0, 10],
    value: (x) => x,
  },
  {
    name: 'a number, and categories that depend on it: mean',
    model: scm({
      X: normal(0, 1),
      A: logistic({ X: 3 }, { intercept: -4 }),
      B: logistic({ X: -2 }, { intercept: 2 }),
      Y: linear({ X: 1 }, uniform(-0.5, 0.5)),
    }),
    given: { A: 1, B: 0, Y: 1.5 },
    density: (x) =>
      Math.abs(1.5 - x) > 0.5 ? 0 : (bell(x, 1) / (1 + Math.exp(4 - 3 * x))) * (1 - 1 / (1 + Math.exp(2 * x - 2))),
    range: [0, 3],
    value: (x) => x,
  },
  {
    name: 'a mixture cause: mean',
    model: scm({
      C: bernoulli(0.1),
      X: linear({ C: 3 }, normal(0, 1)),
      Y: additiveNoise((x) => Math.exp(x / 2), normal(0, 0.2)),
    }),
    given: { Y: 6 },
    density: (x) => (0.9 * bell(x, 1) + 0.1 * bell(x - 3, 1)) * bell(6 - Math.exp(x / 2), 0.2),
    range: [-4, 8],
    value: (x) => x,
  },
]

function truth({ density, range: [from, to], value }) {
  const steps = 400_000
  let [sum, mass] = [0, 0]
  for (let i = 0; i < steps; i++) {
    const x = from + ((i + 0.5) / steps) * (to - from)
    const p = density(x)
    mass += p
    sum += p * value(x)
  }
  return sum / mass
}

/** Whether the interval of one seed holds the truth, and what the draws are worth. */
function run({ model, given, value }, exact, draws, seed) {
  const answer = query(model, ['X'], { given, draws, seed })
  const x = answer.table.data[0]
  let mean = 0
  for (let i = 0; i < draws; i++) mean += answer.weights[i] * value(x[i])
  let variance = 0
  for (let i = 0; i < draws; i++) variance += (answer.weights[i] * (value(x[i]) - mean)) ** 2
  return { covered: Math.abs(mean - exact) <= 1.96 * Math.sqrt(variance), size: answer.effectiveSampleSize }
}

export const bands = [
  [0, 5],
  [5, 10],
  [10, 20],
  [20, 40],
  [40, 80],
  [80, 160],
  [160, 320],
  [320, 1280],
]

/** Coverage by band of effective size, over draws from 25 to 25,600. */
export function coverage(item) {
  const exact = truth(item)
  const found = bands.map(() => [0, 0])
  for (let draws = 25; draws <= 25_600; draws *= 2) {
    const all = []
    for (let seed = 0; seed < seeds; seed++) {
      try {
        all.push(run(item, exact, draws, seed))
      } catch {} // no draw agrees at all: refused already
    }
    // runs of one number of draws go together, by their middle size: choosing runs by their own size would bias them
    if (all.length < seeds / 2) continue
    const middle = all.map(({ size }) => size).sort((a, b) => a - b)[all.length >> 1]
    const band = bands.findIndex(([low, high]) => middle >= low && middle < high)
    if (band < 0) continue
    found[band][0] += all.filter(({ covered }) => covered).length
    found[band][1] += all.length
  }
  return found
}

export default (b) => {
  b.print(`coverage of ± 1.96 standard errors in %, ${seeds} seeds a number of draws, by effective size`)
  b.print(`${''.padEnd(50)} ${bands.map((band) => band.join('–').padStart(9)).join('')}`)
  for (const item of cases) {
    const shares = coverage(item).map(([hits, runs]) => (runs === 0 ? '' : ((100 * hits) / runs).toFixed(1)))
    b.print(`${item.name.padEnd(50)} ${shares.map((share) => share.padStart(9)).join('')}`)
  }
}
