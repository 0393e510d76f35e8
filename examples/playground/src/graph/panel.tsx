import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { reading } from '../reading'
import { capital } from '../ui/capital'
import { Problem } from '../ui/problem'
import { now, work } from '../work'
import { arrange, graphDrawn, history, notes, redo, refused, replaceText, undo } from './doing'
import { Editor } from './editor'
import type { GalleryGraph } from './gallery-list'
import './look.css'
import { ChosenNode, NodeList } from './node-form'
import { Picture } from './picture'

/** The text of the graph, its picture, and its nodes. */
export function GraphPanel() {
  const read = reading.value
  const graph = graphDrawn.value
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey) return
      const key = event.key.toLowerCase()
      const target = event.target as HTMLElement
      // other fields have an undo of their own; the text of the graph has this one
      const isForeign =
        target.closest('input, select, [contenteditable]') !== null ||
        (target.tagName === 'TEXTAREA' && target.closest('.editor') === null)
      if (isForeign || (key !== 'z' && key !== 'y')) return
      event.preventDefault()
      if (key === 'y' || event.shiftKey) redo()
      else undo()
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      <Toolbar />
      <Picture />
      {graph !== null && graph.nodes.length > 0 && (
        <p class="quiet hint">
          Press a node to say what it is, or to join it to another one. Drag it, or move it by the arrow keys.
        </p>
      )}
      {graph !== null && <ChosenNode graph={graph} />}
      <Editor />
      {!read.read && <Problem message={`${capital(read.message)} The picture shows the last graph without a fault.`} />}
      {refused.value !== null && <Problem message={refused.value} />}
      <div role="status" class="notes">
        {notes.value.map((note) => (
          <p key={note}>{note}</p>
        ))}
      </div>
      {read.read && read.graph.nodes.length === 0 && (
        <p class="quiet">
          The graph has no nodes yet: type a text such as x -&gt; y, add a node, or load a graph of the gallery.
        </p>
      )}
      {graph !== null && <NodeList graph={graph} />}
    </>
  )
}

function Toolbar() {
  const said = useSignal('')
  const copy = async (): Promise<void> => {
    const made = (await import('../share/dagitty')).dagittyTextOf(work.peek())
    if (!made.ok) {
      said.value = made.message
      return
    }
    const { text } = made
    try {
      await navigator.clipboard.writeText(text)
      said.value = 'Copied: dagitty text with the places of the nodes and their roles.'
    } catch {
      said.value = text
    }
  }
  return (
    <div class="row tools">
      <Gallery />
      <button type="button" disabled={history.value.past.length === 0} onClick={undo}>
        Undo
      </button>
      <button type="button" disabled={history.value.future.length === 0} onClick={redo}>
        Redo
      </button>
      <button type="button" disabled={Object.keys(now.places).length === 0} onClick={arrange}>
        Arrange anew
      </button>
      <button type="button" onClick={() => void copy()}>
        Copy as dagitty
      </button>
      <span role="status" class="quiet said">
        {said.value}
      </span>
    </div>
  )
}

/** Graphs from the literature; they are loaded when the list is first used. */
function Gallery() {
  const graphs = useSignal<readonly GalleryGraph[]>([])
  const failed = useSignal(false)
  const load = (): void => {
    if (graphs.value.length > 0) return
    import('./gallery-list').then(
      (module) => {
        graphs.value = module.galleryGraphs
      },
      () => {
        failed.value = true
      },
    )
  }
  useEffect(() => {
    const later = setTimeout(load, 5000)
    return () => clearTimeout(later)
  }, [])
  return (
    <>
      <select
        aria-label="Load a graph of the gallery"
        value=""
        onPointerDown={load}
        onFocus={load}
        onChange={(event) => {
          const found = graphs.value.find(({ name }) => name === event.currentTarget.value)
          event.currentTarget.value = ''
          if (found === undefined) return
          const { text, treatment, outcome } = found
          replaceText(text, {
            ...(treatment === undefined ? {} : { treatment }),
            ...(outcome === undefined ? {} : { outcome }),
            latents: [],
            selection: [],
            adjusted: [],
          })
        }}
      >
        <option value="">Examples</option>
        {graphs.value.map(({ name, title }) => (
          <option key={name} value={name}>
            {title}
          </option>
        ))}
      </select>
      {failed.value && <Problem message="The gallery could not be loaded: check the connection and try again." />}
    </>
  )
}
