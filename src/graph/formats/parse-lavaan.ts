import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { unreadable } from '../../text.js'
import { graphOfKind } from '../kinds/graph-of-kind.js'
import type { Admg, Dag } from '../types.js'
import { mostEdges, tooMany } from './block-text.js'
import { type LavaanToken, lavaanFormulas } from './lavaan-formulas.js'
import { lavaanTerms } from './lavaan-term.js'

/**
 * A graph from a model in lavaan syntax.
 *
 * `y ~ x + z` are directed edges into y; `f =~ y1 + y2` directed edges out of f, which is latent; `f <~ x1 + x2` directed
 * edges into f; `x ~~ y` is a bidirected edge. A coefficient or covariance fixed at zero, `0*x`, is no edge; one fixed at
 * another value, labelled or given a start is one, and so is one that is zero in some groups only, `c(0, NA)*x`.
 *
 * Variances, intercepts, thresholds (`x | t1`), scaling factors (`x ~*~ x`), definitions (`:=`) and constraints (`==`,
 * `<`, `>`) say nothing about the graph and are passed over; but `a == 0` for the label of an edge is an error, since it
 * takes the edge away. Products such as `x:z`, functions of variables, and blocks for groups or levels are errors.
 * Covariances that lavaan adds by itself are not added here.
 *
 * @param text - a model, one formula a line or with `;` between them; `#` and `!` begin comments
 * @returns a DAG, or an ADMG where there are covariances
 * @throws CausalError `parse` with line and column; `too-large` for more than a million edges; `cycle` for a model that is
 *   not recursive
 * @complexity O(length + m log m)
 * @category Graphs
 * @example
 * toDagitty(parseLavaan('y ~ b*x + m \n m ~ x + 0*z \n x ~~ y'))
 * //=> 'dag { y x m z y <-> x x -> y x -> m m -> y }'
 */
export function parseLavaan(text: string): Dag | Admg {
  return calledAs('parseLavaan', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const nodes = new Set<string>()
    const latents = new Set<string>()
    const directed: [string, string][] = []
    const bidirected: [string, string][] = []
    const labels = new Set<string>()
    const zeros: LavaanToken[] = []
    const given = new Map<string, boolean>()
    const fail = (at: number, message: string): never => {
      throw unreadable(text, at, message)
    }
    for (const formula of lavaanFormulas(text)) {
      const split = formula.findIndex(({ kind, text }) => kind === 'sign' && operators.has(text))
      if (split < 0) fail(formula[0]!.at, unknownFormula(text, formula))
      const operator = formula[split]!
      const [left, right] = [formula.slice(0, split), formula.slice(split + 1)]
      if (operator.text === '==') zeros.push(...labelsAtZero(left, right))
      if (!drawn.has(operator.text)) continue
      const second = right.find(({ kind, text }) => kind === 'sign' && operators.has(text))
      if (second !== undefined)
        fail(second.at, `a formula has one operator, found both ${operator.text} and ${second.text}.`)
      const heads = lavaanTerms(text, left, operator.at)
      const terms = merged(lavaanTerms(text, right, operator.at))
      const count = directed.length + bidirected.length + heads.length * terms.length
      if (count > mostEdges) throw tooMany(text, operator.at, count)
      for (const head of heads) {
        if (head.name === null || head.isZero) fail(head.at, `expected the name of a variable before ${operator.text}.`)
        const name = head.name!
        nodes.add(name)
        if (operator.text === '=~') latents.add(name)
        for (const term of terms) {
          for (const label of term.labels) labels.add(label)
          if (term.name === null) {
            if (operator.text !== '~') fail(term.at, `expected the name of a variable after ${operator.text}.`)
            continue
          }
          if (name === term.name && operator.text !== '~~') fail(term.at, `${show(name)} stands on both sides.`)
          nodes.add(term.name)
          if (name === term.name) continue
          const [from, to] = operator.text === '=~' ? [name, term.name] : [term.name, name]
          const ends = operator.text === '~~' ? [from, to].sort() : ['', from, to]
          const key = ends.join(' ')
          if (given.get(key) === !term.isZero)
            fail(term.at, `${show(term.name)} is given twice here, once fixed at zero and once not: keep one.`)
          given.set(key, term.isZero)
          if (!term.isZero)
            (operator.text === '~~' ? bidirected : directed).push(
              operator.text === '~~' ? [name, term.name] : [from, to],
            )
        }
      }
    }
    for (const { text: label, at } of zeros)
      if (labels.has(label))
        fail(at, `${label} is fixed at zero, so what it labels is not an edge: write 0* there instead.`)
    const list = [...nodes]
    const hidden = { nodes: list, directed, latents: list.filter((name) => latents.has(name)) }
    return (bidirected.length === 0 ? graphOfKind('dag', hidden) : graphOfKind('admg', { ...hidden, bidirected })) as
      | Dag
      | Admg
  })
}

const operators = new Set(['=~', '~~', '<~', '~*~', '~', '|', ':=', '==', '<', '>'])
/** Those that draw edges. */
const drawn = new Set(['=~', '~~', '<~', '~'])

function unknownFormula(source: string, formula: readonly LavaanToken[]): string {
  const last = formula.at(-1)!
  const whole = show(source.slice(formula[0]!.at, last.at + last.text.length))
  return formula[1]?.text === ':'
    ? `${whole} begins another block, and only models of one block can be read: give each block separately.`
    : `cannot read ${whole}: expected a formula with ~, ~~, =~ or <~.`
}

/** The modifiers of one variable may stand in several terms: `0*x + b*x`. */
function merged(terms: ReturnType<typeof lavaanTerms>): ReturnType<typeof lavaanTerms> {
  const byName = new Map<string | null, (typeof terms)[number]>()
  for (const term of terms) {
    const known = byName.get(term.name) ?? term
    byName.set(term.name, { ...known, isZero: known.isZero || term.isZero, labels: [...known.labels, ...term.labels] })
  }
  return [...byName.values()]
}

/** The label in `a == 0` or `0 == a`. */
function labelsAtZero(left: readonly LavaanToken[], right: readonly LavaanToken[]): LavaanToken[] {
  const [a, b] = [left[0], right[0]]
  if (left.length !== 1 || right.length !== 1) return []
  if (a!.kind === 'name' && b!.kind === 'number' && Number(b!.text) === 0) return [a!]
  return b!.kind === 'name' && a!.kind === 'number' && Number(a!.text) === 0 ? [b!] : []
}
