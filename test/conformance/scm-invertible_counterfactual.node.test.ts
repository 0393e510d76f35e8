import {
  type AnyMechanism,
  additive,
  counterfactual,
  type Link,
  locationScale,
  noiseOf,
  normal,
  postNonlinear,
  query,
  type Scm,
  scm,
  shift,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

type Values = Record<string, number>
type Polynomial = { coef: number; powers: Record<string, number> }[]
interface Case {
  id: string
  scm: {
    nodes: string[]
    mechanisms: Record<string, { type: string; location: Polynomial; scale: Polynomial; link: string }>
  }
  noise: Values
  evidence: Values
  counterfactuals: { do: Record<string, { value: number } | { add: number }>; value: Values }[]
}

const links: Record<string, Link> = {
  identity: { apply: (z) => z, invert: (x) => x },
  sinh: { apply: Math.sinh, invert: Math.asinh },
  cube: { apply: (z) => z ** 3, invert: Math.cbrt },
  logistic: { apply: (z) => 1 / (1 + Math.exp(-z)), invert: (x) => Math.log(x / (1 - x)) },
  exp: { apply: Math.exp, invert: Math.log },
}

const parentsOf = (terms: Polynomial): string[] => [...new Set(terms.flatMap(({ powers }) => Object.keys(powers)))]
const polynomial = (terms: Polynomial, pa: Values): number =>
  terms.reduce(
    (sum, { coef, powers }) =>
      sum + Object.entries(powers).reduce((product, [name, k]) => product * pa[name]! ** k, coef),
    0,
  )

conformance<Case, { cases: Case[] }>(
  'scm/invertible_counterfactual',
  'scm/invertible_counterfactual.json',
  (document) => document.cases,
  ({ scm: spec, noise, evidence, counterfactuals }) => {
    const mechanisms = spec.nodes.map((name): [string, AnyMechanism] => {
      const { type, location, scale, link } = spec.mechanisms[name]!
      const parents = [...new Set([...parentsOf(location), ...parentsOf(scale)])]
      const at = (pa: Values) => polynomial(location, pa)
      if (type === 'additive') return [name, additive(parents, at, normal(0, 1))]
      if (type === 'locationscale')
        return [name, locationScale(parents, at, (pa: Values) => polynomial(scale, pa), normal(0, 1))]
      return [name, postNonlinear(parents, at, normal(0, 1), links[link]!)]
    })
    const model = scm(Object.fromEntries(mechanisms)) as unknown as Scm<Values, 'sample' | 'evaluate' | 'invert', 'dag'>
    const relative = (actual: number, wanted: number, what: string) => expectClose(actual, wanted, 1e-8, 1e-8, what)
    const found = noiseOf(model, evidence)
    for (const [name, u] of Object.entries(noise)) relative(found[name] as number, u, `noise of ${name}`)
    for (const { do: what, value } of counterfactuals) {
      const act = Object.fromEntries(
        Object.entries(what).map(([name, a]) => [name, 'value' in a ? a.value : shift(a.add)]),
      )
      const answer = query(counterfactual(model, { given: evidence, do: act }), spec.nodes)
      for (const name of spec.nodes) {
        const x =
          answer.method === 'unit'
            ? answer.values[name]!
            : answer.method === 'gaussian'
              ? answer.mean[spec.nodes.indexOf(name)]!
              : Number.NaN
        relative(x, value[name]!, `${name} of ${JSON.stringify(what)}`)
      }
    }
  },
)
