import type { Estimand, EstimandValue, ProbabilityTerm } from '../../../estimand/terms/types.js'
import type { ProofLine } from '../proof-types.js'
import { multiplied, plainValue, summed, valueKey, worldTermKey } from './world-terms.js'

/** A conjunction as a sum over a product of factors, each an experiment or a term that has no line. */
interface Side {
  readonly over: readonly EstimandValue[]
  readonly factors: readonly {
    readonly key: string
    readonly term: ProbabilityTerm
    readonly experiment: Estimand | null
  }[]
}

/**
 * What lines about worlds make of a probability: a formula in experiments, or null where a factor has no line and does not cancel
 * either. A factor that stands above and below the bar goes, with the sums over it.
 */
export function experimentalFormula(effect: ProbabilityTerm, lines: readonly ProofLine[]): Estimand | null {
  const table = new Map(lines.map((line) => [worldTermKey(line.before), line]))
  const first = table.get(worldTermKey(effect))
  if (first?.rule === 'certain' || first?.rule === 'impossible') return first.after
  if (first?.rule !== 'condition') return effect.given.length > 0 ? null : formulaOf(sideOf(table, effect))
  const { numerator, denominator } = first.after as Extract<Estimand, { type: 'ratio' }>
  const [above, below] = withoutCommon(
    sideOf(table, numerator as ProbabilityTerm),
    sideOf(table, denominator as ProbabilityTerm),
  )
  const top = formulaOf({ over: [], factors: above.factors })
  const bottom = formulaOf(below)
  if (top === null || bottom === null) return null
  const isOne = bottom.type === 'constant' && bottom.value === 1
  return summed(above.over, isOne ? top : Object.freeze({ type: 'ratio', numerator: top, denominator: bottom }))
}

function sideOf(table: ReadonlyMap<string, ProofLine>, whole: ProbabilityTerm): Side {
  const lineOf = (e: ProbabilityTerm, rule: ProofLine['rule']): ProofLine | null => {
    const line = table.get(worldTermKey(e))
    return line?.rule === rule ? line : null
  }
  if (lineOf(whole, 'certain') !== null) return { over: [], factors: [] }
  const spread = lineOf(whole, 'consistency')?.after ?? whole
  const [over, network] =
    spread.type === 'sum' ? [spread.over, spread.body as ProbabilityTerm] : [[], spread as ProbabilityTerm]
  const parted = lineOf(network, 'independence')?.after
  const terms = parted?.type === 'product' ? (parted.factors as readonly ProbabilityTerm[]) : [network]
  const factors = terms.map((term) => {
    const isPlain = [...term.of].every((v) => v.do === undefined || v.do.length === 0)
    const experiment = lineOf(term, 'one world')?.after ?? (isPlain ? term : null)
    return { key: worldTermKey(term), term, experiment }
  })
  return { over, factors }
}

/** Without the factors without an experiment that both sides have, if nothing else speaks of the values that are summed there. */
function withoutCommon(above: Side, below: Side): readonly [Side, Side] {
  const common = above.factors.find(
    ({ key, experiment }) => experiment === null && below.factors.some((f) => f.key === key),
  )
  if (common === undefined) return [above, below]
  const spoken = ({ of }: ProbabilityTerm): Set<string> =>
    new Set(of.flatMap((v) => [plainValue(v), ...(v.do ?? [])]).map(valueKey))
  const inside = spoken(common.term)
  const left = (side: Side): Side | null => {
    const factors = side.factors.filter(({ key }) => key !== common.key)
    const over = side.over.filter((v) => !inside.has(valueKey(v)))
    const bound = side.over.filter((v) => inside.has(valueKey(v))).map(valueKey)
    const isFree = factors.every(({ term }) => {
      const said = spoken(term)
      return !bound.some((key) => said.has(key))
    })
    return isFree && factors.length === side.factors.length - 1 ? { over, factors } : null
  }
  const bounds = [above, below].map((side) =>
    side.over
      .map(valueKey)
      .filter((key) => inside.has(key))
      .sort()
      .join('\0'),
  )
  const [top, bottom] = [left(above), left(below)]
  if (top === null || bottom === null || bounds[0] !== bounds[1]) return [above, below]
  return [top, bottom]
}

function formulaOf({ over, factors }: Side): Estimand | null {
  const experiments = factors.map(({ experiment }) => experiment)
  return experiments.includes(null) ? null : summed(over, multiplied(experiments as Estimand[]))
}
