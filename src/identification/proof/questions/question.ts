import { CausalError } from '../../../errors.js'
import type { Independent } from '../../../estimand/simplify/cancel-factors.js'
import { simplifyExpr } from '../../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../../estimand/terms/convert.js'
import type { Expr, Prob, Symbols } from '../../../estimand/terms/expr.js'
import type { Estimand } from '../../../estimand/terms/types.js'
import type { IndexedGraph } from '../../../graph/core/indexed.js'
import { chooseFree } from '../../id/choose-free.js'
import { expandTerms } from '../expand-terms.js'
import { type Line, Lines } from '../proof-lines.js'
import type { Setting } from '../proof-setting.js'

/** A question whose answer is to be proved: where its lines are read, what is asked, and how an answer is written. */
export interface Question {
  readonly g: IndexedGraph
  readonly setting: (symbols: Symbols) => Setting
  readonly effect: Prob
  /** The values that the question names. */
  readonly asked: ReadonlySet<number>
  /** Separation, for the short form of the formula. */
  readonly oracle: Independent
  /** The lines of the proof, in a setting; null where the effect is not identifiable. */
  readonly prove: (setting: Setting) => readonly Line[] | null
}

/** The formula that lines make of an effect, simplified; null where a term has no line. */
export function concluded<N extends string>(
  { asked, oracle }: Question,
  setting: Setting,
  lines: readonly Line[],
  effect: Expr,
): Estimand<N> | null {
  const expr = expandTerms(setting, lines, effect)
  if (expr === null) return null
  const { symbols } = setting
  return toEstimand<N>({ symbols, expr: simplifyExpr(symbols, chooseFree(symbols, expr, asked), oracle) })
}

/** The lines that an effect needs, of those made; made in several ways for each term, where one way leads back to where it came from. */
export function joinedLines(setting: Setting, effect: Expr, make: (lines: Lines) => void): readonly Line[] {
  for (const isThorough of [false, true]) {
    const lines = new Lines(setting, isThorough)
    make(lines)
    const used = new Set<Line>()
    if (expandTerms(setting, lines.list, effect, used) !== null) return lines.list.filter((line) => used.has(line))
  }
  throw new CausalError(
    'not-supported',
    'the effect is identified, but its lines do not join into a proof: read the derivation of the answer instead.',
  )
}
