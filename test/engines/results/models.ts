import {
  additive,
  bernoulli,
  beta,
  categorical,
  categoricalLogit,
  cpt,
  deterministic,
  discrete,
  exponential,
  gamma,
  gumbel,
  laplace,
  latent,
  linear,
  locationScale,
  logistic,
  logisticDistribution,
  logNormal,
  mechanism,
  normal,
  poisson,
  postNonlinear,
  scm,
  studentT,
  uniform,
} from '../../../src/index.js'

// Models for the comparison of engines. Their own functions use + − × ÷ and roots alone: what a caller's function computes
// is the caller's.

export const gaussianDiamond = scm({
  A: normal(0, 1),
  B: linear({ A: 0.8 }, normal(0, 1)),
  C: linear({ A: -0.7 }, normal(0, 0.5)),
  D: linear({ B: 1.1, C: 0.9 }, normal(0, 1)),
})

export const discreteChain = scm({
  A: categorical({ low: 0.3, middle: 0.5, high: 0.2 }),
  B: cpt(['A'], { low: { yes: 0.2, no: 0.8 }, middle: { yes: 0.5, no: 0.5 }, high: { yes: 0.9, no: 0.1 } }),
  C: cpt(['B'], { yes: { u: 0.6, v: 0.4 }, no: { u: 0.1, v: 0.9 } }),
})

export const mixed = scm({
  G: bernoulli(0.4),
  X: linear({ G: 1.5 }, normal(0, 1)),
  Y: linear({ X: 0.7 }, normal(0, 1)),
  H: logistic({ X: 1, G: -1 }),
})

export const roots = scm({
  normal: normal(1, 2),
  logNormal: logNormal(0, 0.7),
  uniform: uniform(-1, 3),
  exponential: exponential(2),
  laplace: laplace(0, 1.5),
  logistic: logisticDistribution(1, 0.4),
  gumbel: gumbel(0, 2),
  gamma: gamma(0.6, 2),
  beta: beta(0.4, 2.5),
  studentT: studentT(4),
  poisson: poisson(17.5),
  discrete: discrete([-1, 0, 2.5], [0.2, 0.3, 0.5]),
})

export const nonlinear = scm({
  Z: laplace(0, 1),
  X: additive(['Z'], ({ Z }: { Z: number }) => Z / (1 + Z * Z), logNormal(0, 0.5)),
  Y: locationScale(
    ['X', 'Z'],
    ({ X, Z }: { X: number; Z: number }) => X * Z,
    ({ X }: { X: number }) => Math.sqrt(1 + X * X),
    studentT(6),
  ),
})

/** y ↦ y³ + y, turned back by Newton's steps. */
const cubic = {
  apply: (v: number): number => v * v * v + v,
  invert: (y: number): number => {
    let v = 0
    for (let k = 0; k < 80; k++) v -= (v * v * v + v - y) / (3 * v * v + 1)
    return v
  },
  slope: (v: number): number => 3 * v * v + 1,
}
export const linked = scm({
  X: gumbel(0, 1),
  Y: postNonlinear(['X'], ({ X }: { X: number }) => X / 2, logisticDistribution(0, 1), cubic),
})

export const choices = scm({
  X: normal(0, 1),
  M: categoricalLogit(['X'], { bus: [0, 0], car: [0.4, 1.1], train: [-0.3, 0.6] }, { response: 'gumbel-max' }),
  Y: logistic({ X: 0.8 }, { response: 'quantile' }),
})

export const confounded = scm({
  U: latent(normal(0, 1)),
  X: linear({ U: 1 }, laplace(0, 1)),
  Y: linear({ X: 0.5, U: -1 }, normal(0, 1)),
})

export const noisy = scm({
  X: exponential(1),
  Y: additive(['X'], ({ X }: { X: number }) => X * X, gamma(2, 1)),
  W: mechanism(['Y'], uniform(0, 1), ({ Y }: { Y: number }, u) => Y * u),
})

export const treatment = scm({
  Z: bernoulli(0.5),
  X: cpt(['Z'], { 0: 0.2, 1: 0.8 }, { response: 'quantile' }),
  Y: cpt(['X', 'Z'], { 0: { 0: 0.1, 1: 0.5 }, 1: { 0: 0.3, 1: 0.9 } }, { response: 'quantile' }),
})

export const gumbelChoice = scm({
  X: bernoulli(0.5),
  Y: cpt(['X'], { 0: { a: 0.2, b: 0.5, c: 0.3 }, 1: { a: 0.6, b: 0.1, c: 0.3 } }, { response: 'gumbel-max' }),
})

export const sums = scm({
  A: bernoulli(0.3),
  B: bernoulli(0.6),
  S: deterministic(['A', 'B'], ({ A, B }: { A: number; B: number }) => A + 2 * B),
})
