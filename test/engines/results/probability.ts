import {
  beta,
  binomial,
  categorical,
  condition,
  cumulative,
  type Distribution,
  density,
  discrete,
  drawFrom,
  exponential,
  factor,
  gamma,
  gumbel,
  laplace,
  logDensity,
  logisticDistribution,
  logNormal,
  marginalize,
  meanOf,
  normal,
  normals,
  poisson,
  quantileOf,
  randomStream,
  splitStream,
  studentT,
  uniform,
  uniforms,
  upperTail,
  varianceOf,
} from '../../../src/index.js'
import { portableExp, portableExpm1, portableTanh } from '../../../src/numeric/special/portable-exp.js'
import { portableAtanh, portableLog, portableLog1p, portableLog2 } from '../../../src/numeric/special/portable-log.js'
import { portablePow, wholePower } from '../../../src/numeric/special/portable-pow.js'
import { portableCos, portableSin } from '../../../src/numeric/special/portable-sin.js'
import { type Results, seed } from './support.js'

const continuous: Readonly<Record<string, Distribution>> = {
  normal: normal(1, 2),
  logNormal: logNormal(0, 0.7),
  uniform: uniform(-1, 3),
  exponential: exponential(2),
  laplace: laplace(0, 1.5),
  logistic: logisticDistribution(1, 0.4),
  gumbel: gumbel(0, 2),
  gamma: gamma(2.5, 2),
  'gamma of shape 0.3': gamma(0.3, 1),
  beta: beta(2, 3.5),
  'beta of small shapes': beta(0.1, 0.2),
  studentT: studentT(4.5),
}
const counting: Readonly<Record<string, Distribution>> = {
  'poisson of rate 3': poisson(3),
  'poisson of rate 400': poisson(400),
  binomial: binomial(30, 0.3),
  discrete: discrete([-1, 0, 2.5], [0.2, 0.3, 0.5]),
  categorical: categorical({ low: 0.3, high: 0.7 }),
}

const grid = (least: number, most: number, n = 400): number[] =>
  Array.from({ length: n }, (_, i) => least + ((most - least) * (i + 0.37)) / n)
const draws = Object.entries({ ...continuous, ...counting }).map(
  ([name, d]) => [`draws: ${name}`, () => drawFrom(d as never, randomStream(seed), 3000).values] as const,
)
const laws = Object.entries(continuous).map(
  ([name, d]) =>
    [
      `law: ${name}`,
      () => [
        meanOf(d as never),
        varianceOf(d as never),
        ...grid(0.001, 0.999, 60).map((p) => quantileOf(d as never, p)),
        ...grid(-4, 9, 60).flatMap((x) =>
          [density, logDensity, cumulative, upperTail].map((f) => f(d as never, x as never)),
        ),
      ],
    ] as const,
)
/** Arguments over many sizes and both signs. */
const wide = (): number[] =>
  grid(-30, 30, 800).map((e) => (e < 0 ? -1 : 1) * wholePower(1.9, Math.floor(Math.abs(e))) * (0.1 + Math.abs(e)))
const portable: Readonly<Record<string, (x: number) => number>> = {
  portableLog: (x) => portableLog(Math.abs(x)),
  portableLog2: (x) => portableLog2(Math.abs(x)),
  portableLog1p: (x) => portableLog1p(Math.abs(x)),
  portableAtanh: (x) => portableAtanh(1 / (1.1 + x)),
  portableExp: (x) => portableExp(x / 1e6),
  portableExpm1: (x) => portableExpm1(x / 1e8),
  portableTanh: (x) => portableTanh(x / 1e6),
  portableSin,
  portableCos,
  portablePow: (x) => portablePow(Math.abs(x), 0.37),
}

const joint = factor(
  [
    { name: 'X', states: ['0', '1', '2'] },
    { name: 'Y', states: ['0', '1'] },
  ],
  [0.1, 0.2, 0.05, 0.3, 0.15, 0.2],
)

export const probability: Results = {
  'the square of a number': () => uniforms(randomStream(seed), 2000).values.map((u) => (u - 0.5) ** 2),
  'powers of two': () => grid(-1074, 1024, 2098).map((k) => 2 ** Math.floor(k)),
  'square roots': () => uniforms(randomStream(seed), 2000).values.map(Math.sqrt),
  ...Object.fromEntries(Object.entries(portable).map(([name, f]) => [`numeric: ${name}`, () => wide().map(f)])),
  'stream: uniforms': () => uniforms(randomStream(seed), 3000).values,
  'stream: normals': () => normals(randomStream(seed), 30_000).values,
  'stream: split': () => [0, 1, 'a'].map((label) => uniforms(splitStream(randomStream(seed), label), 5).values),
  'stream: seeds of every kind': () => [0, -1, 2 ** 60, '', 'ä', 0.1].map((s) => randomStream(s)),
  ...Object.fromEntries(draws),
  ...Object.fromEntries(laws),
  'factor: marginal and conditional': () => [marginalize(joint, 'X').values, condition(joint, { Y: '1' }).values],
}
