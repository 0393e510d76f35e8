// The tests of bench/validity: what data each takes, how many data sets a cell gets at each number of rows (0: it would take
// too long), and its scope: the worlds in which its documentation promises the level.
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
  rankCorrelation,
  rcit,
} from '../../dist/index.js'

export const sizes = [50, 200, 1000]

const fast = { 50: 1000, 200: 1000, 1000: 1000 }
const numbers = ({ kind }) => kind === 'numbers'
const alone = ({ conditions }) => conditions === 0
// of the slow tests a few worlds at 1,000 rows
const fewWorlds = ({ name }) => /^(linear, Gaussian noise, [13] given|curved causes, 2 given)$/.test(name)
const anyForm = ({ form }) => form !== 'means alone'
const finite = ({ noise }) => noise !== 'Cauchy'

export const tests = [
  {
    name: 'fisherZ',
    make: fisherZ,
    takes: numbers,
    draws: fast,
    scope: (world) => ['linear', 'strong'].includes(world.form) && finite(world),
    says: 'linear relations, noise of finite variance that no condition spreads',
  },
  {
    name: 'rankCorrelation',
    make: rankCorrelation,
    takes: numbers,
    draws: fast,
    scope: (world) => alone(world) || (['linear', 'copula'].includes(world.form) && world.noise === 'Gaussian'),
    says: 'a Gaussian copula whose conditions leave a quarter of the variance; nothing given, any numbers',
  },
  {
    name: 'gSquare',
    make: gSquare,
    takes: ({ kind }) => kind === 'categories',
    draws: fast,
    scope: () => true,
    says: 'categories',
  },
  {
    name: 'chiSquare',
    make: chiSquare,
    takes: ({ kind }) => kind === 'categories',
    draws: fast,
    scope: () => true,
    says: 'categories',
  },
  {
    name: 'conditionalGaussian',
    make: conditionalGaussian,
    takes: () => true,
    draws: { 50: 1000, 200: 600, 1000: 400 },
    scope: (world) =>
      world.kind !== 'numbers' || (['linear', 'strong', 'heteroscedastic'].includes(world.form) && finite(world)),
    says: 'numbers and categories, linear or square relations to the numbers given, any noise of finite variance',
  },
  {
    name: 'conditionalGaussian, likelihood ratio',
    make: (data) => conditionalGaussian(data, { statistic: 'likelihood-ratio' }),
    takes: ({ kind }) => kind === 'mixed',
    draws: { 50: 400, 200: 400, 1000: 200 },
    scope: () => false,
    says: 'never relied on: Gaussian noise and many rows',
  },
  {
    name: 'degenerateGaussian',
    make: degenerateGaussian,
    takes: () => true,
    draws: fast,
    scope: (world) =>
      (['linear', 'strong'].includes(world.form) && finite(world)) ||
      (world.kind === 'mixed' && world.form === 'means'),
    says: 'numbers and categories, linear relations, one spread',
  },
  {
    name: 'kci',
    make: kci,
    takes: anyForm,
    draws: { 50: 400, 200: 200, 1000: 0 },
    large: fewWorlds,
    largeDraws: 60,
    scope: (world, n) =>
      finite(world) && (world.kind !== 'numbers' || world.conditions < 3 || world.form === 'linear' || n >= 300),
    says: 'any form, noise that is not wild; 300 rows for curves of three numbers given',
  },
  {
    name: 'hsic',
    make: hsic,
    takes: (world) => alone(world) && anyForm(world),
    draws: { 50: 1000, 200: 600, 1000: 100 },
    scope: finite,
    says: 'nothing given, any form, noise that is not wild',
  },
  {
    name: 'rcit',
    make: (data) => rcit(data, { repeats: 1 }),
    takes: numbers,
    draws: { 50: 400, 200: 400, 1000: 200 },
    scope: (world, n) =>
      finite(world) &&
      !['wiggly', 'strong'].includes(world.form) &&
      (world.conditions < 2 || n >= 300 * world.conditions),
    says: 'smooth relations; 300 rows a condition when two or more are given',
  },
  {
    name: 'distanceCorrelation',
    make: (data) => distanceCorrelation(data, { draws: 199 }),
    takes: (world) => numbers(world) && alone(world),
    draws: { 50: 1000, 200: 600, 1000: 200 },
    scope: () => true,
    says: 'nothing given, any numbers',
  },
  {
    name: 'gpdc',
    make: (data) => gpdc(data, { draws: 199 }),
    takes: numbers,
    draws: { 50: 200, 200: 60, 1000: 0 },
    scope: finite,
    says: 'additive noise that is not wild',
  },
  {
    name: 'cmiKnn',
    make: (data) => cmiKnn(data, { draws: 199 }),
    takes: anyForm,
    draws: { 50: 200, 200: 100, 1000: 0 },
    large: fewWorlds,
    largeDraws: 40,
    scope: () => true,
    says: 'any form',
  },
]
