import { normal } from 'causalkit/probability'
import { latent, linear, logistic, type Scm, scm } from 'causalkit/scm'
import { type ModelSettings, mechanismOf } from './settings'
import type { Structure } from './structure'

/** A model whose variables all hold numbers: those that are yes or no hold 1 and 0. */
export type NumberModel = Scm<Record<string, number>, 'sample' | 'evaluate' | 'invert'>

/** The structural causal model of a graph and the mechanisms set for it. */
export function modelOf(settings: ModelSettings, { nodes }: Structure): NumberModel {
  const spec = nodes.map((node) => {
    const { kind, intercept, noise, coefficients } = mechanismOf(settings, node)
    // without a response a yes or no would have no counterfactuals; by quantiles, more noise never turns a yes into a no
    const made =
      kind === 'linear'
        ? linear(coefficients, normal(0, noise), { intercept })
        : logistic(coefficients, { intercept, response: 'quantile' })
    return [node.name, node.hidden ? latent(made) : made] as const
  })
  return scm(Object.fromEntries(spec)) as unknown as NumberModel
}
