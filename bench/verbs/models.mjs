// Models, diagrams, bounds, effects and estimation: the sizes of scm.bench.mjs, diagram.bench.mjs and estimation.bench.mjs.
import { gaussian, numbers } from '../against-inputs.mjs'

const chainModel = (l, n) => {
  const spec = { V0: l.bernoulli(0.5) }
  for (let i = 1; i < n; i++) spec[`V${i}`] = l.cpt([`V${i - 1}`], { 0: 0.2, 1: 0.7 })
  return l.scm(spec)
}
const linearModel = (l, p = 10) => {
  const spec = {}
  for (let i = 0; i < p; i++) {
    const parents = [i - 1, i - 2, i - 4].filter((j) => j >= 0).map((j) => [`X${j}`, 0.5 - 0.1 * j])
    spec[`X${i}`] = parents.length === 0 ? l.normal(0, 1) : l.linear(Object.fromEntries(parents), l.normal(0, 1))
  }
  return l.scm(spec)
}
const net = (l, n, reach = 8) => {
  const next = numbers(11)
  const names = Array.from({ length: n }, (_, i) => `V${i}`)
  const directed = []
  for (let j = 1; j < n; j++) {
    const from = Math.max(0, j - reach)
    const count = Math.min(j - from, Math.floor(next() * 4))
    const chosen = new Set()
    while (chosen.size < count) chosen.add(from + Math.floor(next() * (j - from)))
    for (const i of chosen) directed.push([names[i], names[j]])
  }
  const boxes = new Map(
    names.map((name) => [
      name,
      Float64Array.from(
        Array.from({ length: 2 ** directed.filter((e) => e[1] === name).length }, () => next()).flatMap((x) => [
          x,
          1 - x,
        ]),
      ),
    ]),
  )
  return { d: l.diagramOf(l.dag({ nodes: names, directed }), { outputs: [`V${n - 2}`, `V${n - 1}`] }), boxes }
}
const fresh = (d) => Object.freeze({ ...d, wires: Object.freeze([...d.wires]), boxes: Object.freeze([...d.boxes]) })
const study = (l, n, p = 5) => {
  const draw = gaussian(8)
  const Z = Array.from({ length: p }, () => Float64Array.from({ length: n }, draw))
  const T = Float64Array.from({ length: n }, (_, i) => (Z[0][i] + Z[1][i] / 2 + draw() > 0 ? 1 : 0))
  const Y = Float64Array.from({ length: n }, (_, i) => 2 * T[i] + Z.reduce((s, z) => s + z[i] / 2, 0) + draw())
  const names = Z.map((_, k) => `Z${k}`)
  const directed = [
    ...names.flatMap((z) => [
      [z, 'T'],
      [z, 'Y'],
    ]),
    ['T', 'Y'],
  ]
  const graph = l.dag({ nodes: [...names, 'T', 'Y'], directed })
  return {
    data: l.table({ ...Object.fromEntries(names.map((z, k) => [z, Z[k]])), T, Y }),
    graph,
    treatment: 'T',
    outcome: 'Y',
  }
}
const estimate = (estimator) => (l) => {
  const { data, ...question } = study(l, 2000)
  return () => l.estimateEffect(data, { ...question, estimator: estimator(l) })
}
const binary = (l) => {
  const c = (p, q) => ({ 0: { 0: p, 1: 1 - p }, 1: { 0: q, 1: 1 - q } })
  return l.scm({
    U: l.bernoulli(0.4),
    X: l.cpt(['U'], c(0.3, 0.8), { response: 'quantile' }),
    M: l.cpt(['X'], c(0.2, 0.7), { response: 'quantile' }),
    Y: l.cpt(['M', 'U'], { 0: c(0.1, 0.4), 1: c(0.5, 0.9) }, { response: 'quantile' }),
  })
}

export default {
  'scm of 10 linear mechanisms': (l) => () => linearModel(l),
  'sample 10,000 of a linear model': (l) => {
    const m = linearModel(l)
    return () => l.sample(m, 10_000, { seed: 1 })
  },
  'sample 10,000 of a chain of 30 tables': (l) => {
    const m = chainModel(l, 30)
    return () => l.sample(m, 10_000, { seed: 1 })
  },
  'query a chain of 1,000': (l) => {
    const m = chainModel(l, 1000)
    return () => l.query(m, ['V999'])
  },
  'query four variables, given and do': (l) => {
    const m = binary(l)
    return () => l.query(m, ['Y'], { given: { M: '1' }, do: { X: '1' } })
  },
  'query a linear model': (l) => {
    const m = linearModel(l)
    return () => l.query(m, ['X9'], { given: { X3: 1 }, do: { X1: 2 } })
  },
  intervene: (l) => {
    const m = linearModel(l)
    return () => l.intervene(m, { X3: 1 })
  },
  'counterfactual, linear': (l) => {
    const m = linearModel(l)
    return () => l.counterfactual(m, { given: { X0: 0, X9: 1 }, do: { X1: 1 } })
  },
  counterfactualProbability: (l) => {
    const m = binary(l)
    return () =>
      l.counterfactualProbability(m, [{ variable: 'Y', value: '1', do: { X: '1' } }], {
        given: [{ variable: 'Y', value: '0' }],
      })
  },
  'logLikelihood, 2,000 rows': (l) => {
    const m = linearModel(l)
    const t = l.sample(m, 2000, { seed: 1 })
    return () => l.logLikelihood(m, t)
  },
  'fitScm, 2,000 rows': (l) => {
    const m = linearModel(l)
    const t = l.sample(m, 2000, { seed: 1 })
    const g = l.graphOf(m)
    return () => l.fitScm(g, t)
  },
  'diagramOf 50 nodes': (l) => {
    const names = Array.from({ length: 50 }, (_, i) => `V${i}`)
    const g = l.dag({ nodes: names, directed: names.slice(1).map((v, i) => [names[i], v]) })
    return () => l.diagramOf(g, { outputs: ['V49'] })
  },
  'compose 1,000 boxes': (l) => {
    const parts = Array.from({ length: 1000 }, () => l.box('f', ['A'], ['A']))
    return () => l.compose(...parts)
  },
  'compose boxes one at a time, 200': (l) => () => {
    let d = l.box('f', ['A'], ['A'])
    for (let i = 0; i < 200; i++) d = l.compose(d, l.box('f', ['A'], ['A']))
    return d
  },
  'compose two boxes': (l) => {
    const [f, g] = [l.box('f', ['A'], ['B']), l.box('g', ['B'], ['C'])]
    return () => l.compose(f, g)
  },
  'equalDiagrams, 50 boxes': (l) => {
    const { d } = net(l, 50)
    return () => l.equalDiagrams(fresh(d), fresh(d))
  },
  'canonicalForm, 500 boxes': (l) => {
    const { d } = net(l, 500)
    return () => l.canonicalForm(fresh(d))
  },
  'interpret 50 boxes': (l) => {
    const { d, boxes } = net(l, 50)
    return () => l.interpret(d, l.stochastic, boxes)
  },
  'interpret 50 boxes, planned anew': (l) => {
    const { d, boxes } = net(l, 50)
    return () => l.interpret(fresh(d), l.stochastic, boxes)
  },
  'cut and its hashes, 50 boxes': (l) => {
    const { d } = net(l, 50)
    return () => l.cut(fresh(d), 'V25')
  },
  'toSvg of a diagram of 50 boxes': (l) => {
    const { d } = net(l, 50)
    return () => l.toSvg(d)
  },
  'toSvg of a diagram of 3 boxes': (l) => {
    const d = l.compose(l.box('f', ['A'], ['B']), l.box('g', ['B'], ['C']), l.box('h', ['C'], ['D']))
    return () => l.toSvg(d)
  },
  'toTikz of a diagram of 50 boxes': (l) => {
    const { d } = net(l, 50)
    return () => l.toTikz(d)
  },
  disintegrate: (l) => {
    const { d, boxes } = net(l, 50)
    const joint = l.interpret(d, l.stochastic, boxes)
    return () => l.disintegrate(joint, ['V48'])
  },
  'regressionAdjustment, 2,000 rows': estimate((l) => l.regressionAdjustment()),
  'ipw, 2,000 rows': estimate((l) => l.ipw()),
  'aipw, 2,000 rows': estimate((l) => l.aipw()),
  '100 bootstraps of aipw': (l) => {
    const { data, ...question } = study(l, 2000)
    return () => l.bootstrapEffect(data, { ...question, estimator: l.aipw(), draws: 100, seed: 1 })
  },
  'evaluateEstimand, back door': (l) => {
    const g = l.dag('Z -> X -> Y <- Z')
    const { estimand } = l.identify(g, { do: 'X', outcome: 'Y' })
    const joint = l.factor(
      [
        { name: 'X', states: ['0', '1'] },
        { name: 'Y', states: ['0', '1'] },
        { name: 'Z', states: ['0', '1', '2'] },
      ],
      Float64Array.from({ length: 12 }, (_, i) => (1 + i) / 78),
    )
    return () => l.evaluateEstimand(estimand, joint)
  },
  tianPearlBounds: (l) => {
    const joint = l.factor(
      [
        { name: 'X', states: ['0', '1'] },
        { name: 'Y', states: ['0', '1'] },
      ],
      [0.1, 0.2, 0.3, 0.4],
    )
    return () => l.tianPearlBounds({ observed: joint }, { treatment: 'X', outcome: 'Y' })
  },
  'shapleyValues, 8 players': (l) => {
    const players = Array.from({ length: 8 }, (_, i) => `p${i}`)
    return () => l.shapleyValues(players, (s) => s.length ** 2)
  },
  'simulateDag and simulateLinear': (l) => () =>
    l.simulateLinear(l.simulateDag(20, { degree: 3, seed: 1 }), 1000, { seed: 1 }),
}
