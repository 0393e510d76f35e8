// True nulls and alternatives for bench/validity: data whose independence is known because they are made here.
// A world is a name, a kind, how many conditions it has, and `make(stream, n, effect)`; effect 0 is the null.
import { normals, splitStream, table, uniforms } from '../../dist/index.js'

const gauss = (s, name, n) => normals(splitStream(s, name), n).values
const flat = (s, name, n) => uniforms(splitStream(s, name), n).values
const levels = (s, name, n, count) => Array.from(flat(s, name, n), (u) => Math.floor(u * count))
const word = (v) => `c${v}`
const sum = (...columns) => columns[0].map((_, i) => columns.reduce((total, column) => total + column[i], 0))
const times = (f, column) => column.map((v) => f * v)

/** Noise of mean 0 (Cauchy: median 0) under the names of its laws. */
const noises = {
  Gaussian: gauss,
  t3: (s, name, n) => {
    const [z, a, b, c] = ['', 'a', 'b', 'c'].map((part) => gauss(s, name + part, n))
    return z.map((v, i) => v / Math.sqrt((a[i] ** 2 + b[i] ** 2 + c[i] ** 2) / 3))
  },
  exponential: (s, name, n) => flat(s, name, n).map((u) => -Math.log(1 - u) - 1),
  Cauchy: (s, name, n) => {
    const [a, b] = ['', 'b'].map((part) => gauss(s, name + part, n))
    return a.map((v, i) => v / b[i])
  },
}

const causes = ['z', 'z2', 'z3']
const toX = [0.8, 0.5, 0.5]
const toY = [0.8, -0.6, 0.4]
const conditions = (k) => (k === 0 ? 'nothing given' : `${k} given`)
const named = (s, k, n) => Object.fromEntries(causes.slice(0, k).map((name) => [name, gauss(s, name, n)]))
const answer = (columns, given) => ({ data: table(columns), given })

/** x and y with linear causes and the same noise. */
const linear = (noise, k) => ({
  name: `linear, ${noise} noise, ${conditions(k)}`,
  kind: 'numbers',
  form: 'linear',
  noise,
  conditions: k,
  make: (s, n, effect) => {
    const z = named(s, k, n)
    const of = (weights) => Object.values(z).map((column, j) => times(weights[j], column))
    const x = sum(noises[noise](s, 'x', n), ...of(toX))
    return answer({ ...z, x, y: sum(noises[noise](s, 'y', n), times(effect, x), ...of(toY)) }, Object.keys(z))
  },
})

/** x and y are functions of z of the same shape, and noise. */
const shaped = (name, form, k, f, g, width = 0.5) => ({
  name: `${name}, ${conditions(k)}`,
  kind: 'numbers',
  form,
  noise: 'Gaussian',
  conditions: k,
  make: (s, n, effect) => {
    const z = named(s, k, n)
    const part = (h) => Object.values(z).map((column) => column.map(h))
    const x = sum(times(width, gauss(s, 'x', n)), ...part(f))
    return answer({ ...z, x, y: sum(times(width, gauss(s, 'y', n)), times(effect, x), ...part(g)) }, Object.keys(z))
  },
})

/** Categories that follow the first condition; so many levels in each column. */
const discrete = (count, k) => ({
  name: `${count} levels, ${conditions(k)}`,
  kind: 'categories',
  form: 'tied',
  conditions: k,
  strata: count ** k,
  make: (s, n, effect) => {
    const z = Object.fromEntries(causes.slice(0, k).map((name) => [name, levels(s, name, n, count)]))
    // with chance 0.4 a column is that of its stratum
    const tied = (name, source, share) => {
      const own = levels(s, name, n, count)
      const copies = flat(s, `${name} copies`, n)
      return own.map((v, i) => (source !== undefined && copies[i] < share ? source[i] : v))
    }
    const x = tied('x', z.z, 0.4)
    const copies = flat(s, 'effect', n)
    const y = tied('y', z.z, 0.4).map((v, i) => (copies[i] < effect ? x[i] : v))
    const columns = Object.fromEntries(Object.entries({ ...z, x, y }).map(([name, list]) => [name, list.map(word)]))
    return answer(columns, Object.keys(z))
  },
})

const yes = (s, name, n, chance) => flat(s, name, n).map((u, i) => (u < chance(i) ? 1 : 0))
const logistic = (v) => 1 / (1 + Math.exp(-v))

/** A number y and a category x (or what `make` makes of them). */
const mixed = (name, k, form, make) => ({ name: `mixed: ${name}`, kind: 'mixed', form, conditions: k, make })

export const nulls = [
  ...Object.keys(noises).flatMap((noise) => [0, 1, 2, 3].map((k) => linear(noise, k))),
  ...[1, 2, 3].map((k) =>
    shaped(
      'curved causes',
      'curved',
      k,
      (v) => Math.sin(v),
      (v) => v * v - 1,
    ),
  ),
  shaped(
    'a wiggly cause',
    'wiggly',
    1,
    (v) => Math.sin(2 * v),
    (v) => Math.cos(2 * v) + Math.sin(2 * v),
    0.3,
  ),
  shaped(
    'a linear cause that explains nine tenths',
    'strong',
    1,
    (v) => v,
    (v) => v,
    1 / 3,
  ),
  {
    name: 'linear, then each column in the power of three, 1 given',
    kind: 'numbers',
    form: 'copula',
    noise: 'Gaussian',
    conditions: 1,
    make: (s, n) => {
      const [z, x, y] = ['z', 'x', 'y'].map((name) => gauss(s, name, n))
      const cube = (column) => column.map((v) => v ** 3)
      return answer({ z: cube(z), x: cube(sum(z, x)), y: cube(sum(z, y)) }, ['z'])
    },
  },
  ...[1, 2].map((k) => ({
    name: `spread that follows the condition, ${conditions(k)}`,
    kind: 'numbers',
    form: 'heteroscedastic',
    noise: 'Gaussian',
    conditions: k,
    make: (s, n) => {
      const z = named(s, k, n)
      const spread = (name) => gauss(s, name, n).map((v, i) => Math.abs(z.z[i]) * v)
      return answer(
        { ...z, x: sum(spread('x'), ...Object.values(z)), y: sum(spread('y'), ...Object.values(z)) },
        Object.keys(z),
      )
    },
  })),
  {
    name: 'Gaussian, a column times 1e-6 and one times 1e6, 1 given',
    kind: 'numbers',
    form: 'linear',
    noise: 'Gaussian',
    conditions: 1,
    make: (s, n) => {
      const [z, x, y] = ['z', 'x', 'y'].map((name) => gauss(s, name, n))
      return answer({ z: times(1e6, z), x: times(1e-6, sum(z, x)), y: sum(z, y) }, ['z'])
    },
  },
  {
    name: 'x is twice what is given',
    kind: 'numbers',
    form: 'determined',
    conditions: 1,
    make: (s, n) => {
      const z = gauss(s, 'z', n)
      return answer({ z, x: times(2, z), y: sum(z, gauss(s, 'y', n)) }, ['z'])
    },
  },
  {
    name: 'x is the sum of two that are given',
    kind: 'numbers',
    form: 'determined',
    conditions: 2,
    make: (s, n) => {
      const z = named(s, 2, n)
      const x = sum(...Object.values(z))
      return answer({ ...z, x, y: sum(x, gauss(s, 'y', n)) }, Object.keys(z))
    },
  },
  ...[2, 3, 5].flatMap((count) => [0, 1, 2, 3].map((k) => discrete(count, k))),
  {
    name: 'x is a recoding of what is given',
    kind: 'categories',
    form: 'determined',
    conditions: 1,
    make: (s, n) => {
      const z = levels(s, 'z', n, 3)
      return answer({ z: z.map(word), x: z.map((v) => `d${2 - v}`), y: levels(s, 'y', n, 3).map(word) }, ['z'])
    },
  },
  ...['Gaussian', 't3', 'exponential'].map((noise) =>
    mixed(`a number by a category, ${noise} noise, nothing given`, 0, 'means', (s, n, effect) => {
      const x = levels(s, 'x', n, 3)
      return answer({ x: x.map(word), y: noises[noise](s, 'y', n).map((v, i) => v + effect * (x[i] - 1)) }, [])
    }),
  ),
  // a null of means alone: the spread does depend on the category
  mixed('equal means, another spread in a fifth of the rows, nothing given', 0, 'means alone', (s, n) => {
    const x = yes(s, 'x', n, () => 0.2)
    return answer({ x: Array.from(x, word), y: gauss(s, 'y', n).map((v, i) => (x[i] === 1 ? 3 : 1) * v) }, [])
  }),
  ...['Gaussian', 't3'].map((noise) =>
    mixed(`a number by a category, ${noise} noise, a category given`, 1, 'means', (s, n, effect) => {
      const z = levels(s, 'z', n, 2)
      const x = yes(s, 'x', n, (i) => (z[i] === 0 ? 0.3 : 0.6))
      const y = noises[noise](s, 'y', n).map((v, i) => v + 2 * z[i] + effect * x[i])
      return answer({ z: z.map(word), x: Array.from(x, word), y }, ['z'])
    }),
  ),
  mixed('a number by a category, a number given', 1, 'means', (s, n, effect) => {
    const z = gauss(s, 'z', n)
    const x = yes(s, 'x', n, (i) => logistic(z[i]))
    return answer({ z, x: Array.from(x, word), y: gauss(s, 'y', n).map((v, i) => v + z[i] + effect * x[i]) }, ['z'])
  }),
  mixed('a number by a category, a number given moves the spread', 1, 'spread', (s, n) => {
    const z = gauss(s, 'z', n)
    const x = yes(s, 'x', n, (i) => logistic(z[i]))
    return answer({ z, x: Array.from(x, word), y: gauss(s, 'y', n).map((v, i) => z[i] + Math.exp(z[i] / 2) * v) }, [
      'z',
    ])
  }),
  mixed('two numbers, a category given', 1, 'means', (s, n, effect) => {
    const z = levels(s, 'z', n, 3)
    const x = gauss(s, 'x', n).map((v, i) => v + z[i])
    return answer({ z: z.map(word), x, y: gauss(s, 'y', n).map((v, i) => v - z[i] + effect * x[i]) }, ['z'])
  }),
  mixed('two numbers of different spreads, a category given', 1, 'spread', (s, n) => {
    const z = yes(s, 'z', n, () => 0.2)
    const wide = (name) => gauss(s, name, n).map((v, i) => (z[i] === 1 ? 3 : 1) * v + z[i])
    return answer({ z: Array.from(z, word), x: wide('x'), y: wide('y') }, ['z'])
  }),
  mixed('two categories, a number given', 1, 'means', (s, n, effect) => {
    const z = gauss(s, 'z', n)
    const x = yes(s, 'x', n, (i) => logistic(z[i]))
    const y = yes(s, 'y', n, (i) => logistic(0.8 * z[i] + effect * (2 * x[i] - 1)))
    return answer({ z, x: Array.from(x, word), y: Array.from(y, word) }, ['z'])
  }),
  mixed('a number by a category, a category and a number given', 2, 'means', (s, n, effect) => {
    const z = gauss(s, 'z', n)
    const g = levels(s, 'z2', n, 2)
    const x = yes(s, 'x', n, (i) => logistic(0.7 * z[i] + g[i] - 0.5))
    const y = gauss(s, 'y', n).map((v, i) => v + z[i] + g[i] + effect * x[i])
    return answer({ z, z2: g.map(word), x: Array.from(x, word), y }, ['z', 'z2'])
  }),
  mixed('a number by a category, two numbers and a category given', 3, 'means', (s, n, effect) => {
    const [z, z3] = [gauss(s, 'z', n), gauss(s, 'z3', n)]
    const g = levels(s, 'z2', n, 2)
    const x = yes(s, 'x', n, (i) => logistic(0.7 * z[i] - 0.5 * z3[i] + g[i] - 0.5))
    const y = gauss(s, 'y', n).map((v, i) => v + z[i] + z3[i] + g[i] + effect * x[i])
    return answer({ z, z2: g.map(word), z3, x: Array.from(x, word), y }, ['z', 'z2', 'z3'])
  }),
]

const find = (name) => nulls.find((world) => world.name === name)

/** Where a dependence is, how strong, and how many rows: power is measured there. */
export const alternatives = [
  { label: 'y = 0.25 x', world: find('linear, Gaussian noise, nothing given'), effect: 0.25 },
  { label: 'y = 0.25 x + z', world: find('linear, Gaussian noise, 1 given'), effect: 0.25 },
  { label: 'the same, t3 noise', world: find('linear, t3 noise, 1 given'), effect: 0.25 },
  { label: 'y = 0.25 x + three', world: find('linear, Gaussian noise, 3 given'), effect: 0.25 },
  {
    label: 'y = z + 0.3 x²',
    world: {
      name: 'power: a square',
      kind: 'numbers',
      conditions: 1,
      make: (s, n, effect) => {
        const [z, e, f] = ['z', 'x', 'y'].map((name) => gauss(s, name, n))
        const x = sum(z, e)
        return answer({ z, x, y: z.map((v, i) => v + effect * x[i] ** 2 + f[i]) }, ['z'])
      },
    },
    effect: 0.3,
  },
  {
    label: 'y = z + 0.7 x z',
    world: {
      name: 'power: a product',
      kind: 'numbers',
      conditions: 1,
      make: (s, n, effect) => {
        const [z, e, f] = ['z', 'x', 'y'].map((name) => gauss(s, name, n))
        return answer({ z, x: e, y: z.map((v, i) => v + effect * e[i] * v + f[i]) }, ['z'])
      },
    },
    effect: 0.7,
  },
  { label: '3 levels, nothing given', world: find('3 levels, nothing given'), effect: 0.2 },
  { label: '3 levels, 9 strata', world: find('3 levels, 2 given'), effect: 0.3 },
  {
    label: 'number by category',
    world: find('mixed: a number by a category, Gaussian noise, nothing given'),
    effect: 0.3,
  },
  { label: 'the same, t3 noise', world: find('mixed: a number by a category, t3 noise, nothing given'), effect: 0.3 },
  {
    label: 'number by category, a number given',
    world: find('mixed: a number by a category, a number given'),
    effect: 0.5,
  },
  { label: 'two categories, a number given', world: find('mixed: two categories, a number given'), effect: 0.4 },
]
