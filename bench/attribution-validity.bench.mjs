// Coverage of share ± 1.96 standard errors of sampled attributions, against exact forms and integrals of the same models.
// VALIDITY_SEEDS sets the number of seeds (200), VALIDITY_ONLY a part of the names.
import {
  anomalyAttribution,
  arrowStrength,
  bernoulli,
  changeBetweenTables,
  cpt,
  dag,
  distributionChange,
  intrinsicContribution,
  linear,
  logistic,
  logisticRegression,
  mechanism,
  noiseAttribution,
  normal,
  ridge,
  sample,
  scm,
  shapleyValues,
  unitChange,
} from '../dist/index.js'

const seeds = Number(process.env.VALIDITY_SEEDS ?? 200)
const only = process.env.VALIDITY_ONLY ?? ''
const chain = (shift, a, b, sd) =>
  scm({ X: normal(shift, 1), M: linear({ X: a }, normal(0, 1)), Y: linear({ X: 2, M: b }, normal(0, sd)) })
const [old, now, near] = [chain(0, 1, -1, 1), chain(1, 2, -2, 2), chain(0.4, 1.2, -1, 1.2)]
const coins = (p, q) =>
  scm({ A: bernoulli(p), B: cpt(['A'], { 0: { p: q, q: 0.8 - q, r: 0.2 }, 1: { p: 0.1, q: 0.2, r: 0.7 } }) })
const cube = (model) => {
  const [X] = model.laws
  return scm({
    X: X.noise,
    Y: mechanism(['X'], normal(0, 1), ({ X }, u) => (X + u) ** 3, { invert: (y, { X }) => Math.cbrt(y) - X }),
  })
}
const product = scm({ X: normal(1, 1), Z: normal(0, 1), Y: mechanism(['X', 'Z'], null, ({ X, Z }) => X * Z) })
const unit = { X: 2, M: 3, Y: -2 }
const values = (list) => list.map(({ value }) => value)
const twelve = Array.from({ length: 12 }, (_, i) => `X${i}`)
const wide = scm({
  ...Object.fromEntries(twelve.map((name, i) => [name, normal(0, 1 + i / 12)])),
  Y: linear(Object.fromEntries(twelve.map((name) => [name, 1])), normal(0, 1)),
})
const choice = scm({
  X: normal(0, 1),
  B: logistic({ X: 1 }, { response: 'quantile' }),
  Y: linear({ B: 2, X: 1 }, normal(0, 1)),
})
const p1 = 1 / (1 + Math.exp(-1))
const choiceWorth = (set) => {
  const [x, b] = [set.includes('X'), set.includes('B')]
  return (x ? 1 : 0) + 2 * (x && b ? 1 : x ? (p1 - 0.5) / 0.5 : b ? 1 - (p1 - 0.5) / p1 : 0)
}
const players = ['a', 'b', 'c', 'd', 'e', 'f']
const game = (set) => set.length ** 1.5 * (set.includes('a') ? 2 : 1) - (set.includes('b') && set.includes('c') ? 3 : 0)
const share = ({ contributions }) => contributions

/** Each: the true shares, and the estimated ones for a seed. */
const cases = {
  'distributionChange, mean': [
    values(share(distributionChange(old, now, 'Y'))),
    (seed) => share(distributionChange(old, now, 'Y', { method: 'sampled', draws: 1000, seed })),
  ],
  'distributionChange, variance': [
    values(share(distributionChange(old, now, 'Y', { measure: 'variance' }))),
    (seed) => share(distributionChange(old, now, 'Y', { measure: 'variance', method: 'sampled', draws: 1000, seed })),
  ],
  'distributionChange, kl of states': [
    values(share(distributionChange(coins(0.3, 0.5), coins(0.6, 0.3), 'B', { measure: 'kl' }))),
    (seed) =>
      share(
        distributionChange(coins(0.3, 0.5), coins(0.6, 0.3), 'B', {
          measure: 'kl',
          method: 'sampled',
          draws: 1000,
          seed,
        }),
      ),
  ],
  'distributionChange, kl of a sum': [
    values(share(distributionChange(old, near, 'Y', { measure: 'kl' }))),
    (seed) => share(distributionChange(old, near, 'Y', { measure: 'kl', method: 'sampled', draws: 300, seed })),
  ],
  'arrowStrength, kl of a sum': [
    values(arrowStrength(near, 'Y')),
    (seed) => arrowStrength(near, 'Y', { method: 'sampled', draws: 300, seed }),
  ],
  'arrowStrength, kl of a cubic': [[0.5 * Math.log(2)], (seed) => arrowStrength(cube(old), 'Y', { draws: 150, seed })],
  'arrowStrength, variance': [
    values(arrowStrength(now, 'Y', { measure: 'variance' })),
    (seed) => arrowStrength(now, 'Y', { measure: 'variance', method: 'sampled', draws: 1000, seed }),
  ],
  'intrinsicContribution, sum': [
    values(intrinsicContribution(now, 'Y')),
    (seed) => intrinsicContribution(now, 'Y', { method: 'sampled', draws: 1000, seed }),
  ],
  'intrinsicContribution, product': [
    [0.5, 1.5, 0],
    (seed) => intrinsicContribution(product, 'Y', { draws: 1000, seed }),
  ],
  'intrinsicContribution, 13 noises': [
    values(intrinsicContribution(wide, 'Y')),
    (seed) => intrinsicContribution(wide, 'Y', { method: 'sampled', draws: 2000, seed }),
  ],
  'noiseAttribution, square': [
    values(noiseAttribution(now, unit, 'Y', { score: 'square' })),
    (seed) => noiseAttribution(now, unit, 'Y', { score: 'square', method: 'sampled', draws: 1000, seed }),
  ],
  'anomalyAttribution, upper tail': [
    values(share(anomalyAttribution(now, { X: 2, M: 3, Y: 2 }, 'Y', { tail: 'upper' }))),
    (seed) =>
      share(
        anomalyAttribution(now, { X: 2, M: 3, Y: 2 }, 'Y', { tail: 'upper', method: 'sampled', draws: 2000, seed }),
      ),
  ],
  'unitChange, a choice': [
    values(shapleyValues(['X', 'B'], choiceWorth).values),
    (seed) =>
      share(
        unitChange(choice, choice, 'Y', { from: { X: 0, B: 0, Y: 0 }, to: { X: 1, B: 1, Y: 3 }, draws: 1000, seed }),
      ),
  ],
  'shapleyValues, permutations': [
    values(shapleyValues(players, game).values),
    (seed) => shapleyValues(players, game, { draws: 60, seed }).values,
  ],
  'shapleyValues, kernel': [
    values(shapleyValues(players, game).values),
    (seed) => shapleyValues(players, game, { draws: 200, seed, method: 'kernel' }).values,
  ],
  'changeBetweenTables, 400 and 300 rows': [
    values(share(distributionChange(old, near, 'Y'))),
    (seed) =>
      share(
        changeBetweenTables(sample(old, 400, { seed: `${seed} a` }), sample(near, 300, { seed: `${seed} b` }), {
          graph: dag('X -> M -> Y; X -> Y'),
          outcome: 'Y',
          learner: ridge({ penalty: 1e-6 }),
          classifier: logisticRegression({ penalty: 1e-3 }),
          seed,
        }),
      ),
  ],
}

console.log('attribution                            | shares |  seeds | coverage | mean error in se | se / spread')
for (const [name, [truth, estimate]] of Object.entries(cases)) {
  if (!name.includes(only)) continue
  let [covered, total, shift] = [0, 0, 0]
  const errors = truth.map(() => [])
  const spreads = truth.map(() => [])
  for (let s = 0; s < seeds; s++) {
    for (const [j, { value, standardError }] of estimate(`v${s}`).entries()) {
      // a share that every draw agrees on has an error of rounding alone
      if (standardError < 1e-9 * (1 + Math.abs(value))) continue
      total++
      shift += (value - truth[j]) / standardError
      if (Math.abs(value - truth[j]) <= 1.96 * standardError) covered++
      errors[j].push(standardError)
      spreads[j].push(value)
    }
  }
  const live = errors.flatMap((list, j) => (list.length > 1 ? [j] : []))
  const ratios = live.map((j) => {
    const mean = spreads[j].reduce((a, b) => a + b, 0) / spreads[j].length
    const sd = Math.sqrt(spreads[j].reduce((a, b) => a + (b - mean) ** 2, 0) / (spreads[j].length - 1))
    return errors[j].reduce((a, b) => a + b, 0) / errors[j].length / sd
  })
  const ratio = ratios.reduce((a, b) => a + b, 0) / ratios.length
  console.log(
    `${name.padEnd(38)} | ${String(live.length).padStart(6)} | ${String(seeds).padStart(6)} | ${((100 * covered) / total).toFixed(1).padStart(6)} % | ${(shift / total).toFixed(2).padStart(16)} | ${ratio.toFixed(2).padStart(11)}`,
  )
}
