import { toLatex, toText } from 'causalkit/estimand'
import { impliedIndependencies, type Mark } from 'causalkit/graph'
import {
  adjustmentSets,
  explainIdentification,
  frontDoorSets,
  identify,
  instruments,
  isAdjustmentSet,
  optimalAdjustmentSet,
  proveIdentification,
  recoverFromSelection,
} from 'causalkit/identification'
import { capital } from '../ui/capital'
import { helpFor } from './help'
import type { Chosen, Effect, FormulaText, Parts, Proof, Question } from './question'
import { listed, meanings } from './words'

const most = 12

type Estimand = Parameters<typeof toText>[0]

const formula = (estimand: Estimand): FormulaText => ({ latex: toLatex(estimand), text: toText(estimand) })

/** The ways to an answer, the quick ones first. */
export const ways: { readonly [P in keyof Parts]: (question: Question) => Parts[P] } = {
  effect: effectOf,
  chosen: chosenOf,
  sets(question) {
    const { graph } = question
    const query = queryOf(question)
    const list = firstOf(adjustmentSets(graph, query))
    if (graph.kind === 'mag' || graph.kind === 'pag') return list
    const optimal = optimalAdjustmentSet(graph, query)
    return { ...list, optimal: optimal.found ? optimal.set : capital(forReaders(optimal.message)) }
  },
  frontDoor: (question) => firstOf(frontDoorSets(question.graph, queryOf(question))),
  instruments(question) {
    const list = firstOf(instruments(question.graph, { ...queryOf(question), sets: 'nearest' }))
    return { found: list.sets, isMore: list.isMore }
  },
  proof: proofOf,
  help: (question) => ({ sentences: effectOf(question).identifiable ? [] : helpFor(question) }),
  independencies({ graph }) {
    const found = impliedIndependencies(graph, { sets: 'one', maxStatements: 5000 })
    return { found: found.slice(0, 60), total: found.length }
  },
}

function queryOf({ treatment, outcome }: Question): { treatment: string; outcome: string } {
  return { treatment, outcome }
}

function firstOf<T>(all: Iterable<T>): { readonly sets: readonly T[]; readonly isMore: boolean } {
  const sets: T[] = []
  for (const set of all) {
    if (sets.length === most) return { sets, isMore: true }
    sets.push(set)
  }
  return { sets, isMore: false }
}

/** A sentence of the library for those who see a page: without the function that it names as the way on. */
function forReaders(message: string): string {
  return message.replace(/ [^.]*\w\(\)\.$/, '').replace(/"([^"]*)"/g, '“$1”')
}

function effectOf({ graph, treatment, outcome, given, selection }: Question): Effect {
  const query = { do: treatment, outcome, given }
  if (selection.length > 0 && (graph.kind === 'dag' || graph.kind === 'admg')) {
    const answer = recoverFromSelection(graph, { ...query, selectedBy: selection })
    if (answer.status === 'identifiable') {
      const how = `All rows were selected by ${listed(selection)}; the effect in the whole population can still be had from them. Terms marked “selected” are read off the rows at hand.`
      return { identifiable: true, how, formula: formula(answer.estimand) }
    }
    const why = `The rows were selected by ${listed(selection)}, and no formula was found that gives the effect in the whole population from the selected rows alone. Rows of everybody, if only of some variables, may help.`
    return { identifiable: false, why, hedge: [] }
  }
  const answer = identify(graph, query)
  if (!answer.identifiable) {
    const told = explainIdentification(answer)
    const hedge = 'hedge' in answer && answer.hedge !== null ? [...answer.hedge.F] : []
    return { identifiable: false, why: told.find((each) => each.startsWith('No formula')) ?? told.at(-1)!, hedge }
  }
  const set = listed(answer.set)
  const hows: Readonly<Record<string, string>> = {
    'no-effect': `No causal path leads from “${treatment}” to “${outcome}”: setting it changes nothing.`,
    'back-door':
      answer.set.length === 0
        ? 'No back door is open: seeing is as good as setting.'
        : `By the back door: adjust for ${set}.`,
    adjustment: answer.set.length === 0 ? 'Nothing needs to be adjusted for.' : `Adjust for ${set}.`,
    'front-door': `By the front door: all of the effect runs through ${set}, and both halves of the way can be measured.`,
    general: 'By no single set, but step by step; see the proof below.',
  }
  return { identifiable: true, how: hows[answer.strategy] ?? hows['general']!, formula: formula(answer.estimand) }
}

function chosenOf(question: Question): Chosen {
  const { graph, adjusted } = question
  const verdict = isAdjustmentSet(graph, queryOf(question), adjusted)
  const set = adjusted.length === 0 ? 'adjusting for nothing' : `adjusting for ${listed(adjusted)}`
  if (verdict.valid) {
    return { valid: true, sentence: capital(`${set} gives the effect.`), witness: [], isPath: false }
  }
  const { reason, witness } = verdict
  const path = pathText(question, witness)
  const sentences = {
    'open-path': `${set} does not give the effect: the path ${path} is open, and it is not one along which the treatment acts.`,
    'forbidden-node': `${set} does not give the effect: the treatment acts on ${listed(witness)}, or on what leads there, and so a part of the effect would be taken out or a path opened.`,
    'not-amenable': `no set gives the effect: the first edge of ${path} may be an arrow in either direction. Settle its direction first.`,
    'missing-node': `${listed(witness)} must be adjusted for.`,
    'excluded-node': `${listed(witness)} may not be adjusted for.`,
  }
  const isPath = reason === 'open-path' || reason === 'not-amenable'
  return { valid: false, sentence: capital(sentences[reason]), witness, isPath }
}

/** A path with its arrows; where two nodes are joined in several ways, the one that is not the treatment's own arrow. */
function pathText({ graph, treatment }: Question, nodes: readonly string[]): string {
  return nodes.reduce((text, node, i) => {
    const before = nodes[i - 1]!
    const signs = graph.edges.flatMap(({ from, to, fromMark, toMark }) => {
      if (from === before && to === node) return [signOf(fromMark, toMark)]
      return from === node && to === before ? [signOf(toMark, fromMark)] : []
    })
    const left = signs.length > 1 && before === treatment ? signs.filter((sign) => sign !== '→') : signs
    return `${text} ${left.length === 1 ? left[0] : '—'} ${node}`
  })
}

function signOf(near: Mark, far: Mark): string {
  if (near === 'circle' || far === 'circle') return '—'
  return near === 'arrow' ? (far === 'arrow' ? '↔' : '←') : far === 'arrow' ? '→' : '—'
}

function proofOf({ graph, treatment, outcome, given, selection }: Question): Proof | null {
  if (graph.kind !== 'dag' && graph.kind !== 'admg') return null
  const query = { do: treatment, outcome, given, ...(selection.length > 0 ? { selectedBy: selection } : {}) }
  const proof = proveIdentification(graph as Parameters<typeof proveIdentification>[0], query)
  if (proof === null) return null
  const steps = proof.lines.map(({ before, after, rule, separations }) => ({
    formula: {
      latex: `${toLatex(before)} = ${toLatex(after)}`,
      text: `${toText(before)} = ${toText(after)}`,
    },
    rule,
    meaning: meanings[rule] ?? '',
    reasons: separations.map(({ outcome: side, nodes, given: seen, withoutInto, withoutOutOf }) => {
      const cuts = [
        ...(withoutInto.length > 0 ? [`the arrows into ${listed(withoutInto)}`] : []),
        ...(withoutOutOf.length > 0 ? [`the arrows out of ${listed(withoutOutOf)}`] : []),
      ]
      const where = cuts.length > 0 ? `In the graph without ${cuts.join(' and ')}` : 'In the graph as it is'
      const condition = seen.length > 0 ? `given ${listed(seen)} ` : ''
      return {
        sentence: `${where}, ${condition}no path is open between ${listed(nodes)} and ${listed(side)}.`,
        withoutInto,
        withoutOutOf,
        nodes: [...nodes, ...side],
      }
    }),
  }))
  return { steps, conclusion: formula(proof.conclusion) }
}
