import { CausalError } from '../../errors.js'
import { checkedList, checkedObject, indexNames, lookUp } from '../../names.js'
import { show } from '../../show.js'
import { checkLaw } from '../mechanisms/check-law.js'
import type { AnyScm } from './types.js'

/** Throws unless a value, perhaps from JSON or a worker, has the parts of a model; cycles and states are looked at by `structureOf`. */
export function checkModel(model: AnyScm): void {
  const { variables, laws } = (model ?? {}) as Partial<AnyScm>
  if (model?.kind !== 'scm' || !Array.isArray(variables) || !Array.isArray(laws))
    throw new CausalError('invalid-argument', 'expected a model made by scm(), discreteScm() or intervene().')
  const index = indexNames('variable', variables)
  const lawsOf = (what: string, list: AnyScm['laws']): void => {
    if (checkedList(what, list).length !== variables.length) {
      const message = `the model has ${variables.length} variables, but ${list.length} ${what}: each has one.`
      throw new CausalError('invalid-argument', message, { variables: variables.length, laws: list.length })
    }
    for (const [i, law] of list.entries()) checkLaw(show(variables[i]), law)
  }
  lawsOf('laws', laws)
  indexNames('latent variable', model.latents)
  for (const name of model.latents) lookUp('variable', index, name)
  for (const entry of checkedList('noiseCovariance', model.noiseCovariance)) {
    const { first, second, covariance } = checkedObject('entry of noiseCovariance', entry)
    for (const end of [first, second]) {
      const { variable, law } = checkedObject('end of a noiseCovariance', end)
      lookUp('variable', index, variable)
      checkLaw(show(variable), law)
    }
    if (typeof covariance !== 'number' || !Number.isFinite(covariance))
      throw new CausalError('invalid-argument', `a covariance of noises is a finite number, got ${show(covariance)}.`)
  }
  for (const past of checkedList('past', model.past)) {
    lawsOf('laws of the past', checkedObject('past', past).laws)
    for (const pair of checkedList('given of the past', past.given)) {
      const [name, value] = checkedList('entry of what was given', pair)
      lookUp('variable', index, name)
      if (typeof value !== 'string' && !(typeof value === 'number' && Number.isFinite(value)))
        throw new CausalError('invalid-argument', `what was given for ${show(name)} is ${show(value)}, not a value.`)
    }
    checkedObject('draws of the past', past.draws)
  }
}
