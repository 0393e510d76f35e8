import { signal } from '@preact/signals'
import type { CausalGraph } from 'causalkit/graph'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { setRole } from '../graph/doing'
import { asked, pointed, unread } from '../reading'
import { Formula } from '../ui/formula'
import { Problem } from '../ui/problem'
import { change, keep, kept, now } from '../work'
import { answers, ask, busy, givenUp } from './asking'
import './look.css'
import { ProofSteps } from './proof'
import type { Answers, PartName, Parts, Question } from './question'
import { listed } from './words'

interface Kept {
  readonly given: readonly string[]
}
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'given' in value &&
  Array.isArray(value.given) &&
  value.given.every((name) => typeof name === 'string')

/** What is pointed at in the picture; `null` is for the panel to choose. */
const pointing = signal<'hedge' | 'path' | 'nothing' | null>(null)

/** Whether and how the effect follows from what is observed. */
export default function Panel() {
  const graph = asked.value
  const { treatment, outcome, adjusted, selection } = now
  const { given } = kept('identify', isKept, { given: [] })
  const question = graph === null ? unread : questionOf(graph, given)
  const key = JSON.stringify(question)
  useEffect(() => {
    pointing.value = null
    ask(typeof question === 'string' ? null : question)
  }, [key])
  usePointing(adjusted)
  useEffect(
    () => () => {
      pointed.value = null
      ask(null)
    },
    [],
  )
  if (graph === null) return <p class="quiet">{question as string}</p>
  const found = answers.value
  return (
    <div class="identify" aria-busy={busy.value}>
      <Asked graph={graph} given={given} />
      {typeof question === 'string' ? (
        <p class="quiet">{question}</p>
      ) : (
        <>
          <p role="status" class="quiet">
            {busy.value ? 'Computing …' : ''}
          </p>
          {givenUp.value !== null && <Problem message={givenUp.value} again={() => ask(question)} />}
          <Part name="effect" title={`The effect of “${treatment}” on “${outcome}”`} found={found}>
            {(effect) => <EffectAnswer effect={effect} help={found.help} />}
          </Part>
          <Part name="chosen" title="The set you chose" found={found}>
            {(chosen) => (
              <>
                <p class={chosen.valid ? 'fine' : adjusted.length > 0 ? 'wrong' : ''}>{chosen.sentence}</p>
                {chosen.witness.length > 0 && <Point what="path" text="Show it in the picture" />}
                <p class="quiet">
                  {adjusted.length === 0
                    ? 'Choose what to adjust for by opening a node of the graph, or take a set from below.'
                    : 'What you adjust for is drawn as a box in the picture.'}
                </p>
              </>
            )}
          </Part>
          <Part name="sets" title="Sets to adjust for" found={found}>
            {({ sets, isMore, optimal }) => (
              <>
                <p>
                  {sets.length === 0
                    ? 'No set of measured nodes closes all back doors: adjustment does not give the effect.'
                    : 'Each of these is enough, and none can be made smaller:'}
                </p>
                <Sets sets={sets} isMore={isMore} isUsable />
                {typeof optimal === 'string'
                  ? sets.length > 0 && <p class="quiet">Least variance: {optimal}</p>
                  : optimal !== undefined && (
                      <p>
                        Least variance: {listed(optimal)} <Use set={optimal} />
                      </p>
                    )}
                {selection.length > 0 && (
                  <p class="quiet">
                    These sets are for rows of the whole population. Your rows were selected by {listed(selection)}: see
                    the formula above.
                  </p>
                )}
              </>
            )}
          </Part>
          <Part name="frontDoor" title="Front-door sets" found={found}>
            {({ sets, isMore }) =>
              sets.length === 0 ? (
                <p>None: no measured set carries the whole effect free of hidden causes.</p>
              ) : (
                <>
                  <p>Each of these carries the whole effect, and both halves of the way can be measured:</p>
                  <Sets sets={sets} isMore={isMore} />
                </>
              )
            }
          </Part>
          <Part name="instruments" title="Instruments" found={found}>
            {({ found: list }) =>
              list.length === 0 ? (
                <p>None: no node moves the treatment and reaches the outcome through it alone.</p>
              ) : (
                <ul>
                  {list.map(({ instrument, given: set }) => (
                    <li key={instrument}>
                      “{instrument}”{set.length > 0 && <> given {listed(set)}</>}
                    </li>
                  ))}
                </ul>
              )
            }
          </Part>
          <Part name="proof" title="Proof" found={found}>
            {(proof) =>
              proof === null ? (
                <p>There is no proof: {noProof(graph, found)}</p>
              ) : (
                <ProofSteps key={key} proof={proof} graph={graph} />
              )
            }
          </Part>
          <Part name="independencies" title="What the graph says of data" found={found}>
            {({ found: list, total }) =>
              total === 0 ? (
                <p>Nothing that could be tested: no two measured nodes are independent given others.</p>
              ) : (
                <>
                  <p>If the graph is right, these hold in the data, and each can be tested:</p>
                  <Independencies list={list.slice(0, 12)} />
                  {list.length > 12 && (
                    <details>
                      <summary>{list.length - 12} more</summary>
                      <Independencies list={list.slice(12)} />
                    </details>
                  )}
                  {total > list.length && (
                    <p class="quiet">
                      These are the first {list.length} of {total}.
                    </p>
                  )}
                </>
              )
            }
          </Part>
        </>
      )}
    </div>
  )
}

/** The question, or the sentence that says what is missing. */
function questionOf(graph: CausalGraph, given: readonly string[]): Question | string {
  const { treatment, outcome, adjusted, selection } = now
  const has = (node: string): boolean => graph.nodes.includes(node)
  if (!has(treatment) || !has(outcome)) return 'Choose a treatment and an outcome to ask for an effect.'
  if (treatment === outcome) return 'Treatment and outcome must be two different nodes.'
  const hidden = [treatment, outcome].filter((node) => graph.latents.includes(node))
  if (hidden.length > 0) return `${listed(hidden)} is hidden: treatment and outcome must be measured.`
  const isFree = (node: string): boolean =>
    has(node) && node !== treatment && node !== outcome && !graph.latents.includes(node)
  return {
    graph: plainGraph(graph),
    treatment,
    outcome,
    given: given.filter(isFree),
    adjusted: adjusted.filter(isFree),
    selection: selection.filter((node) => has(node) && !graph.latents.includes(node)),
  }
}

/** Without places: to move a node asks nothing new. */
function plainGraph({ kind, nodes, edges, latents }: CausalGraph): CausalGraph {
  return { kind, nodes, edges, latents }
}

function noProof(graph: CausalGraph, found: Answers): string {
  if (graph.kind !== 'dag' && graph.kind !== 'admg')
    return 'the graph stands for a class of graphs, and proofs are written for one graph.'
  const isNot = found.effect?.found === true && !found.effect.value.identifiable
  return isNot ? 'no formula gives the effect.' : 'none was found.'
}

/** Points at the hedge, at the open path, or at nothing, as chosen; unless chosen, at what is in the way. */
function usePointing(adjusted: readonly string[]): void {
  const { effect, chosen } = answers.value
  const hedge = effect?.found && !effect.value.identifiable ? effect.value.hedge : []
  const way = chosen?.found && !chosen.value.valid ? chosen.value : null
  const usual = hedge.length > 0 ? 'hedge' : way !== null && adjusted.length > 0 ? 'path' : 'nothing'
  const what = pointing.value ?? usual
  const key = JSON.stringify([what, hedge, way])
  useEffect(() => {
    if (what === 'hedge' && hedge.length > 0)
      pointed.value = { nodes: hedge, label: 'the hedge, what stands in the way of a formula' }
    else if (what === 'path' && way !== null)
      pointed.value = {
        nodes: way.witness,
        edges: way.isPath ? way.witness.slice(1).map((node, i) => [way.witness[i]!, node] as const) : [],
        label: way.isPath ? 'the path that is open' : 'what must not be adjusted for',
      }
    else pointed.value = null
  }, [key])
}

function Point({ what, text }: { readonly what: 'hedge' | 'path'; readonly text: string }) {
  const label = { hedge: 'hedge', path: 'path' }[what]
  const isShown = pointed.value !== null && (what === 'hedge') === pointed.value.label.startsWith('the hedge')
  return (
    <button
      type="button"
      aria-pressed={isShown}
      data-points={label}
      onClick={() => {
        pointing.value = isShown ? 'nothing' : what
      }}
    >
      {text}
    </button>
  )
}

/** Treatment, outcome and what is given, to choose from. */
function Asked({ graph, given }: { readonly graph: CausalGraph; readonly given: readonly string[] }) {
  const { treatment, outcome } = now
  const measured = graph.nodes.filter((node) => !graph.latents.includes(node))
  const rest = measured.filter((node) => node !== treatment && node !== outcome)
  return (
    <>
      <div class="fields">
        {(
          [
            ['Treatment', 'treatment', treatment],
            ['Outcome', 'outcome', outcome],
          ] as const
        ).map(([title, role, value]) => (
          <label key={role}>
            {title}{' '}
            <select
              value={measured.includes(value) ? value : ''}
              onChange={(event) => {
                if (event.currentTarget.value !== '') setRole(event.currentTarget.value, role, true)
              }}
            >
              <option value="">choose …</option>
              {measured.map((node) => (
                <option key={node} value={node}>
                  {node}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label>
          Given{' '}
          <select
            value=""
            onChange={(event) => {
              const node = event.currentTarget.value
              event.currentTarget.value = ''
              if (node !== '') keep('identify', { given: [...new Set([...given, node])] })
            }}
          >
            <option value="">{given.length === 0 ? 'nothing' : 'add …'}</option>
            {rest
              .filter((node) => !given.includes(node))
              .map((node) => (
                <option key={node} value={node}>
                  {node}
                </option>
              ))}
          </select>
        </label>
      </div>
      {given.some((node) => rest.includes(node)) && (
        <div class="row">
          {given
            .filter((node) => rest.includes(node))
            .map((node) => (
              <button
                key={node}
                type="button"
                aria-label={`No longer given ${node}`}
                onClick={() => keep('identify', { given: given.filter((each) => each !== node) })}
              >
                {node} ×
              </button>
            ))}
        </div>
      )}
    </>
  )
}

/** A part of the answer under its title; not there until it has come. */
function Part<P extends PartName>(props: {
  readonly name: P
  readonly title: string
  readonly found: Answers
  readonly children: (value: Parts[P]) => ComponentChildren
}) {
  const answer = props.found[props.name]
  if (answer === undefined) return null
  return (
    <section aria-label={props.title} data-part={props.name}>
      <h2>{props.title}</h2>
      {answer.found ? props.children(answer.value as Parts[P]) : <p class="quiet">{answer.message}</p>}
    </section>
  )
}

function Independencies({ list }: { readonly list: Parts['independencies']['found'] }) {
  return (
    <ul class="dense">
      {list.map(({ x, y, given }) => (
        <li key={`${x}|${y}`}>
          {x} ⊥ {y}
          {given.length > 0 && ` | ${given.join(', ')}`}
        </li>
      ))}
    </ul>
  )
}

function EffectAnswer({ effect, help }: { readonly effect: Parts['effect']; readonly help: Answers['help'] }) {
  if (effect.identifiable) {
    return (
      <>
        <p class="fine">Identifiable. {effect.how}</p>
        <Formula {...effect.formula} />
      </>
    )
  }
  return (
    <>
      <p class="wrong">Not identifiable. {effect.why}</p>
      {effect.hedge.length > 0 && <Point what="hedge" text="Show the hedge in the picture" />}
      {help?.found === true && help.value.sentences.length > 0 && (
        <>
          <h3>What would help</h3>
          <ul>
            {help.value.sentences.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {help?.found === false && <p class="quiet">{help.message}</p>}
    </>
  )
}

function Use({ set }: { readonly set: readonly string[] }) {
  const { adjusted } = now
  const isUsed = adjusted.length === set.length && set.every((node) => adjusted.includes(node))
  return (
    <button
      type="button"
      aria-pressed={isUsed}
      aria-label={`Adjust for ${set.length === 0 ? 'nothing' : set.join(', ')}`}
      onClick={() => change({ adjusted: set })}
    >
      {isUsed ? 'chosen' : 'choose'}
    </button>
  )
}

function Sets(props: {
  readonly sets: readonly (readonly string[])[]
  readonly isMore: boolean
  readonly isUsable?: boolean
}) {
  if (props.sets.length === 0) return null
  return (
    <>
      <ul>
        {props.sets.map((set) => (
          <li key={set.join('|')}>
            {listed(set)} {props.isUsable && <Use set={set} />}
          </li>
        ))}
      </ul>
      {props.isMore && <p class="quiet">There are more; these are the first {props.sets.length}.</p>}
    </>
  )
}
