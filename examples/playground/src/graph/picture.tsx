import { signal } from '@preact/signals'
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { pointed, reading } from '../reading'
import { Problem } from '../ui/problem'
import { work } from '../work'
import { edit, hasRole, move, type Role } from './doing'
import { drawn } from './shown'

/** The node whose form is open. */
export const chosen = signal('')
/** An edge that is being drawn from the picture: the next node that is pressed is its other end. */
export const drawing = signal<{ readonly from: string; readonly connector: '->' | '<->' | '--' } | null>(null)

export const roleNames: readonly (readonly [Role, string])[] = [
  ['treatment', 'treatment'],
  ['outcome', 'outcome'],
  ['adjusted', 'adjusted for'],
  ['selected', 'selected on'],
  ['latent', 'hidden'],
]

export function rolesOf(node: string): string {
  return roleNames
    .filter(([role]) => hasRole(work.value, node, role))
    .map(([, name]) => name)
    .join(', ')
}

const marks = {
  '->': { fromMark: 'tail', toMark: 'arrow' },
  '<->': { fromMark: 'arrow', toMark: 'arrow' },
  '--': { fromMark: 'tail', toMark: 'tail' },
} as const

/** Joins two nodes in the text. */
export function connect(from: string, connector: keyof typeof marks, to: string): boolean {
  drawing.value = null
  return edit({ do: 'connect', edge: { from, to, ...marks[connector] } })
}

export function press(node: string): void {
  const open = drawing.value
  if (open !== null) connect(open.from, open.connector, node)
  else chosen.value = node
}

interface Spot {
  readonly node: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The picture, its nodes under the pointer and the keys. */
export function Picture() {
  const picture = drawn.value
  const box = useRef<HTMLDivElement>(null)
  const [spots, setSpots] = useState<readonly Spot[]>([])
  const drag = useRef<{ node: string; x: number; y: number; at: readonly [number, number]; scale: number } | null>(null)
  const frame = useRef(0)
  const [isDragging, setDragging] = useState(false)
  const svg = picture.drawn ? picture.svg : ''

  const measure = useRef(() => {})
  measure.current = () => {
    const holder = box.current
    if (holder === null || !picture.drawn) return
    const outer = holder.getBoundingClientRect()
    const groups = holder.querySelectorAll<SVGGElement>('g[data-node]')
    const names = picture.layout.positions.map(({ node }) => node)
    setSpots(
      Array.from(groups, (group, i): Spot => {
        const { left, top, width, height } = group.getBoundingClientRect()
        return { node: names[i]!, x: left - outer.left, y: top - outer.top, width, height }
      }),
    )
  }
  // nodes stand elsewhere when the picture is another one
  useLayoutEffect(() => measure.current(), [svg])
  useEffect(() => {
    if (box.current === null) return
    const observer = new ResizeObserver(() => measure.current())
    observer.observe(box.current)
    return () => observer.disconnect()
  }, [])

  if (!picture.drawn) {
    return picture.message === '' ? null : <Problem message={`No picture: ${picture.message}`} />
  }
  const { layout } = picture
  const placeOf = (node: string) => layout.positions.find((place) => place.node === node)!
  const scale = (): number => {
    const drawing = box.current?.querySelector('svg')
    return drawing ? drawing.viewBox.baseVal.width / drawing.getBoundingClientRect().width : 1
  }
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const onKey = (event: KeyboardEvent, node: string): void => {
    if (event.key === 'Escape' && drawing.value !== null) {
      drawing.value = null
      return
    }
    const step = steps[event.key]
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const { x, y } = placeOf(node)
    const far = event.shiftKey ? 40 : 10
    move(node, x + step[0] * far, y + step[1] * far)
  }
  const onDown = (event: PointerEvent, node: string): void => {
    if (event.button !== 0 || drawing.value !== null) return
    ;(event.currentTarget as Element).setPointerCapture(event.pointerId)
    const { x, y } = placeOf(node)
    drag.current = { node, x: event.clientX, y: event.clientY, at: [x, y], scale: scale() }
  }
  const onMove = (event: PointerEvent): void => {
    const now = drag.current
    if (now === null) return
    const [dx, dy] = [event.clientX - now.x, event.clientY - now.y]
    if (!isDragging && Math.hypot(dx, dy) < 4) return
    setDragging(true)
    cancelAnimationFrame(frame.current)
    frame.current = requestAnimationFrame(() => move(now.node, now.at[0] + dx * now.scale, now.at[1] + dy * now.scale))
  }
  const onUp = (): void => {
    drag.current = null
    // the click that follows is the end of the drag
    setTimeout(() => setDragging(false), 0)
  }
  const isFaulty = !reading.value.read
  const natural = layout.size.width
  return (
    <figure class={`picture${isFaulty ? ' faulty' : ''}`}>
      <div class="scroll">
        <div ref={box} class="sheet" style={{ minWidth: `${Math.round(natural * 0.55)}px` }}>
          <div dangerouslySetInnerHTML={{ __html: svg }} />
          {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would be drawn with a frame of its own */}
          <div role="group" aria-label="Nodes in the picture: arrow keys move a node, Enter opens it">
            {spots.map(({ node, x, y, width, height }) => (
              <button
                key={node}
                type="button"
                class="spot"
                aria-label={rolesOf(node) === '' ? node : `${node}, ${rolesOf(node)}`}
                aria-pressed={chosen.value === node}
                style={{ left: `${x}px`, top: `${y}px`, width: `${width}px`, height: `${height}px` }}
                onPointerDown={(event) => onDown(event, node)}
                onPointerMove={onMove}
                onPointerUp={onUp}
                onPointerCancel={onUp}
                onKeyDown={(event) => onKey(event, node)}
                onClick={() => {
                  if (!isDragging) press(node)
                }}
              />
            ))}
          </div>
        </div>
      </div>
      {(isFaulty || pointed.value !== null) && (
        <figcaption class="quiet">
          {isFaulty ? 'This is the last graph that could be read.' : `In red: ${pointed.value!.label}.`}
        </figcaption>
      )}
    </figure>
  )
}
