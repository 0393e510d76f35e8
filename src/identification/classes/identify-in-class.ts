import { CausalError } from '../../errors.js'
import { simplifyExpr } from '../../estimand/simplify/simplify-expr.js'
import { toEstimand } from '../../estimand/terms/convert.js'
import { type Expr, prob, product, sumOut, symbolsOf } from '../../estimand/terms/expr.js'
import { maximalClass } from '../../graph/classes/maximal-class.js'
import { indexed } from '../../graph/core/indexed.js'
import { asListed, inNameOrder } from '../../graph/core/name-order.js'
import type { NodeSet } from '../../graph/core/node-sets.js'
import { reach } from '../../graph/core/reach.js'
import { checkDisjoint, flags, positionsOf } from '../../graph/core/sets.js'
import { indexedOfKind } from '../../graph/kinds/indexed-of-kind.js'
import { separated } from '../../graph/separation/separation.js'
import { minimalSeparatorSets } from '../../graph/separation/separators.js'
import type { CausalGraph } from '../../graph/types.js'
import { show } from '../../show.js'
import { adjustmentProblem } from '../adjustment/adjustment-problem.js'
import { possiblyDirected } from '../adjustment/causal-nodes.js'
import { measuredPositions } from '../adjustment/effect-query.js'
import { refuseSelection } from '../core/refuse-selection.js'
import { namedSteps } from '../derivation/identification-step.js'
import type { CausalQuery } from '../id/causal-query.js'
import { chooseFree } from '../id/choose-free.js'
import type { ClassQuery } from './class-answer.js'
import { type ClassContext, classContext, possibleAncestors } from './class-context.js'
import { classReferences } from './class-steps.js'
import type { ClassIdentification } from './class-types.js'
import { conditionalInPag } from './conditional-in-pag.js'
import { effectInMpdag } from './effect-in-mpdag.js'

/** Whether P(outcome | do(do), given) is the same functional of the observed distribution in every graph of the class, and which. */
export function identifyInClass<N extends string>(asked: CausalGraph, query: CausalQuery): ClassIdentification<N> {
  indexedOfKind(asked)
  const whole = maximalClass(asked)
  refuseSelection(whole, 'identification in a class')
  const graph = inNameOrder(whole)
  const g = indexed(graph)
  const x = measuredPositions(g, 'do', query.do, true).sort((a, b) => a - b)
  const y = measuredPositions(g, 'outcome', query.outcome).sort((a, b) => a - b)
  const z = measuredPositions(g, 'given', query.given ?? [], true).sort((a, b) => a - b)
  checkDisjoint(g, ['do', x], ['outcome', y], ['given', z])
  const c = classContext(graph, g, symbolsOf(g.names))
  const q: ClassQuery = { x, y, z, steps: [] }
  const simple = simpleAnswer(graph, c, q)
  if (simple === null) refuseLatents(graph)
  const answer = simple ?? (c.mayHide ? conditionalInPag(c, q) : effectInMpdag(c, q))
  const names = (positions: readonly number[]): readonly N[] =>
    asListed<N>(
      asked,
      positions.map((i) => g.names[i]!),
    )
  const set = (nodes: NodeSet): readonly N[] => names(positionsOf(nodes))
  const derivation = namedSteps(q.steps, classReferences, set)
  if ('reason' in answer) {
    const listed = (positions: readonly number[]): N[] => positions.map((i) => g.names[i] as N)
    const edge = answer.edge === null ? null : (Object.freeze(listed(answer.edge)) as unknown as readonly [N, N])
    const witness = Object.freeze(listed(answer.witness))
    return Object.freeze({
      identifiable: false,
      reason: answer.reason,
      message: refusal(answer.reason, witness, edge),
      witness,
      edge,
      derivation,
    })
  }
  const chosen = chooseFree(c.symbols, answer.expr, new Set([...x, ...y, ...z]))
  const independent = (a: readonly number[], b: readonly number[], given: readonly number[]): boolean =>
    separated(c.member, a, flags(g.size, b), flags(g.size, given))
  const estimand = toEstimand<N>({ symbols: c.symbols, expr: simplifyExpr(c.symbols, chosen, independent) })
  return Object.freeze({
    identifiable: true,
    estimand,
    strategy: simple?.strategy ?? 'general',
    set: names(simple?.set ?? []),
    derivation,
  })
}

/** The forms that readers know, where one is valid in every member: no effect at all, adjustment. */
function simpleAnswer(
  graph: CausalGraph,
  c: ClassContext,
  { x, y, z, steps }: ClassQuery,
): { expr: Expr; strategy: 'no-effect' | 'adjustment'; set: readonly number[] } | null {
  const { g, symbols } = c
  const all = new Uint8Array(g.size).fill(1)
  const step = (rule: 'no-effect' | 'adjustment', set: readonly number[]): void => {
    steps.push({
      rule,
      from: -1,
      outcome: flags(g.size, y),
      act: flags(g.size, x),
      given: flags(g.size, z),
      nodes: all,
      sets: [flags(g.size, set)],
    })
  }
  if (x.length === 0) {
    step('no-effect', [])
    return { expr: prob(y, z), strategy: 'no-effect', set: [] }
  }
  if (z.length === 0 && x.every((i) => possibleAncestors(c, all, flags(g.size, y))[i] === 0)) {
    step('no-effect', [])
    return { expr: prob(y), strategy: 'no-effect', set: [] }
  }
  const problem = adjustmentProblem(graph, { x: [...x], y: [...y], include: [], exclude: [], direct: false })
  if (problem.notAmenable !== null) return null
  // within the levels of z, nothing below x may be adjusted for, z neither
  const below = z.length === 0 ? new Uint8Array(g.size) : reach(possiblyDirected(g).children, x)
  if (z.some((i) => below[i] === 1)) return null
  const allowed = problem.forbidden.map((flag, i) => (flag === 1 || below[i] === 1 ? 0 : 1))
  const set = minimalSeparatorSets(problem.graph, { x, y, include: z, allowed }).next().value
  if (set === undefined) return null
  step('adjustment', set)
  const rest = set.filter((i) => !z.includes(i))
  const expr = sumOut(symbols, rest, product([prob(y, [...x, ...z, ...rest]), prob(rest, z)]))
  return { expr, strategy: 'adjustment', set }
}

/** A formula may use any node: nodes that are not measured must be hidden before the class is made. */
function refuseLatents(graph: CausalGraph): void {
  const [hidden] = graph.latents
  if (hidden === undefined) return
  throw new CausalError(
    'latent',
    `${show(hidden)} is latent, and this ${graph.kind.toUpperCase()} takes each node as measured: make the class over the measured nodes, as pagOf() does.`,
    { names: [...graph.latents] },
  )
}

function refusal(
  reason: Extract<ClassIdentification, { identifiable: false }>['reason'],
  witness: readonly string[],
  edge: readonly [string, string] | null,
): string {
  const between = edge === null ? '' : ` between ${show(edge[0])} and ${show(edge[1])}`
  if (reason === 'possibly-causal-path')
    return `the path ${witness.join(' – ')} is causal in some graphs of the class and not in others: the direction of the edge${between} decides. Settle it with knowledge.`
  if (reason === 'possible-confounding')
    return `the edge${between} may hide a common cause, so that graphs of the class disagree on the effect. Settle it, or measure more.`
  return `no rule that holds in every graph of the class settles the condition${between === '' ? '' : `, for the edge${between} is open`}. Ask without it, or give knowledge.`
}
