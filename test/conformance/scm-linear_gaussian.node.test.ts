import {
  abduct,
  averageTreatmentEffect,
  controlledDirectEffect,
  counterfactual,
  graphOf,
  type Intervention,
  linear,
  noiseOf,
  normal,
  pathSpecificEffect,
  populationRegression,
  query,
  type Scm,
  scm,
  shift,
} from '../../src/index.js'
import { conformance, expectClose } from './harness.js'

type Values = Record<string, number>
type Act = { value: number } | { add: number } | { mean: number; var: number } | { intercept: number; coef: Values }
interface Query {
  kind: string
  do: Record<string, Act>
  given: Values
  evidence: Values
  mean: number[]
  cov: number[][]
  noise: number[]
  value: number[] & number[][] & Values & number
  treatment: string
  outcome: string
  through: string
  target: string
  total: number
  direct: number
  indirect: number
  product: number
  regressors: string[]
  coef: number[]
}
interface Case {
  id: string
  scm: { nodes: string[]; B: number[][]; intercept: number[]; omega: number[][] }
  queries: Query[]
}
type Model = Scm<Values, 'sample' | 'evaluate' | 'invert', 'dag' | 'admg'>

function modelOf({ nodes, B, intercept, omega }: Case['scm']): Model {
  const spec = nodes.map((name, i) => {
    const coefficients = Object.fromEntries(B[i]!.flatMap((b, j) => (b === 0 ? [] : [[nodes[j]!, b]])))
    return [name, linear(coefficients, normal(0, Math.sqrt(omega[i]![i]!)), { intercept: intercept[i]! })] as const
  })
  const correlated = nodes.flatMap((a, i) =>
    nodes.slice(0, i).flatMap((b, j) => (omega[i]![j] === 0 ? [] : [[a, b, omega[i]![j]!] as const])),
  )
  return scm(Object.fromEntries(spec), { correlated }) as unknown as Model
}

const actOf = (act: Record<string, Act>): Record<string, Intervention<Values, number>> =>
  Object.fromEntries(
    Object.entries(act).map(([name, a]) => {
      if ('value' in a) return [name, a.value]
      if ('add' in a) return [name, shift(a.add)]
      if ('mean' in a) return [name, normal(a.mean, Math.sqrt(a.var))]
      return [name, linear(a.coef, null, { intercept: a.intercept })]
    }),
  )

/** All directed paths, each as its nodes. */
function pathsThrough(model: Model, from: string, to: string, through: string): string[][] {
  const children = new Map<string, string[]>()
  for (const { from: a, to: b, fromMark } of graphOf(model).edges)
    if (fromMark === 'tail') children.set(a, [...(children.get(a) ?? []), b])
  const walk = (path: string[]): string[][] =>
    path.at(-1) === to ? [path] : (children.get(path.at(-1)!) ?? []).flatMap((next) => walk([...path, next]))
  return walk([from]).filter((path) => path.includes(through))
}

conformance<Case, { cases: Case[] }>(
  'scm/linear_gaussian',
  'scm/linear_gaussian.json',
  (document) => document.cases,
  (item) => {
    const { nodes, omega } = item.scm
    const model = modelOf(item.scm)
    const close = (actual: number, wanted: number, what: string) => expectClose(actual, wanted, 1e-9, 1e-9, what)
    const checkJoint = (answer: ReturnType<typeof query<Values, never, 'dag', string>>, q: Query) => {
      if (answer.method !== 'gaussian') throw new Error(`${q.kind}: ${answer.method}`)
      const n = nodes.length
      for (let i = 0; i < n; i++) {
        close(answer.mean[i]!, q.mean[i]!, `${q.kind} mean`)
        for (let j = 0; j < n; j++) close(answer.covariance[i * n + j]!, q.cov[i]![j]!, `${q.kind} cov ${i} ${j}`)
      }
    }
    for (const q of item.queries) {
      const { treatment, outcome } = q
      if (q.kind === 'moments') checkJoint(query(model, nodes, { do: actOf(q.do) }) as never, q)
      else if (q.kind === 'conditional')
        checkJoint(query(model, nodes, { do: actOf(q.do), given: q.given }) as never, q)
      else if (q.kind === 'counterfactual-dist') {
        checkJoint(query(counterfactual(model, { given: q.evidence, do: actOf(q.do) }), nodes) as never, q)
      } else if (q.kind === 'counterfactual-unit') {
        const noise = noiseOf(model, q.evidence)
        for (const [i, name] of nodes.entries()) close(noise[name] as number, q.noise[i]!, `noise of ${name}`)
        const answer = query(counterfactual(model, { given: q.evidence, do: actOf(q.do) }), nodes)
        if (answer.method !== 'gaussian') throw new Error(`${q.kind}: ${answer.method}`)
        for (const [i, x] of (q.value as number[]).entries()) close(answer.mean[i]!, x, 'value')
      } else if (q.kind === 'effects') {
        const total = averageTreatmentEffect(model, { treatment, outcome }).value!
        const others = Object.fromEntries(
          nodes.filter((name) => name !== treatment && name !== outcome).map((name) => [name, 0]),
        )
        const direct = controlledDirectEffect(model, { treatment, outcome, mediators: others }).value!
        close(total, q.total, 'total')
        close(direct, q.direct, 'direct')
        close(total - direct, q.indirect, 'indirect')
      } else if (q.kind === 'path-effect') {
        const paths = pathsThrough(model, treatment, outcome, q.through)
        close(pathSpecificEffect(model, { treatment, outcome, paths }).value!, q.value as number, 'path effect')
      } else if (q.kind === 'total-effect-matrix') {
        for (const [i, to] of nodes.entries()) {
          for (const [j, from] of nodes.entries()) {
            const wanted = (q.value as number[][])[i]![j]!
            if (i === j) close(1, wanted, 'diagonal')
            else close(averageTreatmentEffect(model, { treatment: from, outcome: to }).value!, wanted, 'total effect')
          }
        }
      } else if (q.kind === 'population-regression') {
        const slopes = populationRegression(model, outcome, q.regressors)
        for (const [i, name] of q.regressors.entries()) close(slopes[name]!, q.coef[i]!, 'slope')
      } else if (q.kind === 'variance-icc') {
        // the variance that goes when a noise is known: by abduction of the node's own noise through its unit effect
        for (const [name, share] of Object.entries(q.value as Values)) {
          const effect =
            name === q.target ? 1 : averageTreatmentEffect(model, { treatment: name, outcome: q.target }).value!
          close(effect ** 2 * omega[nodes.indexOf(name)]![nodes.indexOf(name)]!, share, 'share')
        }
      } else throw new Error(`unknown kind ${q.kind}`)
    }
    // evidence on everything leaves no uncertainty
    const unit = Object.fromEntries(nodes.map((name, i) => [name, i]))
    const known = query(abduct(model, unit), nodes)
    if (known.method !== 'gaussian' || known.covariance.some((v) => Math.abs(v) > 1e-9))
      throw new Error('a unit is uncertain')
  },
)
