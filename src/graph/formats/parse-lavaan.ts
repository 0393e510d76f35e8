import { CausalError, calledAs } from '../../errors.js'
import { show } from '../../show.js'
import { graphOfKind } from '../kinds/graph-of-kind.js'
import type { Admg, Dag } from '../types.js'

/**
 * A graph from a model in lavaan syntax.
 *
 * `y ~ x + z` are directed edges into y; `f =~ y1 + y2` directed edges out of f, which is latent; `f <~ x1 + x2` directed
 * edges into f; `x ~~ y` is a bidirected edge. Variances, intercepts, thresholds, labels and starting values say nothing
 * about the graph, nor do lines with `:=`, `==`, `<` or `>`. Covariances that lavaan adds by itself are not added here.
 *
 * @param text - a model, one formula a line or with `;` between them; `#` and `!` begin comments
 * @returns a DAG, or an ADMG where there are covariances
 * @throws CausalError `parse` with the line; `cycle` for a model that is not recursive
 * @complexity O(length + m log m)
 * @category Graphs
 * @example
 * toDagitty(parseLavaan('y ~ b*x + m \n m ~ x \n x ~~ y'))
 * //=> 'dag { y <-> x x -> y x -> m m -> y }'
 */
export function parseLavaan(text: string): Dag | Admg {
  return calledAs('parseLavaan', () => {
    if (typeof text !== 'string') throw new CausalError('invalid-argument', 'expected a text.')
    const nodes = new Set<string>()
    const latents = new Set<string>()
    const directed: [string, string][] = []
    const bidirected: [string, string][] = []
    const fail = (line: number, message: string): never => {
      throw new CausalError('parse', `${message} at line ${line}.`, { line, column: 1 })
    }
    for (const { formula, line } of formulas(text)) {
      if (/:=|==|<(?!~)|>/.test(formula)) continue
      const parts = /^(.+?)(=~|~~|<~|~\*~|~|\|)(.*)$/.exec(formula)
      if (parts === null) return fail(line, `cannot read ${show(formula)}: expected ~, ~~, =~ or <~`)
      const [, left, operator, right] = parts as unknown as [string, string, string, string]
      if (operator === '|' || operator === '~*~') continue
      const terms = right.split('+').map((term) => nameOf(term))
      const heads = left.split('+').map((term) => nameOf(term))
      if (heads.includes('') || terms.includes('')) return fail(line, `a name is missing in ${show(formula)}`)
      for (const head of heads) {
        nodes.add(head)
        for (const term of terms) {
          // a number stands for an intercept or a fixed zero
          if (/^-?\d*\.?\d+(e[-+]?\d+)?$/i.test(term)) continue
          if (head === term && operator !== '~~') return fail(line, `${show(head)} on both sides`)
          nodes.add(term)
          if (operator === '~' || operator === '<~') directed.push([term, head])
          else if (operator === '=~') directed.push([head, term])
          else if (head !== term) bidirected.push([head, term])
        }
        if (operator === '=~') latents.add(head)
      }
    }
    const list = [...nodes]
    const hidden = { nodes: list, directed, latents: list.filter((name) => latents.has(name)) }
    return (bidirected.length === 0 ? graphOfKind('dag', hidden) : graphOfKind('admg', { ...hidden, bidirected })) as
      | Dag
      | Admg
  })
}

/** Formulas with the number of the line where they begin; one that ends in an operator, or before a line that begins with one, goes on. */
function formulas(text: string): { formula: string; line: number }[] {
  const found: { formula: string; line: number }[] = []
  for (const [i, raw] of text.split(/\r?\n/).entries()) {
    for (const part of raw.replace(/[#!].*$/, '').split(';')) {
      const formula = part.trim()
      if (formula === '') continue
      const last = found.at(-1)
      if (last !== undefined && (/[+~*]$/.test(last.formula) || /^[+*]/.test(formula))) last.formula += ` ${formula}`
      else found.push({ formula, line: i + 1 })
    }
  }
  return found
}

/** The name in a term such as `b1*start(0.5)*x`: what follows the last star outside brackets. */
function nameOf(term: string): string {
  return term.slice(term.lastIndexOf('*') + 1).trim()
}
