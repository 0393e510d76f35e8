// Coverage of estimate ± 1.96 standard errors of weighted draws: of what the verbs answer in 15 models, and by the effective sample
// size of draws from the prior (few draws, which the verbs would refuse or adapt): where the error can be trusted.
// 200 seeds for each cell (VALIDITY_SEEDS sets another number). Truths are integrals over the cause, by the midpoint rule.
import {
  bernoulli,
  counterfactual,
  expectation,
  exponential,
  gamma,
  laplace,
  linear,
  logistic,
  mechanism,
  normal,
  query,
  scm,
  studentT,
  uniform,
} from '../dist/index.js'

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

/** Evidence that few draws of the prior meet. */
const tails = [
  {
    name: 'cubic, narrow and far: mean',
    model: scm({ X: normal(0, 1), Y: additiveNoise((x) => x ** 3, normal(0, 1)) }),
    given: { Y: 64 },
    density: (x) => bell(x, 1) * bell(64 - x ** 3, 1),
    range: [3.5, 4.5],
    value: (x) => x,
  },
  {
    name: 'square, two narrow peaks: mean',
    model: scm({ X: normal(0.3, 1), Y: additiveNoise((x) => x * x, normal(0, 0.02)) }),
    given: { Y: 4 },
    density: (x) => bell(x - 0.3, 1) * bell(4 - x * x, 0.02),
    range: [-3, 3],
    value: (x) => x,
  },
  {
    name: 'uniform noise, beyond the draws: mean',
    model: scm({ X: normal(0, 1), Y: additiveNoise((x) => x, uniform(-0.5, 0.5)) }),
    given: { Y: 5 },
    density: (x) => bell(x, 1),
    range: [4.5, 5.5],
    value: (x) => x,
  },
  {
    name: 'exponential cause, its tail: mean',
    model: scm({ X: exponential(1), Y: additiveNoise((x) => x * x, normal(0, 1)) }),
    given: { Y: 100 },
    density: (x) => Math.exp(10 - x) * bell(100 - x * x, 1),
    range: [9, 11],
    value: (x) => x,
  },
  {
    name: 'Laplace cause, its tail: mean',
    model: scm({ X: laplace(0, 1), Y: additiveNoise((x) => x ** 3, normal(0, 1)) }),
    given: { Y: 200 },
    density: (x) => Math.exp(5.8 - Math.abs(x)) * bell(200 - x ** 3, 1),
    range: [5, 7],
    value: (x) => x,
  },
  {
    name: 'gamma cause, logarithm: mean',
    model: scm({ X: gamma(2, 1), Y: additiveNoise((x) => Math.log(x), normal(0, 0.1)) }),
    given: { Y: 2.5 },
    density: (x) => x * Math.exp(12 - x) * bell(2.5 - Math.log(x), 0.1),
    range: [4, 25],
    value: (x) => x,
  },
  {
    name: 'Student cause, its tail: mean',
    model: scm({ X: studentT(3), Y: additiveNoise((x) => x * Math.abs(x), normal(0, 1)) }),
    given: { Y: -50 },
    density: (x) => (1 + (x * x) / 3) ** -2 * bell(-50 - x * Math.abs(x), 1),
    range: [-9, -5],
    value: (x) => x,
  },
  {
    name: 'a product of two causes: mean size of one',
    model: scm({
      X: normal(0, 1),
      Z: normal(0, 1),
      Y: mechanism(['X', 'Z'], normal(0, 0.1), ({ X, Z }, u) => X * Z + u, { invert: (y, { X, Z }) => y - X * Z }),
    }),
    given: { Y: 3 },
    density: (x) => (bell(x, 1) * bell(3, Math.sqrt(x * x + 0.01))) / Math.sqrt(x * x + 0.01),
    range: [-8, 8],
    value: (x) => Math.abs(x),
  },
  {
    name: 'a rare state behind the cause: mean',
    model: scm({
      C: bernoulli(0.02),
      X: linear({ C: 6 }, normal(0, 1)),
      Y: additiveNoise((x) => x ** 3, normal(0, 5)),
    }),
    given: { Y: 300 },
    density: (x) => (0.98 * bell(x, 1) + 0.02 * bell(x - 6, 1)) * bell(300 - x ** 3, 5),
    range: [5.5, 7.5],
    value: (x) => x,
  },
  {
    name: 'cubic, another world: mean of Y, had X been 0',
    model: scm({ X: normal(0, 1), Y: additiveNoise((x) => x ** 3, normal(0, 1)) }),
    given: { Y: 64 },
    do: { X: 0 },
    density: (x) => bell(x, 1) * bell(64 - x ** 3, 1),
    range: [3.5, 4.5],
    value: (x) => 64 - x ** 3,
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

/** Share of seeds whose answer ± 1.96 standard errors holds the truth, of those answered; the middle effective size. */
export function coverageOfAnswers(item, draws) {
  const exact = truth(item)
  const world = item.do === undefined ? item.model : counterfactual(item.model, { given: item.given, do: item.do })
  const asks = item.do === undefined ? { variable: 'X', given: item.given } : { variable: 'Y' }
  let hits = 0
  let refused = 0
  const sizes = []
  for (let seed = 0; seed < seeds; seed++) {
    try {
      if (item.name.includes('share') || item.name.includes('size')) {
        const { table, weights, effectiveSampleSize, warnings } = query(world, ['X'], {
          given: item.given,
          draws,
          seed,
        })
        if (warnings.length > 0) throw new Error(warnings[0])
        const values = table.data[0].map(item.value)
        const mean = values.reduce((sum, v, i) => sum + weights[i] * v, 0)
        const error = Math.sqrt(values.reduce((sum, v, i) => sum + (weights[i] * (v - mean)) ** 2, 0))
        sizes.push(effectiveSampleSize)
        if (Math.abs(mean - exact) <= 1.96 * error) hits++
        continue
      }
      const { variable, ...given } = asks
      const found = expectation(world, variable, { ...given, draws, seed })
      sizes.push(found.effectiveSampleSize)
      if (Math.abs(found.value - exact) <= 1.96 * found.standardError) hits++
    } catch {
      refused++
    }
  }
  const middle = sizes.sort((x, y) => x - y)[sizes.length >> 1]
  return { share: (100 * hits) / sizes.length, refused, middle }
}

export default (b) => {
  const draws = 2000
  b.print(`coverage of answers ± 1.96 standard errors in %, ${draws} draws, ${seeds} seeds`)
  for (const item of [...cases.filter(({ name }) => !name.includes('share')), ...tails]) {
    const { share, refused, middle } = coverageOfAnswers(item, draws)
    const size = Math.round(middle ?? 0)
    b.print(`${item.name.padEnd(50)} ${share.toFixed(1).padStart(6)}  refused ${refused}, effective size ${size}`)
  }
  b.print(`coverage of ± 1.96 standard errors in %, ${seeds} seeds a number of draws, by effective size`)
  b.print(`${''.padEnd(50)} ${bands.map((band) => band.join('–').padStart(9)).join('')}`)
  for (const item of cases) {
    const shares = coverage(item).map(([hits, runs]) => (runs === 0 ? '' : ((100 * hits) / runs).toFixed(1)))
    b.print(`${item.name.padEnd(50)} ${shares.map((share) => share.padStart(9)).join('')}`)
  }
}
