import type { Categorical } from '../../../data/types.js'
import { CausalError } from '../../../errors.js'
import { show } from '../../../show.js'
import type { Response } from '../../mechanisms/law.js'

/**
 * How a variable's mechanism is learnt:
 *
 * - `linear`: least squares with normal noise; categorical parents enter by indicators
 * - `additive`: a sum of smooth functions of the parents (penalised splines) with normal noise
 * - `logistic`: logistic regression of a variable that is 0 or 1
 * - `cpt`: a table of frequencies, of discrete variables
 * - `multinomial`: logistic regression of any category on numeric parents
 * - `gamma`: a positive number whose mean is log-linear, with gamma noise as a factor (a constant coefficient of variation)
 * - `poisson`: a count whose mean is log-linear; its likelihood is known, and evidence on it is weighed by its probability
 * - `zero-inflated`: a count that is 0 with a constant probability and else `poisson`
 * - `ordinal`: ordered states by proportional odds, in the order of the column's levels or numbers; known likelihood
 * - `boosting`: boosted trees ({@link gradientBoosting}) with normal noise of the size of their errors on rows left out
 * - `empirical`: least squares, with the residuals themselves as the noise; without parents, the values themselves
 *
 * @category Models
 */
export type MechanismFamily =
  | 'linear'
  | 'additive'
  | 'logistic'
  | 'cpt'
  | 'empirical'
  | 'multinomial'
  | 'gamma'
  | 'poisson'
  | 'zero-inflated'
  | 'ordinal'
  | 'boosting'

/** What a family learns from: a node, its parents, and the columns of both. */
export interface Lesson {
  readonly name: string
  readonly parents: readonly string[]
  readonly columns: ReadonlyMap<string, Float64Array | Categorical>
  readonly rows: number
  readonly smoothing: number
  readonly response: Response | null
}

export function numbers({ name, columns }: Lesson): Float64Array {
  const column = columns.get(name)!
  if (column instanceof Float64Array) return column
  throw new CausalError('invalid-data', `${show(name)} is categorical, and this family needs numbers: use cpt.`, {
    variable: name,
  })
}
