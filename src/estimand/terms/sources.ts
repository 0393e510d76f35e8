import { CausalError } from '../../errors.js'
import { checkedObject, lookUp, quoteNames } from '../../names.js'
import { contract } from '../../probability/contraction/contract.js'
import { checkMass } from '../../probability/factors/check-mass.js'
import type { Factor, Variable } from '../../probability/types.js'
import { show } from '../../show.js'

/** A distribution checked and numbered. */
export interface CheckedSource {
  readonly act: readonly number[]
  readonly domain: string
  /** What it is conditioned on: only terms that condition on all of these are answered. */
  readonly given: readonly number[]
  /** Variables of the factor, in its order. */
  readonly scope: readonly number[]
  /** The same as a set. */
  readonly axis: ReadonlySet<number>
  readonly values: Float64Array
  readonly marginals: Map<string, Float64Array>
}

interface Source {
  readonly do?: readonly string[]
  readonly domain?: string
  readonly given?: readonly string[]
  readonly joint: Factor
}

/** All variables of the sources, each once with its states, and the sources over their positions. */
export function checkSources(inputs: readonly Source[]): {
  variables: readonly Variable[]
  sources: readonly CheckedSource[]
} {
  const variables: Variable[] = []
  const index = new Map<string, number>()
  for (const input of inputs) {
    const { joint } = checkedObject('source', input)
    checkMass('the joint', joint)
    for (const variable of joint.variables) {
      const known = index.get(variable.name)
      if (known === undefined) {
        index.set(variable.name, variables.length)
        variables.push(variable)
      } else if (variables[known]!.states.join('\0') !== variable.states.join('\0')) {
        throw new CausalError('type-mismatch', `the sources list different states for ${show(variable.name)}.`, {
          name: variable.name,
        })
      }
    }
  }
  const sources = inputs.map(({ do: act = [], domain = '', given = [], joint }): CheckedSource => {
    const scope = joint.variables.map((v) => index.get(v.name)!)
    const axes = (names: readonly string[], where: string): number[] => {
      const list = names.map((name) => lookUp('variable', index, name))
      const absent = list.filter((v) => !scope.includes(v))
      if (absent.length === 0) return list
      throw new CausalError(
        'invalid-argument',
        `the joint ${where} must have ${quoteNames(absent.map((v) => variables[v]!.name))} as an axis.`,
      )
    }
    const [set, seen] = [axes(act, 'under do'), axes(given, 'given some variables')]
    return { act: set, domain, given: seen, scope, axis: new Set(scope), values: joint.values, marginals: new Map() }
  })
  return { variables, sources }
}

/** The marginal over some variables, in their order, computed once. */
export function marginal(source: CheckedSource, keep: readonly number[], variables: readonly Variable[]): Float64Array {
  const key = keep.join()
  const known = source.marginals.get(key)
  if (known !== undefined) return known
  const { values } = contract({
    cardinalities: variables.map((v) => v.states.length),
    tensors: [{ scope: source.scope, values: source.values }],
    keep,
  })
  source.marginals.set(key, values)
  return values
}
