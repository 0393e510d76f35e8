// Speed of what looks across environments: the worst case over mechanisms beside a list of all of them, invariant prediction, latent orders.
import * as ck from '../dist/index.js'

/** Ten variables with two states (or `card`), each with up to three of those before it as parents. */
function network(seed, card) {
  const u = ck.uniforms(ck.randomStream(seed), 20_000).values
  let at = 0
  const names = Array.from({ length: 10 }, (_, i) => `V${i}`)
  const parents = names.map((_, i) =>
    names
      .slice(Math.max(0, i - 4), i)
      .filter(() => u[at++] < 0.6)
      .slice(-3),
  )
  const row = () => {
    const weights = Array.from({ length: card }, () => 0.1 + u[at++])
    const total = weights.reduce((a, b) => a + b, 0)
    return Object.fromEntries(weights.map((w, k) => [k, w / total]))
  }
  const rows = (depth) =>
    depth === 0 ? row() : Object.fromEntries(Array.from({ length: card }, (_, k) => [k, rows(depth - 1)]))
  const spec = names.map((name, i) => [
    name,
    parents[i].length === 0 ? ck.categorical(row()) : ck.cpt(parents[i], rows(parents[i].length)),
  ])
  return { model: ck.scm(Object.fromEntries(spec)), names, parents }
}

/** The whole stable set by its definition: every deterministic mechanism of the mutable variables, one after the other. */
function byListing({ model, names, parents }, outcome, mutable) {
  const joint = ck.query(model, names)
  const table = new Map(mutable.map((m) => [m, ck.query(model, [...parents[names.indexOf(m)], m]).values]))
  const [y, own] = [names.indexOf(outcome), mutable.map((m) => names.indexOf(m))]
  const bits = (cell, i) => (cell >> (names.length - 1 - i)) & 1
  const stateOf = (cell, i) => parents[i].reduce((s, p) => 2 * s + bits(cell, names.indexOf(p)), 0)
  const weight = joint.values.map((p, cell) =>
    own.reduce((w, i, m) => {
      const s = 2 * stateOf(cell, i)
      const both = table.get(mutable[m])
      return (w * (both[s] + both[s + 1])) / both[s + bits(cell, i)]
    }, p),
  )
  const flip = 1 << (names.length - 1 - y)
  const loss = weight.map((w, cell) => {
    const mean = (bits(cell, y) === 1 ? w : weight[cell ^ flip]) / (w + weight[cell ^ flip])
    return w * (bits(cell, y) - mean) ** 2
  })
  const rules = own.map((i) => 2 ** (2 ** parents[i].length))
  let worst = 0
  for (let policy = 0; policy < rules.reduce((a, b) => a * b, 1); policy++) {
    let risk = 0
    for (let cell = 0; cell < loss.length; cell++) {
      let rest = policy
      let isChosen = true
      for (const [m, i] of own.entries()) {
        const rule = rest % rules[m]
        rest = Math.floor(rest / rules[m])
        isChosen &&= ((rule >> stateOf(cell, i)) & 1) === bits(cell, i)
      }
      if (isChosen) risk += loss[cell]
    }
    worst = Math.max(worst, risk)
  }
  return worst
}

export default function run(b) {
  const ten = network('network 1', 2)
  b.print(`parents: ${ten.names.map((name, i) => `${name} ${ten.parents[i].join(' ') || '–'}`).join('; ')}`)
  for (const mutable of [['V6'], ['V5', 'V7'], ['V4', 'V6', 'V8'], ['V5', 'V6', 'V7', 'V8']]) {
    const ask = () => ck.invariantSubset(ten.model, { outcome: 'V3', mutable })
    const found = ask()
    const whole = found.classes.find(({ members }) => members.some(({ length }) => length === found.stable.length))
    const policies = mutable.reduce((p, m) => p * 2 ** (2 ** ten.parents[ten.names.indexOf(m)].length), 1)
    const listed = policies > 70_000 ? null : () => byListing(ten, 'V3', mutable)
    b.compare({
      name: `invariantSubset, 10 binary variables, ${mutable.join(' ')} mutable: ${found.classes.length} classes of ${2 ** found.stable.length} subsets${found.exact ? '' : ', not proved'}, ${policies} mechanisms`,
      ours: ask,
      target: '2 s',
      ...(listed !== null && {
        baseline: { name: 'a list of the mechanisms of one subset', run: listed },
        difference: () => Math.abs(whole.worstRisk - listed()),
      }),
    })
  }
  const wider = network('network 2', 3)
  b.compare({
    name: 'invariantSubset, 10 variables with 3 states, V5 V7 mutable',
    ours: () => ck.invariantSubset(wider.model, { outcome: 'V3', mutable: ['V5', 'V7'] }),
  })
  const n = 10_000
  const columns = Object.fromEntries(
    Array.from({ length: 10 }, (_, k) => [`x${k}`, ck.normals(ck.randomStream(`x${k}`), n).values]),
  )
  const noise = ck.normals(ck.randomStream('y'), n).values
  const data = ck.table({
    E: Float64Array.from(noise, (_, i) => i % 5),
    ...columns,
    Y: noise.map((e, i) => e + columns.x0[i] * (1 + (i % 5)) - columns.x1[i]),
  })
  for (const method of ['residuals', 'gaussian-residuals', 'chow'])
    b.compare({
      name: `invariantPrediction, 10 predictors (1,024 sets), 5 environments, 10,000 rows, ${method}`,
      ours: () => ck.invariantPrediction(data, { outcome: 'Y', environment: 'E', method }),
    })
  b.compare({
    name: 'anchorRegression, 10 predictors, 10,000 rows',
    ours: () => ck.anchorRegression(data, { outcome: 'Y', anchors: 'E', gamma: 5 }),
  })
  for (const d of [3, 4, 5, 6]) {
    const u = ck.normals(ck.randomStream(`latents ${d}`), 10_000).values
    let at = 0
    const H = Array.from({ length: d }, () => Array.from({ length: 12 }, () => u[at++]))
    const domains = Array.from({ length: 8 }, () =>
      H.map((_, i) =>
        H[0].map(
          (_v, c) =>
            H.slice(0, i + 1).reduce((sum, row, j) => sum + (j === i ? 2 : u[at++ % 9000]) * row[c], 0) +
            0.02 * u[at++ % 9000],
        ),
      ),
    )
    b.compare({
      name: `latentCapabilities, ${d} latents, 12 columns, 8 domains`,
      ours: () => ck.latentCapabilities(domains),
    })
  }
}
