import { CausalError } from '../../errors.js'
import { checkedList, checkedObject } from '../../names.js'
import { show } from '../../show.js'
import { type IndexedDiagram, indexedDiagram, sameWires } from '../terms/indexed.js'
import { typeText } from '../terms/make.js'
import type { Diagram } from '../terms/types.js'

/**
 * An equation between diagrams, read from left to right.
 *
 * @category Diagrams
 */
export interface RewriteRule {
  /** The law's name, for the record. */
  readonly law: string
  /** What is looked for; a side without boxes is found on any wires of its type. */
  readonly left: Diagram
  /** What is put in its place: a diagram of the same type. */
  readonly right: Diagram
}

/** A rule in numbers, with what its matches must say besides the boxes. */
export interface RuleSides {
  readonly law: string
  readonly left: IndexedDiagram
  readonly right: IndexedDiagram
  /** The inputs that no box of the left side reads, but that one of the sides uses: their wires must be chosen. */
  readonly free: readonly number[]
  /** For each output whether the left side gives an input through that the right side gives back changed. */
  readonly through: readonly boolean[]
}

/** Checks a rule and puts it in numbers; reversed, it is read from right to left. */
export function ruleSides(rule: RewriteRule, reversed = false): RuleSides {
  const { law, left, right } = checkedObject('rule', rule)
  if (typeof law !== 'string') throw new CausalError('invalid-argument', `a law has a name, got ${show(law)}.`)
  const [l, r] = reversed
    ? [indexedDiagram(right), indexedDiagram(left)]
    : [indexedDiagram(left), indexedDiagram(right)]
  const from = l.diagram
  const to = r.diagram
  if (!sameWires(from.inputs, to.inputs) || !sameWires(from.outputs, to.outputs)) {
    throw new CausalError(
      'type-mismatch',
      `the law ${show(law)} goes from ${typeText(left.inputs)} to ${typeText(left.outputs)} on the left, from ${typeText(right.inputs)} to ${typeText(right.outputs)} on the right.`,
      { law },
    )
  }
  const through = from.outputWires.map(
    (v, i) => l.producer[v]! < 0 && r.producer[to.outputWires[i]!] !== l.producer[v]!,
  )
  const used = new Set<number>(r.reads)
  for (const [i, v] of to.outputWires.entries()) {
    // an input that both sides give through says nothing
    if (r.producer[v] !== l.producer[from.outputWires[i]!]) used.add(v)
    if (through[i]) used.add(to.inputWires[-1 - l.producer[from.outputWires[i]!]!]!)
  }
  const read = new Set<number>(l.reads)
  const free = from.inputWires.flatMap((v, i) => (!read.has(v) && used.has(to.inputWires[i]!) ? [i] : []))
  return { law, left: l, right: r, free, through }
}

/** Rules that a record names by their laws: each law once. */
export function checkedRules(rules: readonly RewriteRule[]): readonly RewriteRule[] {
  const laws = new Set<string>()
  for (const rule of checkedList('rules', rules)) {
    const { law } = checkedObject('rule', rule)
    ruleSides(rule)
    if (laws.has(law)) {
      throw new CausalError(
        'duplicate-name',
        `two rules are called ${show(law)}: a record could not tell them apart.`,
        { law },
      )
    }
    laws.add(law)
  }
  return rules
}
