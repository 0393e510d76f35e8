import { CausalError, calledAs } from '../../errors.js'
import { indexNames, lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { checkDistribution } from '../../probability/families/check-distribution.js'
import { isDistribution } from '../../probability/families/distribution.js'
import { show } from '../../show.js'
import { checkLaw, knownLaws } from '../mechanisms/check-law.js'
import { checkedNumber, isMechanism } from '../mechanisms/checks.js'
import type { Law } from '../mechanisms/law.js'
import type { AnyMechanism } from '../mechanisms/mechanism-types.js'
import { checkNoSpareRows } from '../parent-states.js'
import type { CapabilitiesOfSpec, CheckedSpec, LatentsOfSpec, ValueOf } from './spec-types.js'
import { madeModel, structureOf } from './structure.js'
import type { AnyScm, NoiseCovariance, Scm } from './types.js'

/**
 * Options of {@link scm}.
 *
 * @category Models
 */
export interface ScmOptions<N extends string> {
  /** Covariances between the normal noises of two variables: hidden common causes, without a variable for them. */
  readonly correlated: readonly (readonly [N, N, number])[]
}

/**
 * A structural causal model: each variable with the mechanism that generates it.
 *
 * An exogenous variable is its distribution; any other has a mechanism ({@link linear}, {@link cpt}, {@link mechanism},
 * …) that names its parents. The compiler checks that each parent is a variable of the model and holds what the
 * mechanism expects, and the call checks it again.
 *
 * @param spec - the variables, in any order, each with a distribution, a mechanism, or `latent(…)` of one
 * @param options - `correlated`: covariances of the noises of linear mechanisms with normal noise
 * @returns the model, frozen
 * @throws CausalError `unknown-name` for a parent that is no variable; `cycle`; `invalid-argument` for a table that lacks
 *   rows for a parent's states; `type-mismatch` for a sum over named states; `not-probability` for impossible covariances
 * @complexity O(variables + parents)
 * @category Models
 * @example
 * const model = scm({
 *   Z: normal(0, 1),
 *   X: linear({ Z: 0.8 }, normal(0, 1)),
 *   Y: linear({ X: 2, Z: -1 }, normal(0, 1)),
 * })
 * toDagitty(graphOf(model))
 * //=> 'dag { Z -> X Z -> Y X -> Y }'
 * scm({ X: linear({ Y: 1 }, null), Y: linear({ X: 1 }, null) })
 * //=> throws 'cycle'
 */
export function scm<const S extends Readonly<Record<string, AnyMechanism>>>(
  spec: S & CheckedSpec<S>,
  options: ScmOptions<keyof S & string>,
): Scm<{ -readonly [K in keyof S]: ValueOf<S[K]> }, CapabilitiesOfSpec<S>, 'admg', LatentsOfSpec<S>>
export function scm<const S extends Readonly<Record<string, AnyMechanism>>>(
  spec: S & CheckedSpec<S>,
): Scm<{ -readonly [K in keyof S]: ValueOf<S[K]> }, CapabilitiesOfSpec<S>, 'dag', LatentsOfSpec<S>>
export function scm(spec: Readonly<Record<string, AnyMechanism>>, options?: ScmOptions<string>): AnyScm {
  return calledAs('scm', () => {
    checkOptions('options', options, ['correlated'], { correlated: 'list' })

    if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
      throw new CausalError('invalid-argument', 'expected an object that maps each variable to its mechanism.')
    }
    const names = Object.keys(spec)
    indexNames('variable', names)
    const latents: string[] = []
    const laws = names.map((name) => {
      const given = spec[name]!
      const isLatent = given?.kind === 'latent'
      if (isLatent) latents.push(name)
      return lawOf(name, isLatent ? given.of : given)
    })
    const model = makeScm(names, laws, latents, covariances(names, laws, options?.correlated ?? []))
    checkNoSpareRows(model)
    return model
  })
}

/** The law of a distribution or a mechanism. */
export function lawOf(name: string, given: unknown): Law {
  if (isDistribution(given)) {
    checkDistribution(given)
    return knownLaws.made(Object.freeze({ family: 'root', parents: Object.freeze([]), noise: given }))
  }
  if (isMechanism(given)) {
    checkLaw(show(name), given.law)
    return given.law
  }
  const message = `${show(name)} needs a distribution or a mechanism such as linear(…), got ${show(given)}.`
  throw new CausalError('invalid-argument', message, { variable: name })
}

/** A frozen model from names and laws, checked. */
export function makeScm(
  names: readonly string[],
  laws: readonly Law[],
  latents: readonly string[],
  noiseCovariance: readonly NoiseCovariance[] = [],
  past: Scm['past'] = [],
): AnyScm {
  const model = Object.freeze({
    kind: 'scm' as const,
    variables: Object.freeze([...names]),
    laws: Object.freeze([...laws]),
    latents: Object.freeze([...latents]),
    noiseCovariance: Object.freeze([...noiseCovariance]),
    past: Object.freeze([...past]),
  })
  structureOf(madeModel(model))
  return model
}

function covariances(
  names: readonly string[],
  laws: readonly Law[],
  given: readonly (readonly [string, string, number])[],
): NoiseCovariance[] {
  const index = new Map(names.map((name, i) => [name, i]))
  const seen = new Set<number>()
  return given.map(([a, b, covariance]) => {
    const end = (name: string): { variable: string; law: Law } => {
      const law = laws[lookUp('variable', index, name)]!
      if ((law.family === 'linear' || law.family === 'root') && law.noise?.family === 'normal')
        return Object.freeze({ variable: name, law })
      const message = `only normal noises can be correlated, and that of ${show(name)} is not: use a latent variable.`
      throw new CausalError('not-supported', message, { variable: name })
    }
    const first = end(a)
    const second = end(b)
    const key = Math.min(index.get(a)!, index.get(b)!) * names.length + Math.max(index.get(a)!, index.get(b)!)
    if (a === b || seen.has(key)) {
      const message =
        a === b
          ? `the variance of a noise is its sd squared, not a covariance (${show(a)}).`
          : `the covariance of ${show(a)} and ${show(b)} is given twice.`
      throw new CausalError('duplicate-name', message, { pair: [a, b] })
    }
    seen.add(key)
    return Object.freeze({ first, second, covariance: checkedNumber('a covariance', covariance) })
  })
}
