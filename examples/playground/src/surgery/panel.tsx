import { useSignal } from '@preact/signals'
import { cut, diagramOf, openAt } from 'causalkit/diagram'
import { layoutGraph, toSvg } from 'causalkit/draw'
import { type CausalGraph, removeIncoming } from 'causalkit/graph'
import { useEffect, useMemo } from 'preact/hooks'
import { placed } from '../graph/placed'
import { drawnAt, rolesIn } from '../graph/shown'
import { asked, unread } from '../reading'
import { drawing } from '../ui/drawing'
import { Problem } from '../ui/problem'
import { keep, kept, now } from '../work'
import './look.css'
import { numbersOf } from './numbers'
import { cutEdges, refusal, storyOf } from './story'

interface Kept {
  readonly node: string
  readonly how: 'cut' | 'open'
}
const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  'node' in value &&
  typeof value.node === 'string' &&
  'how' in value &&
  (value.how === 'cut' || value.how === 'open')

/** What an intervention does to the graph and to the model. */
export default function Panel() {
  const graph = asked.value
  if (graph === null) return <p class="quiet">{unread}</p>
  const why = refusal(graph)
  if (why !== null) return <p>{why}</p>
  const measured = graph.nodes.filter((node) => !graph.latents.includes(node))
  if (measured.length === 0) return <p>There is no measured node that could be set: add one to the graph.</p>
  return <Surgery graph={graph} measured={measured} />
}

function Surgery({ graph, measured }: { readonly graph: CausalGraph; readonly measured: readonly string[] }) {
  const { treatment, outcome } = now
  const choice = kept<Kept>('surgery', isKept, { node: '', how: 'cut' })
  const node = [choice.node, treatment, measured[0]!].find((each) => measured.includes(each))!
  const isAfter = useSignal(false)
  const isPlaying = useSignal(false)
  useEffect(() => {
    if (!isPlaying.value) return
    const tick = setInterval(() => {
      isAfter.value = !isAfter.value
    }, 1800)
    return () => clearInterval(tick)
  }, [isPlaying.value])
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches
  return (
    <div class="surgery">
      <div class="row">
        <label>
          Set the node{' '}
          <select value={node} onChange={(event) => keep('surgery', { ...choice, node: event.currentTarget.value })}>
            {measured.map((each) => (
              <option key={each} value={each}>
                {each}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          aria-pressed={!isAfter.value}
          onClick={() => {
            isPlaying.value = false
            isAfter.value = false
          }}
        >
          Before
        </button>
        <button
          type="button"
          aria-pressed={isAfter.value}
          onClick={() => {
            isPlaying.value = false
            isAfter.value = true
          }}
        >
          After
        </button>
        {!isStill && (
          <button
            type="button"
            aria-pressed={isPlaying.value}
            onClick={() => {
              isPlaying.value = !isPlaying.value
            }}
          >
            {isPlaying.value ? 'Stop' : 'Play'}
          </button>
        )}
      </div>
      <p role="status">{storyOf(graph, node)}</p>
      <GraphPictures graph={graph} node={node} isAfter={isAfter.value} />
      <h2>The model as a string diagram</h2>
      <p class="quiet">
        Each box is a mechanism, each wire a variable; time runs along the wires, and a dot copies a value to all who
        need it.
      </p>
      <div class="row">
        {(
          [
            ['cut', 'Replace by chance'],
            ['open', 'Leave open for a value'],
          ] as const
        ).map(([how, text]) => (
          <button
            key={how}
            type="button"
            aria-pressed={choice.how === how}
            onClick={() => keep('surgery', { node, how })}
          >
            {text}
          </button>
        ))}
      </div>
      <p>
        {choice.how === 'cut'
          ? `The box of “${node}” gives way to one that throws its inputs away and picks a value at random, as in a randomised trial.`
          : `The box of “${node}” is taken out and its wire becomes an input: what is left tells what follows when “${node}” is set, for any value.`}
      </p>
      <DiagramPictures graph={graph} node={node} how={choice.how} isAfter={isAfter.value} />
      {measured.includes(outcome) && outcome !== node && <NumbersTable graph={graph} node={node} outcome={outcome} />}
    </div>
  )
}

/** Two pictures in one place, of which one is seen. */
function Both(props: { readonly before: string; readonly after: string; readonly isAfter: boolean }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys
    <div class="scroll" tabIndex={0}>
      <div class="both">
        {[props.before, props.after].map((svg, i) => (
          <div
            key={i === 0 ? 'before' : 'after'}
            class={(i === 1) === props.isAfter ? 'seen' : 'unseen'}
            aria-hidden={(i === 1) !== props.isAfter}
            dangerouslySetInnerHTML={{ __html: drawing(svg) }}
          />
        ))}
      </div>
    </div>
  )
}

function tried<T>(make: () => T): T | string {
  try {
    return make()
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

function GraphPictures({ graph, node, isAfter }: { graph: CausalGraph; node: string; isAfter: boolean }) {
  const places = drawnAt.value
  const roles = rolesIn(graph, now)
  const made = useMemo(
    () =>
      tried(() => {
        const layout = placed(layoutGraph(graph, { roles }), places)
        const edges = cutEdges(graph, node).map(({ from, to }) => [from, to] as const)
        const highlight = [{ nodes: [node], edges }]
        const after = removeIncoming(graph as CausalGraph<'dag' | 'admg'>, node)
        return {
          before: toSvg(graph, { roles, layout, highlight, title: `Before “${node}” is set` }),
          after: toSvg(after, { roles, layout, highlight: [node], title: `After “${node}” is set` }),
        }
      }),
    [graph, node, places, JSON.stringify(roles)],
  )
  if (typeof made === 'string') return <Problem message={`No picture: ${made}`} />
  return <Both {...made} isAfter={isAfter} />
}

function DiagramPictures(props: { graph: CausalGraph; node: string; how: 'cut' | 'open'; isAfter: boolean }) {
  const { graph, node, how, isAfter } = props
  const made = useMemo(
    () =>
      tried(() => {
        if (graph.nodes.length > 30) return 'string diagrams are drawn for graphs of at most 30 nodes.'
        const model = diagramOf(graph)
        const changed = how === 'cut' ? cut(model, node) : openAt(model, node)
        return {
          before: toSvg(model, { highlight: [node], title: 'The model before' }),
          after: toSvg(changed.diagram, { title: 'The model after' }),
        }
      }),
    [graph, node, how],
  )
  if (typeof made === 'string') return <p class="quiet">No diagram: {made}</p>
  return <Both {...made} isAfter={isAfter} />
}

/** Seeing, setting, and surgery on the data, in numbers of a made-up model. */
function NumbersTable({ graph, node, outcome }: { graph: CausalGraph; node: string; outcome: string }) {
  const seed = useSignal(1)
  const made = useMemo(
    () => tried(() => numbersOf(graph, node, outcome, seed.value)),
    [graph, node, outcome, seed.value],
  )
  if (typeof made === 'string') return <Problem message={made} />
  if (!made.shown) return <p class="quiet">{made.message}</p>
  const percent = (value: number): string => `${(100 * value).toFixed(1)} %`
  const { seen, set, byComb } = made
  return (
    <section aria-label="In numbers">
      <h2>In numbers</h2>
      <p>
        A model with this graph in which every variable is 0 or 1 and the probabilities are made up: how often is “
        {outcome}” 1?
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys */}
      <div class="scroll" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">“{node}” is</th>
              <th scope="col">0</th>
              <th scope="col">1</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">seen</th>
              <td>{percent(seen[0])}</td>
              <td>{percent(seen[1])}</td>
            </tr>
            <tr>
              <th scope="row">set, in the model after surgery</th>
              <td>{percent(set[0])}</td>
              <td>{percent(set[1])}</td>
            </tr>
            {typeof byComb !== 'string' && (
              <tr>
                <th scope="row">set, from observed data alone</th>
                <td>{percent(byComb[0])}</td>
                <td>{percent(byComb[1])}</td>
              </tr>
            )}
          </tbody>
        </table>
      </div>
      <p class="quiet">
        {typeof byComb === 'string'
          ? `${byComb} Surgery on the observed distribution cannot be done; other ways may still lead to the effect (see Identify).`
          : 'The last row reads the observed distribution only: it is taken apart along the diagram, the node is cut out, and the parts are put together again. It agrees with the row above.'}
      </p>
      <button
        type="button"
        onClick={() => {
          seed.value++
        }}
      >
        Other numbers
      </button>
    </section>
  )
}
