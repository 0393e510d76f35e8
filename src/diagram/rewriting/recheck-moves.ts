import { removeIncoming } from '../../graph/relations/remove-incoming.js'
import { removeOutgoing } from '../../graph/relations/remove-outgoing.js'
import type { Admg } from '../../graph/types.js'
import type { CombIdentification, CombMove } from '../combs/comb-moves.js'
import { openAt } from '../surgery/open-at.js'
import { diagramOf } from '../terms/diagram-of.js'
import { indexedDiagram } from '../terms/indexed.js'
import { liveBoxes } from '../terms/prune.js'
import type { Diagram } from '../terms/types.js'
import { dSeparatedIn } from '../worlds/d-separated-in.js'
import { type TraceCheck, valid, wrong } from './trace-check.js'

/** Checks the moves of an identification on string diagrams of the measured graph. */
export function recheckMoves(graph: Admg, answer: CombIdentification): TraceCheck {
  const { trace, query } = answer
  const treated: string[] = [...query.do]
  const seen: string[] = [...query.given]
  const reached = new Set<string>([key(graph.nodes)])
  let parts: readonly (readonly string[])[] | null = null
  for (const [k, step] of trace.entries()) {
    const before = step.from === null ? graph.nodes : resultOf(trace, step.from, graph.nodes)
    if (before === null) return wrong(k, `step ${step.from} does not come before`)
    if (step.move === 'exchange') {
      const one = step.kept[0] ?? ''
      if (!seen.includes(one)) return wrong(k, `${one} is no condition`)
      const mutilatedGraph = removeOutgoing(removeIncoming(graph, treated), one)
      const others = [...treated, ...seen.filter((name) => name !== one)]
      if (!dSeparatedIn(diagramOf(mutilatedGraph), one, query.outcome, others)) {
        return wrong(k, `setting ${one} is not the same as seeing it`)
      }
      treated.push(one)
      seen.splice(seen.indexOf(one), 1)
      continue
    }
    if (key(before) !== key(step.nodes)) return wrong(k, 'it does not start where the step before ended')
    if (!step.kept.every((name) => step.nodes.includes(name))) return wrong(k, 'it keeps what was not there')
    if (step.move === 'cut') {
      const heard = aliveFor(opened(graph, treated), [...query.outcome, ...seen])
      if (key(heard) !== key(step.kept)) return wrong(k, `the outcome hears of ${heard.join(', ')}`)
      if (key(step.parts.flat()) !== key(step.kept) || !areCombs(graph, step.parts)) {
        return wrong(k, 'the parts are no c-components of what is left')
      }
      parts = step.parts
      continue
    }
    const others = graph.nodes.filter((name) => !step.nodes.includes(name))
    const d = opened(graph, others)
    if (step.move === 'discard') {
      const heard = aliveFor(d, step.kept)
      if (key(heard) !== key(step.kept)) return wrong(k, `what is kept hears of ${heard.join(', ')}`)
    } else if (step.move === 'split') {
      const rest = step.nodes.filter((name) => !step.kept.includes(name))
      if (!areCombs(graph, [step.kept, rest], false)) return wrong(k, 'the combs share a hidden state')
    } else {
      const isStuck = key(aliveFor(d, step.kept)) === key(step.nodes) && areCombs(graph, [step.nodes])
      if (!isStuck || key(step.kept) === key(step.nodes)) return wrong(k, 'it is not stuck: a move is left')
    }
    reached.add(key(step.kept))
  }
  const last = trace.length - 1
  if (!answer.identifiable) {
    const end = trace[last]
    const same =
      end?.move === 'stuck' && key(end.nodes) === key(answer.hedge.F) && key(end.kept) === key(answer.hedge.Fprime)
    return same ? valid : wrong(last, 'the hedge is not where the last step is stuck')
  }
  if (parts === null) return wrong(last, 'nothing was cut')
  const missing = parts.find((part) => !reached.has(key(part)))
  return missing === undefined ? valid : wrong(last, `no comb was found for ${missing.join(', ')}`)
}

const key = (names: readonly string[]): string => JSON.stringify([...names].sort())

/** What a step ends with: a cut starts from the whole joint again. */
function resultOf(trace: readonly CombMove[], k: number, all: readonly string[]): readonly string[] | null {
  const step = trace[k]
  return step === undefined ? null : step.move === 'cut' ? all : step.kept
}

/** The diagram of a graph with some variables as inputs. */
function opened(graph: Admg, names: readonly string[]): Diagram {
  return names.reduce<Diagram>((d, name) => openAt(d, name).diagram, diagramOf(graph))
}

/** The measured variables whose boxes are alive when only some outputs are kept. */
function aliveFor(diagram: Diagram, outputs: readonly string[]): string[] {
  const d = indexedDiagram(diagram)
  const kept = new Set(outputs)
  const live = liveBoxes(
    d,
    diagram.out.filter((v) => kept.has(diagram.wires[v]!)),
  )
  return diagram.boxes.filter(({ box }, b) => live[b] === 1 && box.role !== 'latent').map(({ box }) => box.name)
}

/** Whether no two groups of boxes share a hidden state (and, if asked, each group hangs together by hidden states). */
function areCombs(graph: Admg, groups: readonly (readonly string[])[], connected = true): boolean {
  const d = diagramOf(graph)
  const groupOf = new Map(groups.flatMap((group, k) => group.map((name) => [name, k] as const)))
  const root = new Map(groups.flat().map((name) => [name, name]))
  const find = (name: string): string => {
    let r = name
    while (root.get(r) !== r) r = root.get(r)!
    return r
  }
  const readers = new Map<number, string[]>()
  for (const placed of d.boxes) {
    if (!groupOf.has(placed.box.name) || placed.box.role === 'latent') continue
    for (const v of placed.in) readers.set(v, [...(readers.get(v) ?? []), placed.box.name])
  }
  for (const { box, out } of d.boxes) {
    if (box.role !== 'latent') continue
    const [first, ...others] = readers.get(out[0]!) ?? []
    for (const name of others) {
      if (groupOf.get(name) !== groupOf.get(first!)) return false
      root.set(find(name), find(first!))
    }
  }
  return !connected || groups.every((group) => new Set(group.map(find)).size === 1)
}
