import type { Cell } from '../../data/types.js'
import { CausalError, calledAs } from '../../errors.js'
import { lookUp } from '../../names.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { CrossWorld, Term, WorldAct } from '../engines/terms.js'
import type { Capability } from '../mechanisms/mechanism-types.js'
import { structureOf } from '../models/structure.js'
import type { AnyScm, Scm } from '../models/types.js'
import type { Answer } from '../queries/expectation.js'
import { contrastMeans, contrastOf, type EffectQuestion, effectKeys, outcomeTerm } from './effects.js'

/**
 * A contrast of two treatments along some of the paths from treatment to outcome.
 *
 * @category Effects
 */
export interface PathQuestion<T, X extends keyof T, Y extends keyof T> extends EffectQuestion<T, X, Y> {
  /** Directed paths, each the list of its nodes from the treatment to the outcome. */
  readonly paths: readonly (readonly (keyof T)[])[]
}

type Values = Record<string, Cell>

/**
 * The path-specific effect: the change in the mean outcome when the change of treatment is transmitted along the given
 * paths only (Pearl 2001; Avin, Shpitser & Pearl 2005).
 *
 * Each node on the paths takes its value from parents that feel the change along these paths, all other parents are as they
 * are without the treatment. Where two paths meet and part again, a node may be seen with several values: from a model
 * the effect is well defined all the same.
 *
 * @param model - the model
 * @param question - `treatment`, `outcome`, the two values compared (`treated` 1 and `control` 0 by default), `paths`, and
 *   `outcomeState` where a state's probability is compared in place of a mean
 * @returns the effect, its standard error (0 where exact) and the method
 * @throws CausalError `unknown-name`; `invalid-argument` for a path that is not one of the graph; `not-supported` for a table
 *   without a response
 * @complexity a query over as many worlds as there are beginnings of the paths
 * @category Effects
 * @example
 * const model = scm({
 *   X: bernoulli(0.5),
 *   M: linear({ X: 2 }, normal(0, 1)),
 *   Y: linear({ X: 1, M: 3 }, normal(0, 1)),
 * })
 * pathSpecificEffect(model, { treatment: 'X', outcome: 'Y', paths: [['X', 'M', 'Y']] }).value
 * //=> 6
 */
export function pathSpecificEffect<
  T,
  C extends Capability,
  K extends 'dag' | 'admg',
  const X extends keyof T & string,
  const Y extends keyof T & string,
>(model: Scm<T, C, K>, question: PathQuestion<NoInfer<T>, X, Y>): Answer {
  return calledAs('pathSpecificEffect', () => {
    checkOptions('question', question, ['paths', ...effectKeys])

    const contrast = contrastOf(model as AnyScm, question as never)
    const { treatment, outcome, treated, control } = contrast
    const paths = checkedPaths(model as AnyScm, treatment, outcome, question.paths as readonly (readonly string[])[])
    const without: WorldAct<Values> = { [treatment]: control }
    const made = new Map<string, CrossWorld<Values>>()
    /** The node's value when the change comes along these beginnings of paths, which all end in it. */
    const along = (node: string, beginnings: readonly (readonly string[])[]): CrossWorld<Values> => {
      const key = JSON.stringify(beginnings)
      const known = made.get(key)
      if (known !== undefined) return known
      const act: Record<string, CrossWorld<Values> | Cell> = {}
      for (const parent of structureParents(model as AnyScm, node)) {
        const through = beginnings.filter((path) => path.at(-2) === parent).map((path) => path.slice(0, -1))
        if (parent === treatment) act[parent] = through.length > 0 ? treated : control
        else act[parent] = through.length > 0 ? along(parent, through) : { variable: parent, do: without }
      }
      const term = { variable: node, do: act }
      made.set(key, term)
      return term
    }
    return contrastMeans(contrast, [
      [1, along(outcome, paths) as Term<Values>],
      [-1, outcomeTerm(contrast, without)],
    ])
  })
}

function structureParents(model: AnyScm, node: string): readonly string[] {
  const { index } = structureOf(model)
  return model.laws[index.get(node)!]!.parents
}

function checkedPaths(
  model: AnyScm,
  treatment: string,
  outcome: string,
  paths: readonly (readonly string[])[],
): string[][] {
  const { index } = structureOf(model)
  const bad = (message: string, path: unknown): CausalError => new CausalError('invalid-argument', message, { path })
  if (!Array.isArray(paths)) throw bad('paths must be a list of lists of names.', paths)
  return paths.map((path) => {
    if (!Array.isArray(path) || path[0] !== treatment || path.at(-1) !== outcome) {
      throw bad(`a path goes from ${show(treatment)} to ${show(outcome)}, got ${show(path)}.`, path)
    }
    for (const [k, node] of path.entries()) {
      lookUp('variable', index, node)
      if (k === 0 || structureParents(model, node).includes(path[k - 1]!)) continue
      throw bad(`there is no edge ${show(path[k - 1])} -> ${show(node)} in the model.`, path)
    }
    return [...path]
  })
}
