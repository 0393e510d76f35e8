import { CausalError } from '../../../errors.js'
import { parents } from '../../../graph/relations/parents.js'
import { quoteNames } from '../../../names.js'
import type { Factor } from '../../../probability/types.js'
import { type GaussianAnswer, query, type Scm } from '../../../scm/index.js'
import { declaredStates } from '../../../scm/parent-states.js'
import type { Roles } from './read-source.js'
import { worthOf } from './read-source.js'
import type { StableProblem } from './stable-problem.js'

/** The covariance of stable variables and outcome under do(mutable), in this order. */
export interface GaussianProblem {
  readonly covariance: Float64Array
  readonly count: number
}

/** The problem of a model: discrete as tables, linear and Gaussian as a covariance. */
export function problemOfModel(model: Scm, roles: Roles): StableProblem | GaussianProblem {
  const { stable, outcome, mutable, graph } = roles
  const free = [...stable, outcome]
  const ask = (names: readonly string[], act: Readonly<Record<string, unknown>>): unknown =>
    query(model, names as never, { do: act } as never)
  const whole = query(model, [...free, ...mutable] as never) as unknown
  if (!isFactor(whole)) {
    // a Gaussian model answers for any value of the mutable variables, and its covariance is the same for all
    const zero = ask(free, Object.fromEntries(mutable.map((name) => [name, 0]))) as Partial<GaussianAnswer>
    if (zero.method === 'gaussian') return { covariance: zero.covariance!, count: free.length }
    throw notDiscrete(free, mutable)
  }
  const variables = whole.variables
  const states = variables.slice(free.length).map(({ states }) => states)
  const settings = states.reduce((product, { length }) => product * length, 1)
  const kernel = new Float64Array(whole.values.length)
  for (let setting = 0; setting < settings; setting++) {
    const act: [string, unknown][] = []
    let rest = setting
    for (let m = mutable.length - 1; m >= 0; m--) {
      const state = states[m]![rest % states[m]!.length]!
      rest = Math.floor(rest / states[m]!.length)
      const cells = declaredStates(model.laws[model.variables.indexOf(mutable[m]!)]!)
      act.push([mutable[m]!, cells?.find((cell) => String(cell) === state) ?? state])
    }
    const found = ask(free, Object.fromEntries(act))
    if (!isFactor(found)) throw notDiscrete(free, mutable)
    for (let cell = 0; cell < found.values.length; cell++) kernel[cell * settings + setting] = found.values[cell]!
  }
  return {
    ...{ graph, variables, stable, mutable, kernel, observed: whole.values },
    parents: mutable.map((name) => parents(graph, name)),
    worth: worthOf(variables[stable.length]!),
  }
}

function isFactor(answer: unknown): answer is Factor {
  return (answer as { readonly method?: string }).method === 'discrete'
}

function notDiscrete(free: readonly string[], mutable: readonly string[]): CausalError {
  return new CausalError(
    'not-supported',
    `the worst case is known for discrete models and for linear Gaussian ones; ${quoteNames([...free, ...mutable])} are neither together. Where mechanisms are unbounded and the noise of the prediction depends on what they do, the risk has no maximum.`,
    { variables: [...free, ...mutable] },
  )
}
