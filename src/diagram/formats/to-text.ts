import { CausalError, calledAs } from '../../errors.js'
import type { Estimand } from '../../estimand/terms/types.js'
import { estimandText } from '../../estimand/text/estimand-text.js'
import { checkOptions } from '../../options.js'
import { show } from '../../show.js'
import type { Diagram } from '../terms/types.js'
import { diagramText } from './diagram-text.js'

/**
 * How a diagram is written.
 *
 * @category Diagrams
 */
export interface DiagramTextOptions {
  /** Whether only ASCII signs are used besides those of names: `*` and `->` for `⊗` and `→`. False unless told. */
  readonly ascii?: boolean
  /** Whether boxes are written with their types where they first stand; true unless told. */
  readonly types?: boolean
}

/**
 * An expression or a string diagram as one line of text.
 *
 * An estimand is written like `Σ_z P(y | x, z) P(z)`, which {@link parseEstimand} reads back. A diagram is written as its
 * layers one after another, like `f[A → B] ; copy[B] ; (g[B → C] ⊗ id[B])`, which {@link parseDiagram} reads back: `;` is
 * composition, `⊗` stands for side by side, and a box has its type where it first stands. Names stand as they are; those
 * with spaces or punctuation stand in double quotes.
 *
 * @param value - an estimand or a diagram
 * @param options - for diagrams: ASCII signs only, without types
 * @returns the text
 * @throws CausalError `invalid-argument` for a value that is neither
 * @complexity O(s) for an estimand of s terms; for a diagram in step with its depth times the wires that run side by side
 * @category Estimands
 * @example
 * toText(parseEstimand('Σ_{z} P(y|x,z) P(z)'))
 * //=> 'Σ_z P(y | x, z) P(z)'
 * toText(diagramOf(dag('X -> Y')))
 * //=> 'X[→ X] ; copy[X] ; (id[X] ⊗ Y[X → Y])'
 * toText(swap('A', 'B'), { ascii: true })
 * //=> 'swap[A, B]'
 */
export function toText(value: Estimand | Diagram, options: DiagramTextOptions = {}): string {
  return calledAs('toText', () => {
    checkOptions('options', options, ['ascii', 'types'], { ascii: 'boolean', types: 'boolean' })
    if (typeof value !== 'object' || value === null || !('wires' in value)) return estimandText(value)
    const { ascii = false, types = true } = options
    for (const [name, flag] of [
      ['ascii', ascii],
      ['types', types],
    ] as const) {
      if (typeof flag !== 'boolean') {
        throw new CausalError('invalid-argument', `${name} must be true or false, got ${show(flag)}.`)
      }
    }
    return diagramText(value, ascii, types)
  })
}
