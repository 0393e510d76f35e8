import { signal } from '@preact/signals'
import type { ComponentType } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { GraphPanel } from './graph/panel'
import { panels } from './panels'
import { ShareBar } from './share/bar'
import { Problem } from './ui/problem'
import { change, now, type PanelName, work } from './work'

const loaded = signal<Readonly<Partial<Record<PanelName, ComponentType>>>>({})
/** What is on its way: asked for once. */
const asked = new Set<PanelName>()
const failed = signal<Readonly<Partial<Record<PanelName, string>>>>({})

function open(name: PanelName): void {
  if (work.value.panel !== name) change({ panel: name })
  const panel = panels.find((each) => each.name === name)
  if (panel === undefined || asked.has(name)) return
  asked.add(name)
  panel.load().then(
    (module) => {
      loaded.value = { ...loaded.value, [name]: module.default }
    },
    (error: unknown) => {
      failed.value = { ...failed.value, [name]: error instanceof Error ? error.message : String(error) }
    },
  )
}

/** The page: the graph stands on the left at all times (above, on a phone), one panel beside it. */
export function App() {
  const { panel } = now
  const shown = panel === 'graph' ? 'identify' : panel
  const Shown = loaded.value[shown]
  const place = useRef<HTMLElement>(null)
  const before = useRef(shown)
  useEffect(() => {
    if (Shown === undefined || before.current === shown) return
    before.current = shown
    const { top } = place.current!.getBoundingClientRect()
    // on a phone the panel stands below the graph, and may be out of sight
    if (top < 0 || top > innerHeight / 2) place.current!.scrollIntoView()
  }, [shown, Shown])
  if (Shown === undefined && failed.value[shown] === undefined) queueMicrotask(() => open(shown))
  return (
    <>
      <header class="top">
        <h1>
          <a href="../index.html">causalkit</a> playground
        </h1>
        <p class="about quiet">
          Draw what causes what, and see what data can tell.{' '}
          <button type="button" class="link" onClick={() => open('lessons')}>
            New here? Take the lessons
          </button>
        </p>
        <ShareBar />
      </header>
      <main>
        <section class="graph" aria-label="Graph">
          <GraphPanel />
        </section>
        <section ref={place} class="work" aria-label="Work">
          <nav aria-label="Panels" class="tabs">
            {panels.map(({ name, title }) => (
              <button
                key={name}
                type="button"
                aria-current={name === shown ? 'page' : undefined}
                onClick={() => open(name)}
              >
                {title}
              </button>
            ))}
          </nav>
          {failed.value[shown] !== undefined ? (
            <Problem
              message={`This part could not be loaded (${failed.value[shown]}). Check the connection and reload the page: what you typed is kept.`}
            />
          ) : Shown === undefined ? (
            <p role="status">Loading …</p>
          ) : (
            <Shown />
          )}
        </section>
      </main>
    </>
  )
}
