import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import {
  additive,
  bernoulli,
  conditionalLinear,
  counterfactualProbability,
  counterfactualRows,
  cpt,
  discreteScm,
  expectation,
  linear,
  normal,
  query,
  sample,
  scm,
} from '../dist/index.js'

const shared = process.env.CAUSALKIT_CONFORMANCE ?? new URL('../../shared/conformance', import.meta.url).pathname
const read = (path) => (existsSync(`${shared}/${path}`) ? JSON.parse(readFileSync(`${shared}/${path}`, 'utf8')) : null)

/** A ten-variable linear model in which each variable has up to three parents. */
function linearModel(p = 10) {
  const spec = {}
  for (let i = 0; i < p; i++) {
    const parents = [i - 1, i - 2, i - 4].filter((j) => j >= 0).map((j) => [`X${j}`, 0.5 - 0.1 * j])
    spec[`X${i}`] = parents.length === 0 ? normal(0, 1) : linear(Object.fromEntries(parents), normal(0, 1))
  }
  return scm(spec)
}

/** NumPy on the same model: seconds, or undefined where Python or NumPy is not there. */
function numpySeconds(n) {
  const code = `
import time, numpy as np
def run():
    r = np.random.default_rng(1); x = []
    for i in range(10):
        v = r.standard_normal(${n})
        for j in (i-1, i-2, i-4):
            if j >= 0: v += (0.5 - 0.1*j) * x[j]
        x.append(v)
run(); best = 9
for _ in range(5):
    t = time.perf_counter(); run(); best = min(best, time.perf_counter() - t)
print(best)`
  try {
    return Number(execFileSync('python3', ['-c', code], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return undefined
  }
}

/** A network of tables as a model. */
function networkModel({ nodes }) {
  const states = new Map(nodes.map(({ name, card }) => [name, Array.from({ length: card }, (_, k) => `s${k}`)]))
  const spec = nodes.map(({ name, parents, cpt: table }) => {
    let rows = table.map((row) => Object.fromEntries(row.map((p, k) => [`s${k}`, p])))
    for (const parent of [...parents].reverse()) {
      const own = states.get(parent)
      const outer = []
      for (let i = 0; i < rows.length; i += own.length)
        outer.push(Object.fromEntries(own.map((s, k) => [s, rows[i + k]])))
      rows = outer
    }
    return [name, cpt(parents, rows[0], { tolerance: 1e-3 })]
  })
  return scm(Object.fromEntries(spec))
}

/** Ten categories in a chain, and twenty numbers that hang on them and, in fours, on one another. */
function mixedModel() {
  const spec = {}
  for (let i = 0; i < 10; i++)
    spec[`D${i}`] = i === 0 ? bernoulli(0.4) : cpt([`D${i - 1}`], { 0: 0.3, 1: 0.7 }, { response: 'quantile' })
  for (let i = 0; i < 20; i++) {
    const coefficients = i % 4 === 0 ? {} : { [`X${i - 1}`]: 0.8 }
    spec[`X${i}`] = conditionalLinear([`D${i >> 1}`], {
      0: { coefficients, sd: 1 },
      1: { intercept: 2, coefficients, sd: 0.5 },
    })
  }
  return scm(spec)
}

export default (b) => {
  const ten = linearModel()
  const numpy = numpySeconds(1e6)
  b.compare({
    name: '1e6 samples of a 10-variable linear model',
    ours: () => sample(ten, 1e6, { seed: 1 }),
    ...(numpy === undefined ? {} : { baseline: { name: 'NumPy', seconds: numpy } }),
    target: '<= 1.1 of NumPy',
  })
  const rows = sample(ten, 1e6, { seed: 2 })
  b.compare({
    name: 'counterfactual rows, 1e6 x 10, do(X0 = 1)',
    ours: () => counterfactualRows(ten, rows, { do: { X0: 1 } }),
  })
  const mixed = mixedModel()
  const seen = { X3: 1, X7: 2, X11: 0.5, X15: 1, X19: 3 }
  b.compare({
    name: '10 categories and 20 numbers: one exact posterior',
    ours: () => query(mixed, ['X18', 'D0'], { given: seen }),
  })
  const people = sample(mixed, 1e4, { seed: 3 })
  b.compare({
    name: 'counterfactual rows, 1e4 x 30 of that model, do(D0 = 1, X0 = 1)',
    ours: () => counterfactualRows(mixed, people, { do: { D0: 1, X0: 1 } }),
    target: '<= 1 s',
  })
  const cubic = scm({ X: normal(0, 1), Y: additive(['X'], ({ X }) => X ** 3, normal(0, 1)) })
  b.compare({
    name: '1e4 weighted draws, evidence in the tail',
    ours: () => expectation(cubic, 'X', { given: { Y: 64 } }),
  })
  const networks = read('scm/bn_networks.json')?.cases ?? []
  for (const item of networks) {
    const model = networkModel(item)
    const name = (values) => Object.fromEntries(Object.entries(values).map(([k, v]) => [k, `s${v}`]))
    const asked = item.queries.map((q) => ({ target: [q.target], given: name(q.evidence), do: name(q.do) }))
    let k = 0
    b.compare({
      name: `${item.id}: one posterior (mean of ${asked.length})`,
      ours: () => {
        const q = asked[k++ % asked.length]
        return query(model, q.target, { given: q.given, do: q.do })
      },
      ...(item.id === 'net-alarm' ? { target: '<= 0.3 ms' } : {}),
    })
    b.compare({
      name: `${item.id}: 1e4 samples`,
      ours: () => sample(model, 1e4, { seed: 1 }),
      ...(item.id === 'net-alarm' ? { target: '<= 40 ms' } : {}),
    })
  }
  const cases = read('scm/discrete_scm.json')?.cases
  if (cases !== undefined) {
    const number = (text) =>
      text
        .split('/')
        .map(Number)
        .reduce((x, y) => x / y)
    b.compare({
      name: `${cases.length} discrete models, their probability queries`,
      ours: () => {
        for (const item of cases) {
          const model = discreteScm({
            exogenous: item.scm.exogenous.map(({ name, p }) => ({ name, p: p.map(number) })),
            endogenous: item.scm.endogenous.map(({ name, card, parents, table }) => ({
              name,
              states: card,
              parents,
              table,
            })),
          })
          const act = (what) =>
            Object.fromEntries(
              Object.entries(what)
                .filter(([, v]) => typeof v === 'number' || 'var' in v)
                .map(([k, v]) => [k, typeof v === 'number' ? v : { variable: v.var, do: act(v.do) }]),
            )
          const term = ({ var: variable, value, do: what }) => ({ variable, value, do: act(what) })
          for (const q of item.queries) {
            if (q.kind === 'prob') counterfactualProbability(model, q.event.map(term), { given: q.given.map(term) })
          }
        }
      },
      target: '<= 2 s for the whole file',
    })
  }
  b.growth({
    name: 'mean at the end of a chain',
    sizes: [100, 1000, 10000],
    make: (n) => {
      const spec = { V0: bernoulli(0.5) }
      for (let i = 1; i < n; i++) spec[`V${i}`] = cpt([`V${i - 1}`], { 0: 0.2, 1: 0.7 })
      const chain = scm(spec)
      return () => query(chain, [`V${n - 1}`])
    },
  })
}
