import { calledOnResult } from '../../errors.js'
import { probabilityTerm } from '../../estimand/terms/probability-term.js'
import { toLatex } from '../../estimand/text/to-latex.js'
import { checkedList, checkedObject } from '../../names.js'
import type { IdentificationProof, LicensingSeparation, ProofLine } from './proof-types.js'

/**
 * A proof in LaTeX: an `align*` environment with one equation a line, its rule and the separations that license it.
 *
 * G with a bar over nodes is the graph without edges into them, with a bar under nodes the graph without edges out of them, with ↔ that of
 * the hidden common causes alone.
 *
 * @param proof - what {@link proveIdentification} gave
 * @returns LaTeX text that needs amsmath and amssymb
 * @throws CausalError `invalid-argument` for what is no proof
 * @complexity O(s) for s terms
 * @category Identification
 * @example
 * proofToLatex(proveIdentification(dag('X -> Y'), { do: 'X', outcome: 'Y' })!)
 * //=> '\\begin{align*}\n' +
 * //   'P(Y \\mid \\mathrm{do}(X)) &= P(Y \\mid X) && \\text{rule 2: } (Y \\perp X)_{G_{\\underline{X}}}\\\\\n' +
 * //   'P(Y \\mid \\mathrm{do}(X)) &= P(Y \\mid X)\n\\end{align*}'
 */
export function proofToLatex(proof: IdentificationProof): string {
  return calledOnResult('proofToLatex', 'proveIdentification', () => {
    const { lines, effect, conclusion } = checkedObject('proof', proof)
    const rows = checkedList('lines', lines).map(
      (line) => `${toLatex(line.before)} &= ${toLatex(line.after)} && ${reason(line)}`,
    )
    return `\\begin{align*}\n${[...rows, `${toLatex(effect)} &= ${toLatex(conclusion)}`].join('\\\\\n')}\n\\end{align*}`
  })
}

function reason({ rule, separations }: ProofLine): string {
  const words = {
    'rule 1': 'rule 1',
    'rule 2': 'rule 2',
    'rule 3': 'rule 3',
    sum: 'total probability',
    cases: 'cases',
    condition: 'conditional probability',
    divide: 'conditional probability',
    chain: 'chain rule',
    population: 'same in both populations',
    consistency: 'consistency',
    independence: 'no common hidden causes',
    'one world': 'one world',
    certain: 'consistency',
    impossible: 'consistency',
    districts: 'chain rule, rules 2 and 3',
    district: 'chain rule, rules 2 and 3',
  }[rule]
  const shown = separations
    .filter(({ nodes }) => nodes.length > 0)
    .map(statement)
    .join(',\\; ')
  return shown === '' ? `\\text{${words}}` : `\\text{${words}: } ${shown}`
}

function statement({ rule, outcome, nodes, given, withoutInto, withoutOutOf }: LicensingSeparation): string {
  if (rule === 'independence') return `(${names(outcome)} \\perp ${names(nodes)})_{G_{\\leftrightarrow}}`
  const condition = given.length === 0 ? '' : ` \\mid ${names(given)}`
  const cuts = [
    ...(withoutInto.length > 0 ? [`\\overline{${names(withoutInto)}}`] : []),
    ...(withoutOutOf.length > 0 ? [`\\underline{${names(withoutOutOf)}}`] : []),
  ]
  return `(${names(outcome)} \\perp ${names(nodes)}${condition})_{G${cuts.length === 0 ? '' : `_{${cuts.join(',')}}`}}`
}

/** Names as the estimand's LaTeX writes them: those of a term, without its P(…). */
function names(list: readonly string[]): string {
  return toLatex(probabilityTerm({ of: list })).slice(2, -1)
}
