import { type Expr, ratio, sumOut } from '../../estimand/terms/expr.js'
import { difference, type NodeSet } from '../../graph/core/node-sets.js'
import { flags } from '../../graph/core/sets.js'
import type { ClassContext } from './class-context.js'
import type { ClassStepSets } from './class-steps.js'
import type { ClassIdentification } from './class-types.js'
import { possibleConnection } from './possible-connection.js'

/** An expression, or what stands in the way. */
export type ClassAnswer =
  | { readonly expr: Expr }
  | {
      readonly reason: Extract<ClassIdentification, { identifiable: false }>['reason']
      readonly witness: readonly number[]
      readonly edge: readonly [number, number] | null
    }

/** A query in a class, as the rules change it, and the steps so far. */
export interface ClassQuery {
  x: readonly number[]
  readonly y: readonly number[]
  z: readonly number[]
  readonly steps: ClassStepSets[]
}

/** Notes a step of the query at hand. */
export function addStep(c: ClassContext, q: ClassQuery, rule: ClassStepSets['rule'], sets: readonly NodeSet[]): void {
  const { size } = c.g
  q.steps.push({
    rule,
    from: q.steps.length - 1,
    outcome: flags(size, q.y),
    act: flags(size, q.x),
    given: flags(size, q.z),
    nodes: new Uint8Array(size).fill(1),
    sets,
  })
}

/** Drops what is seen in vain: rule 1, node by node, where it holds in every member. */
export function dropIrrelevant(c: ClassContext, q: ClassQuery): void {
  for (const node of q.z) {
    const others = q.z.filter((i) => i !== node)
    if (possibleConnection(c, [node], q.y, q.x, others, false) !== null) continue
    addStep(c, q, 'irrelevant', [flags(c.g.size, [node])])
    q.z = others
  }
}

/** Sets what is seen: rule 2, where it holds in every member. */
export function exchange(c: ClassContext, q: ClassQuery, nodes: readonly number[]): boolean {
  const others = q.z.filter((i) => !nodes.includes(i))
  if (possibleConnection(c, nodes, q.y, q.x, others, true) !== null) return false
  addStep(c, q, 'exchange', [flags(c.g.size, nodes)])
  q.x = [...q.x, ...nodes].sort((a, b) => a - b)
  q.z = others
  return true
}

/** Sees what is set: rule 2 the other way. Null when it does not hold in every member, with the path that may be open. */
export function observe(c: ClassContext, q: ClassQuery, nodes: readonly number[]): readonly number[] | null {
  const others = q.x.filter((i) => !nodes.includes(i))
  const path = possibleConnection(c, nodes, q.y, others, q.z, true)
  if (path !== null) return path
  addStep(c, q, 'observe', [flags(c.g.size, nodes)])
  q.x = others
  q.z = [...q.z, ...nodes].sort((a, b) => a - b)
  return null
}

/** P(y | z) of a joint over y and z. */
export function conditionOn(c: ClassContext, q: ClassQuery, joint: Expr): Expr {
  return q.z.length === 0 ? joint : ratio(joint, sumOut(c.symbols, q.y, joint))
}

/** All nodes but some. */
export function allBut(size: number, nodes: readonly number[]): NodeSet {
  return difference(new Uint8Array(size).fill(1), flags(size, nodes))
}
